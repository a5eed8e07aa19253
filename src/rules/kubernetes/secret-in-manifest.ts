import {
  isDefaultPassword,
  isHarmlessValue,
  isSecretName,
  passwordInAddress,
  secretShape,
} from '../../data/secrets.ts';
import { isTestData } from '../../project/homes.ts';
import type { ResourceIn } from '../../project/project.ts';
import { replaceEntry } from '../../syntax/kubernetes/edits.ts';
import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import type { Path } from '../../text/path.ts';
import { mend } from '../mend.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './secret-in-manifest.md' with { type: 'text' };

const rule: Rule = {
  id: 'secret-in-manifest',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'configmap-secret',
  aka: [
    'kube-linter/env-var-secret',
    'polaris/sensitiveContainerEnvVar',
    'polaris/sensitiveConfigmapContent',
  ],
  like: ['trivy/KSV-0109'],
  fix: 'suggested',
  oncePerMessage: true,
  anyPod: true,

  *check(resource) {
    for (const { path } of resource.containers()) {
      for (const item of itemsAt(resource, [...path, 'env'])) {
        const name = item.value['name'];
        const at = [...item.path, 'value'];
        const value = item.value['value'] === undefined ? undefined : resource.get(at);
        if (typeof name !== 'string' || typeof value !== 'string') continue;
        const what = secretOf(name, value);
        if (!what) continue;
        yield {
          at: resource.at(at),
          message: `${what} stands here as plain text, for everyone who can read this file or the pod.`,
          aka: ['kube-linter/env-var-secret', 'polaris/sensitiveContainerEnvVar'],
          ...(isDefaultPassword(value) ? { severity: 'warning' } : {}),
          ...mend(
            `Read it from a Secret named ${resource.name ?? 'model'}, which you create apart`,
            replaceEntry(resource, at, [
              'valueFrom:',
              '  secretKeyRef:',
              `    name: ${resource.name ?? 'model'}`,
              `    key: ${name}`,
            ]),
          ),
        };
      }
    }
    const data = resource.kind === 'ConfigMap' ? resource.get(['data']) : undefined;
    for (const [name, value] of Object.entries(isRecord(data) ? data : {})) {
      const what = typeof value === 'string' && !value.includes('\n') && secretOf(name, value);
      if (!what) continue;
      yield {
        at: resource.at(['data', name]),
        message: `${what} stands in a ConfigMap, which everyone in the namespace can read: it belongs in a Secret.`,
        aka: ['polaris/sensitiveConfigmapContent'],
        ...(isDefaultPassword(String(value)) ? { severity: 'warning' } : {}),
      };
    }
    if (resource.kind === 'Secret' && !isShown(resource.path)) yield* inSecret(resource);
  },
};
export default rule;

/** Whether a path leads through a directory of what is made to be tried, keys as well. */
const isShown = (path: Path): boolean =>
  isTestData(path) || /(?:^|\/)(?:samples?|examples?|demos?|quick-?start)\//i.test(path);

/** Keys and tokens of a Secret that the file holds itself, in base64 or as text. */
function* inSecret(resource: ResourceIn): Generator<Finding> {
  for (const field of ['data', 'stringData']) {
    const data = resource.get([field]);
    for (const [name, value] of Object.entries(isRecord(data) ? data : {})) {
      const text = typeof value !== 'string' ? '' : field === 'data' ? decoded(value) : value;
      const shape = secretShape(text);
      if (!shape) continue;
      yield {
        at: resource.at([field, name]),
        message: `${name} holds ${shape}${field === 'data' ? ' in base64, which hides nothing' : ''}: everyone who can read this file has it.`,
        severity: 'warning',
        aka: [],
      };
    }
  }
}

/** What base64 stands for; empty for what is none, or too long. */
const decoded = (value: string): string => {
  const text = value.replace(/\s/g, '');
  if (text.length > 20_000 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0)
    return '';
  return atob(text);
};

/** What a value is when it looks secret by its form, or by its name and is no placeholder. */
const secretOf = (name: string, value: string): string | undefined => {
  const shape = secretShape(value);
  // The key of the storage emulator is public.
  if (shape && !value.includes('devstoreaccount1'))
    return shape.charAt(0).toUpperCase() + shape.slice(1);
  if (passwordInAddress(value)) return `An address with a password (${name})`;
  const harmless =
    isHarmlessValue(name, value) ||
    /^(?:\$|your)/i.test(value) ||
    /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(value) ||
    /_location$/i.test(name);
  return isSecretName(name) && !harmless ? `The value of ${name}` : undefined;
};
