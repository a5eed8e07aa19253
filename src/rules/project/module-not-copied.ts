import { type LeftOut, leftOutModules } from '../../image/checks/own-modules.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { basename } from '../../text/path.ts';
import { listed } from '../../text/words.ts';
import type { Rule } from '../rule.ts';
import docs from './module-not-copied.md' with { type: 'text' };

const rule: Rule = {
  id: 'module-not-copied',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'copy-and-context',
  fix: 'none',
  about: ['COPY', 'ADD'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const found = stage && leftOutModules(file, stage, project);
    const [first] = found?.missing ?? [];
    if (!found || !first) return;
    yield {
      at: found.at,
      message: messageOf(first, found.missing),
      related: found.missing.map(({ from, module }) => ({
        ...from,
        message: `the import of ${module}`,
      })),
    };
  },
};
export default rule;

const messageOf = (first: LeftOut, all: readonly LeftOut[]): string => {
  if (first.elsewhere !== undefined)
    return `${basename(first.from.file)} imports ${first.module}, but Python does not look where that is in the image (${first.elsewhere}): the container stops with ModuleNotFoundError: No module named '${first.module.split('.')[0]}'.`;
  const files = all.slice(0, 3).map(({ file }) => file);
  const names = all.length > 3 ? [...files, `${all.length - 3} more`] : files;
  const ignored = /^\.dockerignore/.test(first.because) ? ` (${first.because})` : '';
  const top = first.module.split('.')[0];
  return `${basename(first.from.file)} imports ${first.module}, but ${listed(names)} ${all.length > 1 ? 'are' : 'is'} not copied into the image${ignored}: the container stops with ModuleNotFoundError: No module named '${all.length > 1 || first.module.includes('.') ? first.module : top}'.`;
};
