import {
  besideOf,
  meantBy,
  namedBeside,
  nearestTo,
  ownWorkload,
  placeFor,
} from '../../project/links.ts';
import { itemsAt, putText } from '../../syntax/kubernetes/fields.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { nearest } from '../../text/nearest.ts';
import { dirname, type Path, relativeTo } from '../../text/path.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './config-key-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'config-key-missing',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'configmap-secret',
  aka: ['kube-linter/env-value-from'],
  fix: 'suggested',
  about: ['pods'],

  *check(resource, project) {
    const own = ownWorkload(resource, project);
    if (!own) return;
    for (const { path } of resource.containers()) {
      const single = itemsAt(resource, [...path, 'env']).flatMap((item) =>
        ['configMapKeyRef', 'secretKeyRef'].map((field) => [...item.path, 'valueFrom', field]),
      );
      const whole = itemsAt(resource, [...path, 'envFrom']).flatMap((item) =>
        ['configMapRef', 'secretRef'].map((field) => [...item.path, field]),
      );
      for (const reference of [...single, ...whole]) {
        const value = resource.get(reference);
        if (!isRecord(value) || value['optional'] === true) continue;
        const kind = String(reference.at(-1)).startsWith('config') ? 'ConfigMap' : 'Secret';
        const name = resource.get([...reference, 'name']);
        const key = resource.get([...reference, 'key']);
        if (typeof name !== 'string') continue;
        const named = namedBeside(own, kind, name, project);
        if (named.length === 0) {
          const target = meantBy(name, own.file, besideOf(own, kind, project));
          if (!target) continue;
          yield {
            at: resource.at([...reference, 'name']),
            message: `There is no ${kind} ${name} here, so the container does not start; ${target.name} is near.`,
            related: [placeFor(target)],
            ...mend(`Read ${target.name}`, putText(resource, [...reference, 'name'], target.name)),
          };
          continue;
        }
        const keys = named.flatMap((each) => each.keys ?? []);
        if (typeof key !== 'string' || keys.length === 0 || keys.includes(key)) continue;
        // In a folder beside this one it may be that of another team or stage, and the right one in the cluster.
        if (!named.some((each) => inOneLine(dirname(own.file), dirname(each.file)))) continue;
        const near = nearest(key, keys);
        yield {
          at: resource.at([...reference, 'key']),
          message: `${kind} ${name} has no key ${key}, so the container does not start: it has ${keys.slice(0, 6).join(', ')}.`,
          related: nearestTo(own.file, named).map(placeFor),
          ...(near ? mend(`Read ${near}`, putText(resource, [...reference, 'key'], near)) : {}),
        };
      }
    }
  },
};
export default rule;

/** Whether two folders are the same, or one holds the other. */
const inOneLine = (a: Path, b: Path): boolean =>
  relativeTo(a, b) !== undefined || relativeTo(b, a) !== undefined;
