import { itemsAt, put } from '../../syntax/kubernetes/fields.ts';
import { isCapitals } from '../../text/placeholder.ts';
import { mend } from '../mend.ts';
import type { Alias, Rule } from '../rule.ts';
import docs from './invalid-port.md' with { type: 'text' };

const rule: Rule = {
  id: 'invalid-port',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'service',
  aka: ['kube-linter/invalid-target-ports', 'kube-score/container-ports-check'],
  fix: 'suggested',

  *check(resource) {
    for (const { path, name: container } of resource.containers()) {
      const names = new Set<unknown>();
      for (const { path: port, value } of itemsAt(resource, [...path, 'ports'])) {
        const name = resource.get([...port, 'name']);
        const number = value['containerPort'];
        if (typeof name === 'string' && !isPortName(name) && !isCapitals(name))
          yield { at: resource.at([...port, 'name']), message: badName(name), aka: both };
        else if (name !== undefined && names.has(name) && !resource.templated)
          yield {
            at: resource.at([...port, 'name']),
            message: `Container ${container} names two ports ${String(name)}, and the API server refuses that.`,
            aka: ['kube-score/container-ports-check'],
          };
        names.add(name);
        // A chart's 0 means that there is no such port, which a condition takes away.
        const isOff = resource.templated && number === 0;
        if (typeof number === 'number' && !isOff && !isPort(number))
          yield {
            at: resource.at([...port, 'containerPort']),
            message: `${number} is not a port: ports are 1 to 65535.`,
            aka: both,
          };
      }
    }
    if (resource.kind !== 'Service') return;
    for (const { path } of itemsAt(resource, ['spec', 'ports'])) {
      const at = [...path, 'targetPort'];
      const target = resource.get(at);
      const text = typeof target === 'string' ? target : '';
      if (
        typeof target === 'number'
          ? isPort(target)
          : text === '' || isPortName(text) || isCapitals(text)
      )
        continue;
      const digits = /^\d+$/.test(text);
      yield {
        at: resource.at(at),
        message: digits
          ? `"${target}" in quotes is the name of a port, and a name needs a letter: the API server refuses it.`
          : typeof target === 'number'
            ? `${target} is not a port: ports are 1 to 65535.`
            : badName(text),
        aka: ['kube-linter/invalid-target-ports'],
        ...(digits ? mend('Remove the quotes', put(resource, at, text)) : {}),
      };
    }
  },
};
export default rule;

const both: readonly Alias[] = [
  'kube-linter/invalid-target-ports',
  'kube-score/container-ports-check',
];

const isPort = (number: number): boolean => number >= 1 && number <= 65535;

const isPortName = (name: string): boolean =>
  name.length <= 15 && /[a-z]/.test(name) && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name);

const badName = (name: string): string =>
  `${name} is no name of a port: it takes at most 15 small letters, digits and single hyphens, with a letter among them.`;
