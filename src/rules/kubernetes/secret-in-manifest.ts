import {
  isDefaultPassword,
  isHarmlessValue,
  isSecretName,
  passwordInAddress,
  secretShape,
} from '../../data/secrets.ts';
import { replaceEntry } from '../../syntax/kubernetes/edits.ts';
import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
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
  },
};
export default rule;

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
