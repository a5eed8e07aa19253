import { put } from '../../syntax/kubernetes/fields.ts';
import { isRecord } from '../../syntax/kustomization.ts';
import { isCapitals, isPlaceholder } from '../../text/placeholder.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './malformed-label.md' with { type: 'text' };

const rule: Rule = {
  id: 'malformed-label',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'labels-selectors',
  aka: ['kube-score/label-values'],
  fix: 'suggested',

  *check(resource) {
    const { podSpec } = resource;
    const paths = [
      ['metadata', 'labels'],
      ...(ownKinds.test(resource.apiVersion) ? [['spec', 'selector', 'matchLabels']] : []),
      ...(resource.kind === 'Service' ? [['spec', 'selector']] : []),
      ...(podSpec && podSpec.length > 1 ? [[...podSpec.slice(0, -1), 'metadata', 'labels']] : []),
    ];
    for (const path of paths) {
      const labels = resource.get(path);
      if (!isRecord(labels)) continue;
      for (const key of Object.keys(labels)) {
        const value = resource.get([...path, key]);
        const bad =
          typeof value === 'string' && value !== '' && !word.test(value)
            ? value
            : isKey(key)
              ? undefined
              : key;
        if (bad === undefined || open.test(bad) || isPlaceholder(bad) || isCapitals(bad)) continue;
        const repaired = bad === key ? '' : repair(bad);
        yield {
          at:
            bad === key
              ? (resource.key([...path, key]) ?? resource.at(path))
              : resource.at([...path, key]),
          message: `The API server refuses the label ${bad === key ? 'key' : 'value'} ${bad}: it takes at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends${bad === key && key.includes('/') ? ', and one domain in small letters with a slash before them' : ''}.`,
          ...(word.test(repaired)
            ? mend(
                `Write ${repaired}`,
                // A selector and the labels that it looks for stay alike.
                ...(path[0] === 'spec' ? paths.filter(([first]) => first === 'spec') : [path])
                  .filter((each) => resource.get([...each, key]) === value)
                  .map((each) => put(resource, [...each, key], repaired)),
              )
            : {}),
        };
      }
    }
  },
};
export default rule;

/** The groups whose selectors the API server reads; those of custom kinds are plain strings to it. */
const ownKinds = /^(?:v\d\w*|(?:apps|batch|extensions|policy)\/.+|networking\.k8s\.io\/.+)$/;

const word = /^(?=.{1,63}$)[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/;

const domain =
  /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** Whether a key is a word, or a domain, a slash and a word. */
const isKey = (key: string): boolean => {
  const slash = key.indexOf('/');
  return word.test(key.slice(slash + 1)) && (slash < 0 || domain.test(key.slice(0, slash)));
};

/** What somebody fills in later. */
const open = /[{}$<>%\uE000]|\.\.\./;

/** The value with hyphens for what it may not hold; nothing when it could then be read as no text. */
const repair = (text: string): string => {
  const found = text.replace(/[^\w.-]+/g, '-').replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return /^[A-Za-z]{6}|^[A-Za-z].*-/.test(found) ? found : '';
};
