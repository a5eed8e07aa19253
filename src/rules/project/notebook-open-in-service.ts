import { openNotebook } from '../../project/open-notebook.ts';
import type { ComposePort } from '../../syntax/builds/compose-service.ts';
import type { Rule } from '../rule.ts';
import docs from './notebook-open-in-service.md' with { type: 'text' };

const rule: Rule = {
  id: 'notebook-open-in-service',
  on: 'project',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'expose-ports',
  fix: 'none',

  *check(project) {
    for (const { file, services } of project.composeFiles())
      for (const { command, entrypoint, name, ports } of services) {
        const [port] = ports.filter(reachable);
        const words = [...(entrypoint?.words ?? []), ...(command?.words ?? [])];
        const option = command && port && openNotebook(words);
        if (!command || !port || option === undefined) continue;
        yield {
          file,
          at: command.at,
          message: `${option} switches the login of Jupyter off, and ${name} publishes port ${port.container}: whoever reaches this machine gets a shell in the container.`,
          related: [{ file, at: port.at, message: 'the published port' }],
        };
      }
  },
};
export default rule;

const reachable = ({ address = '' }: ComposePort): boolean =>
  !/^(?:127\.|localhost|\[::1\])/.test(address);
