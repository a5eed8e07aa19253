import {
  looksAtHost,
  type TrackingServer,
  trackingServers,
} from '../../image/start/tracking-servers.ts';
import { isTestData } from '../../project/homes.ts';
import type { Rule } from '../rule.ts';
import docs from './tracking-server-refuses-name.md' with { type: 'text' };

const rule: Rule = {
  id: 'tracking-server-refuses-name',
  on: 'project',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'model-server',
  fix: 'none',

  *check(project) {
    // Who speaks of it may set it in a way that is not read.
    if (settings.some((name) => project.mentioned(name))) return;
    for (const each of trackingServers(project)) {
      const { clients, server } = each;
      const [first] = clients;
      if (!first || isTestData(server.file) || isTold(each) || !looksAtHost(each)) continue;
      const { host, port, service } = first;
      const name = port ? `${host.text}:${port.value}` : host.text;
      yield {
        file: server.file,
        at: server.at,
        message: `MLflow 3.5 and later answers 403 to requests for ${name}, which ${service.name} sends: without --allowed-hosts it answers only to localhost and private addresses.`,
        related: clients.map(({ file, host: { at }, service: { name: by } }) => ({
          file,
          at,
          message: `${by} asks for ${host.text}`,
        })),
      };
    }
  },
};
export default rule;

const settings = ['MLFLOW_SERVER_ALLOWED_HOSTS', 'MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE'];

/** Whether the server is told which names it has, or may be. */
const isTold = ({ dockerfile, server, words }: TrackingServer): boolean =>
  words.some((text) => /^--(?:allowed-hosts|disable-security|app-name)|^\$/.test(text)) ||
  server.envFiles.length > 0 ||
  settings.some((name) => Object.hasOwn(dockerfile?.settings?.env ?? {}, name));
