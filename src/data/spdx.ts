import { lazy } from '../text/memo.ts';
import { spdxIds } from './spdx-ids.ts';

const known = lazy((): ReadonlySet<string> => {
  const ids = new Set<string>();
  let last = '';
  for (const word of spdxIds.trim().split(/\s+/)) {
    last = last.slice(0, Number.parseInt(word.charAt(0), 36)) + word.slice(1);
    ids.add(last);
  }
  return ids;
});

/** Whether a text is an SPDX licence expression: ids of the list or of one's own, joined by AND, OR and WITH. */
export const isLicence = (text: string): boolean => {
  const words = text.replace(/[()]/g, ' $& ').trim().split(/\s+/);
  let open = 0;
  let wantsId = true;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (wantsId && word === '(') open++;
    else if (wantsId) {
      if (!isId(word)) return false;
      wantsId = false;
    } else if (word === ')') {
      if (--open < 0) return false;
    } else if (/^with$/i.test(word)) {
      if (!/^[\w.-]+$/.test(words[++i] ?? '')) return false;
    } else if (/^(?:and|or)$/i.test(word)) wantsId = true;
    else return false;
  }
  return !wantsId && open === 0;
};

const isId = (word: string): boolean =>
  known().has(word.toLowerCase()) ||
  known().has(word.toLowerCase().replace(/\+$/, '')) ||
  /^(?:DocumentRef-[\w.-]+:)?LicenseRef-[\w.-]+$/.test(word);
