import { onLoopback } from '../../project/container-start.ts';
import { ownWorkload, placeFor, servicesOf } from '../../project/links.ts';
import type { ResourceIn } from '../../project/project.ts';
import type { FoundServer } from '../../project/server.ts';
import { addItem } from '../../syntax/kubernetes/edits.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { replace } from '../../text/edit.ts';
import { slice } from '../../text/span.ts';
import { mend } from '../mend.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './localhost-in-pod.md' with { type: 'text' };

const rule: Rule = {
  id: 'localhost-in-pod',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'expose-ports',
  fix: 'suggested',
  about: ['pods'],

  *check(resource, project) {
    const { podSpec } = resource;
    if (!podSpec || resource.partial || resource.get([...podSpec, 'hostNetwork']) === true) return;
    const [container, ...others] = resource.containers().filter(({ init }) => !init);
    // Containers of one pod share the loopback: another one may be the only client.
    if (!container || others.length > 0) return;
    const { found, host } = onLoopback(resource, container, project) ?? {};
    const first = found?.program[0];
    if (!found || !first) return;
    const own = ownWorkload(resource, project);
    const [service] = own ? servicesOf(own, project) : [];
    if (!service && !resource.key([...container.path, 'ports'])) return;
    const port = found.port?.text ?? found.server.port;
    yield {
      at: found.host?.word.span ?? first.span,
      message: `${found.server.name} listens on ${host}, so ${service ? `Service ${service.name} cannot reach` : 'no other pod reaches'} port ${port} of container ${container.name}.`,
      ...(service ? { related: [placeFor(service)] } : {}),
      ...fixOf(resource, container.path, found),
    };
  },
};
export default rule;

const fixOf = (
  resource: ResourceIn,
  container: KeyPath,
  { host, program, rest, server }: FoundServer,
): Pick<Finding, 'fixes'> => {
  if (host) {
    const { span } = host.word;
    const text = slice(resource.text, span);
    return text.split(host.text).length === 2
      ? mend('Listen on 0.0.0.0', replace(span, text.replace(host.text, '0.0.0.0')))
      : {};
  }
  const flag = server.hostFlags.find((each) => each.startsWith('--'));
  const last = rest.at(-1) ?? program.at(-1);
  const list = ['args', 'command']
    .map((part) => [...container, part])
    .find((part) => resource.key(part));
  const words = list && resource.get(list);
  // The text of a shell is one item with all its words.
  if (!flag || !last || !list || !Array.isArray(words) || String(words.at(-1)) !== last.text)
    return {};
  return mend(`Add ${flag}=0.0.0.0`, addItem(resource, list, [`${flag}=0.0.0.0`]));
};
