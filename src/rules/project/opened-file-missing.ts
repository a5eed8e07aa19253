import { type UnreadableFile, unreadableFiles } from '../../image/checks/opened-files.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { basename } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './opened-file-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'opened-file-missing',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'copy-and-context',
  fix: 'none',
  about: ['COPY', 'ADD'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const found = stage && unreadableFiles(file, stage, project);
    const [first] = found?.missing ?? [];
    if (!found || !first) return;
    yield {
      at: found.at,
      message: messageOf(first, found.missing.length - 1),
      // A volume that nothing here names may bring it.
      ...(first.outside !== undefined
        ? { severity: 'info' }
        : first.opened.when === 'start' && first.source !== undefined
          ? {}
          : { severity: 'warning' }),
      related: found.missing.map(({ by, opened }) => ({
        ...by,
        message: `reads ${opened.path}`,
      })),
    };
  },
};
export default rule;

const messageOf = (found: UnreadableFile, more: number): string => {
  const { because, by, opened, outside, path, source } = found;
  if (outside !== undefined)
    return `${basename(by.file)} reads ${opened.path}, which .gitignore leaves out of the repository: an image that is built from a clone lacks it.`;
  const end = opened.when === 'start' ? 'the container stops with' : 'that call ends with';
  const ignored = /^\.dockerignore/.test(because) ? ` (${because})` : '';
  const others =
    more > 0 ? `, as for ${more > 1 ? more : 'one'} more ${more > 1 ? 'files' : 'file'}` : '';
  const lacks =
    source === undefined
      ? `nothing copies it into the image`
      : `${source} is not copied to ${path}${ignored}`;
  return `${basename(by.file)} reads ${opened.path}, but ${lacks}: ${end} FileNotFoundError${others}.`;
};
