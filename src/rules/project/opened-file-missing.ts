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
        : first.opened.when === 'start' && (first.source !== undefined || isLeftOut(first))
          ? {}
          : { severity: 'warning' }),
      related: found.missing.flatMap(({ by, mount, opened }) => [
        { ...by, message: `${opened.served ? 'serves' : 'reads'} ${opened.path}` },
        ...(mount ? [{ ...mount.by, message: `mounts ${mount.directory}` }] : []),
      ]),
    };
  },
};
export default rule;

/** Whether .dockerignore says that a directory that is served does not come into the image. */
const isLeftOut = ({ because, opened }: UnreadableFile): boolean =>
  opened.served !== undefined && because.startsWith('.dockerignore');

const messageOf = (found: UnreadableFile, more: number): string => {
  const { because, by, mount, opened, outside, path, source } = found;
  const what = `${basename(by.file)} ${opened.served ? 'serves' : 'reads'} ${opened.path}`;
  if (mount)
    return mount.why === 'git'
      ? `${what}, and ${mount.by.file} mounts ${mount.directory} over it: .gitignore leaves ${outside} out of the repository, so a clone has nothing there.`
      : `${what}, and ${mount.by.file} mounts ${mount.directory} over it: the repository has no such directory, so Docker makes an empty one.`;
  if (outside !== undefined)
    return `${what}, which .gitignore leaves out of the repository: an image that is built from a clone lacks it.`;
  const end = opened.when === 'start' ? 'the container stops with' : 'that call ends with';
  const ignored = /^\.dockerignore/.test(because) ? ` (${because})` : '';
  const others =
    more > 0 ? `, as for ${more > 1 ? more : 'one'} more ${more > 1 ? 'files' : 'file'}` : '';
  const lacks =
    source !== undefined
      ? `${source} is not copied to ${path}${ignored}`
      : isLeftOut(found)
        ? because.replace(/: (.*)$/, ' ($1)')
        : 'nothing copies it into the image';
  return `${what}, but ${lacks}: ${end} ${errorOf(opened)}${others}.`;
};

const errorOf = ({ served }: UnreadableFile['opened']): string =>
  served === undefined
    ? 'FileNotFoundError'
    : served === 'StaticFiles'
      ? 'RuntimeError'
      : 'TemplateNotFound';
