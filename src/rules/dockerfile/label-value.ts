import { isLicence } from '../../data/spdx.ts';
import type { LabelType } from '../../project/project.ts';
import { labelsOf } from '../../syntax/dockerfile/labels.ts';
import type { Alias, Rule } from '../rule.ts';
import docs from './label-value.md' with { type: 'text' };

const rule: Rule = {
  id: 'label-value',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'image-vs-container',
  aka: [
    'hadolint/DL3051',
    'hadolint/DL3052',
    'hadolint/DL3053',
    'hadolint/DL3054',
    'hadolint/DL3055',
    'hadolint/DL3056',
    'hadolint/DL3058',
  ],
  fix: 'none',
  about: ['LABEL'],

  *check(file, { policy: { labels } }) {
    if (Object.keys(labels).length === 0) return;
    for (const { key, pair } of labelsOf(file)) {
      const { value } = pair;
      const type = Object.hasOwn(labels, key) ? labels[key] : undefined;
      if (!type || !value || value.dynamic) continue;
      if (value.text.trim() === '') {
        yield {
          at: pair.span,
          message: `The label ${key} is empty, and the settings ask for it.`,
          aka: ['hadolint/DL3051'],
        };
        continue;
      }
      const { fits, what, alias } = types[type];
      if (fits(value.text)) continue;
      yield {
        at: value.span,
        message: `The settings ask for ${what} in the label ${key}, and "${value.text}" is none.`,
        ...(alias ? { aka: [alias] } : {}),
      };
    }
  },
};
export default rule;

interface Type {
  readonly what: string;
  readonly alias?: Alias;
  fits(text: string): boolean;
}

const isAbsoluteUrl = (text: string): boolean =>
  /^[a-z][a-z0-9+.-]*:[^\s"<>{}|\\^`]+$/i.test(text) &&
  !/^https?:(?!\/\/[^/?#])|:\/\/$/i.test(text);

const types: Readonly<Record<LabelType, Type>> = {
  text: { what: 'a text', fits: () => true },
  url: {
    what: 'an absolute URL',
    alias: 'hadolint/DL3052',
    fits: isAbsoluteUrl,
  },
  rfc3339: {
    what: 'a time such as 2026-11-22T08:30:00Z',
    alias: 'hadolint/DL3053',
    fits: (text) =>
      /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(text) &&
      isDay(text.slice(0, 10)) &&
      /[Tt ](?:[01]\d|2[0-3]):[0-5]\d/.test(text),
  },
  spdx: { what: 'an SPDX licence', alias: 'hadolint/DL3054', fits: isLicence },
  hash: {
    what: 'a commit of 7 or 40 hexadecimal digits',
    alias: 'hadolint/DL3055',
    fits: (text) => /^(?:[0-9a-f]{7}|[0-9a-f]{40})$/i.test(text),
  },
  semver: {
    what: 'a semantic version such as 1.4.0',
    alias: 'hadolint/DL3056',
    fits: (text) =>
      /^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/.test(
        text,
      ),
  },
  email: {
    what: 'an e-mail address',
    alias: 'hadolint/DL3058',
    fits: (text) =>
      text.length < 255 && /^[^\s@<>",;]+@[^\s@<>",;.]+(?:\.[^\s@<>",;.]+)+$/.test(text),
  },
};

const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isDay = (date: string): boolean => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  return day >= 1 && day <= (days[month - 1] ?? 0) + leap;
};
