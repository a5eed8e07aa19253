import type { NameForm } from '../../data/kubernetes-schema.ts';
import { isCapitals, isPlaceholder } from '../../text/placeholder.ts';

interface Grammar {
  readonly form: RegExp;
  readonly most: number;
  /** What the name is, and what it takes. */
  readonly words: string;
}

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const qualified = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

const small = 'small letters, digits and hyphens, with a letter or digit at both ends';
const letters =
  'letters, digits, hyphens, underscores and dots, with a letter or digit at both ends';

const grammars: Readonly<Record<NameForm, Grammar>> = {
  subdomain: { form: subdomain, most: 253, words: `${small}, and dots between such words` },
  cronjob: { form: subdomain, most: 52, words: `at most 52 ${small}` },
  label: { form: label, most: 63, words: `at most 63 ${small}` },
  service: {
    form: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    most: 63,
    words: `at most 63 ${small}, and a letter first`,
  },
  variable: { form: /^[^=]+$/, most: Infinity, words: 'any characters but =' },
  medium: {
    form: /^(?:Memory|HugePages(?:-\d+[KMG]i)?)$/,
    most: Infinity,
    words: 'Memory, HugePages, or HugePages- and a size',
  },
  route: { form: /^\//, most: Infinity, words: 'a path that starts with a slash' },
  subpath: {
    form: /^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))/,
    most: Infinity,
    words: 'a path without a slash at its start and without `..`',
  },
  hostpath: {
    form: /^(?!(?:.*\/)?\.\.(?:\/|$))/,
    most: Infinity,
    words: 'a path without `..`',
  },
  'label-key': {
    form: qualified,
    most: 63,
    words: `at most 63 ${letters}; a domain and a slash may stand before it`,
  },
  'annotation-key': {
    form: qualified,
    most: 63,
    words: `at most 63 ${letters}; a domain and a slash may stand before it`,
  },
  'label-value': {
    form: /^$|^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
    most: 63,
    words: `at most 63 ${letters}`,
  },
  'file-key': {
    form: /^[-._A-Za-z0-9]+$/,
    most: 253,
    words: 'letters, digits, hyphens, underscores and dots',
  },
};

/** Characters and words in capitals that stand for a place to fill in. */
const marks = /[<>{}$%\uE000]|\.\.\.|[A-Z]{2,}_[A-Z0-9]|[A-Z]_[A-Z]{2}/;

const isOpen = (text: string): boolean =>
  marks.test(text) || isPlaceholder(text) || (text.length > 2 && isCapitals(text));

/** Whether a name fits its grammar, or is to be filled in. */
export const isName = (text: string, form: NameForm): boolean => {
  if (isOpen(text) && form !== 'file-key') return true;
  const slash = /^(?:label|annotation)-key$/.test(form) ? text.indexOf('/') : -1;
  const prefix = text.slice(0, Math.max(0, slash));
  const grammar = grammars[form];
  const name = text.slice(slash + 1);
  if (name.length > grammar.most || !grammar.form.test(name)) return isOpen(name);
  if (slash < 0) return true;
  return subdomain.test(form === 'annotation-key' ? prefix.toLowerCase() : prefix);
};

/** What names of a form take, in words. */
export const nameWords = (form: NameForm): string => grammars[form].words;

/** The name that was most likely meant, or undefined when that is a guess. */
export const repairName = (text: string, form: NameForm): string | undefined => {
  const trimmed = (word: string): string => word.replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  const lower = (): string => trimmed(text.toLowerCase().replace(/[^-.a-z0-9]+/g, '-'));
  const repaired =
    form === 'subdomain' || form === 'cronjob'
      ? lower()
      : form === 'label' || form === 'service'
        ? lower().replaceAll('.', '-')
        : form === 'label-value'
          ? trimmed(text.replace(/[^-_.A-Za-z0-9]+/g, '-'))
          : form === 'route'
            ? `/${text}`
            : '';
  return repaired !== '' && repaired !== text && isName(repaired, form) ? repaired : undefined;
};
