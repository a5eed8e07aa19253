import { type TrackingServer, trackingServers } from '../../image/start/tracking-servers.ts';
import { isTestData } from '../../project/homes.ts';
import type { ComposeService } from '../../syntax/builds/compose-service.ts';
import type { Rule } from '../rule.ts';
import docs from './artifacts-on-server-disk.md' with { type: 'text' };

const rule: Rule = {
  id: 'artifacts-on-server-disk',
  on: 'project',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'persistent-volume',
  fix: 'none',

  *check(project) {
    for (const each of trackingServers(project)) {
      const { clients, server } = each;
      const root = localRoot(each);
      const remote = clients.filter(
        ({ service, variable }) =>
          /MLFLOW_TRACKING_UR[IL]$/.test(variable.name) &&
          root !== undefined &&
          !service.open &&
          !hasMount(service, root),
      );
      const [first] = remote;
      if (!first || root === undefined || isTestData(server.file)) continue;
      yield {
        file: server.file,
        at: server.at,
        message: `Clients of MLflow write to --default-artifact-root themselves: in ${first.service.name}, ${root} is a directory of its own container, so ${server.name} never has its models and files.`,
        related: remote.map(({ file, host: { at }, service }) => ({
          file,
          at,
          message: `${service.name} asks for ${server.name}`,
        })),
      };
    }
  },
};
export default rule;

/** The path of this machine that clients are told to write artifacts to. */
const localRoot = ({ words }: TrackingServer): string | undefined => {
  const at = words.findIndex((text) => text.startsWith('--default-artifact-root'));
  const [, joined] = words[at]?.split('=') ?? [];
  const value = at < 0 ? undefined : (joined ?? words[at + 1])?.replace(/^file:(?:\/\/)?/, '');
  return value !== undefined && /^(?:\.{0,2}\/|\w)[\w./-]*$/.test(value) ? value : undefined;
};

/** Whether a service has something mounted over a path, or where a relative one may be. */
const hasMount = ({ volumes }: ComposeService, path: string): boolean =>
  volumes.some(({ target }) => {
    const clean = target.replace(/\/+$/, '');
    const name = path.replace(/^\.\//, '').replace(/\/+$/, '');
    return path.startsWith('/')
      ? `${path}/`.startsWith(`${clean}/`)
      : clean === `/${name}` || clean.endsWith(`/${name}`);
  });
