import { type UnbuildableProject, unbuildableProject } from '../../image/checks/project-build.ts';
import type { Copy, Dockerfile, Stage } from '../../syntax/dockerfile/model.ts';
import { insert } from '../../text/edit.ts';
import { basename, dirname, relativeTo } from '../../text/path.ts';
import { touches } from '../../text/span.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './project-source-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'project-source-missing',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'copy-and-context',
  fix: 'suggested',
  about: ['uv', 'poetry', 'pip'],

  *check(file, project) {
    for (const stage of file.stages) {
      const found = unbuildableProject(file, stage, project);
      if (!found) continue;
      const fix = found.needed ? copyToo(file, found) : leaveOut(stage, found);
      yield {
        at: [found.command.words[0]?.span[0] ?? found.word.span[0], found.word.span[1]],
        message: messageOf(found),
        related: [
          {
            file: found.file,
            at: found.needed?.at ?? [0, 0],
            message: found.needed ? `${found.needed.key} names it` : 'the project that is built',
          },
        ],
        ...(fix ? { fixes: [fix] } : {}),
      };
    }
  },
};
export default rule;

const messageOf = ({ because, build, by, needed, source, file }: UnbuildableProject): string => {
  const tool = by === 'pip' ? 'This install' : by === 'uv' ? 'uv sync' : 'poetry install';
  const missing = needed?.path ?? relativeTo(dirname(file), source) ?? source;
  const ignored = /^\.dockerignore/.test(because ?? '') ? ` (${because})` : '';
  const reads = needed
    ? `its ${needed.key}, ${missing}, is not there${ignored}`
    : `its code, ${missing}, is copied later or not at all`;
  return `${tool} builds ${build.name} itself, and ${reads}: the build fails.`;
};

/** The missing file beside the pyproject.toml in the COPY that brings that. */
const copyToo = (
  file: Dockerfile,
  { because, brought, needed }: UnbuildableProject,
): Fix | undefined => {
  const copy = file.instructions.find(
    (each): each is Copy =>
      each.keyword === 'COPY' && brought !== undefined && touches(each.span, brought[0]),
  );
  const word = copy?.sources.find(({ text }) => basename(text) === 'pyproject.toml');
  if (!copy || !word || !needed || needed.path.includes('/') || /^["']/.test(word.raw))
    return undefined;
  if (/^\.dockerignore/.test(because ?? '') || !/(?:^|\/)\.{0,2}$/.test(copy.target?.text ?? 'x'))
    return undefined;
  const text = word.text.slice(0, -'pyproject.toml'.length) + needed.path;
  return { title: `Copy ${text} too`, edits: () => [insert(word.span[1], ` ${text}`)] };
};

/** The option that leaves the project itself out, where a later command installs it or its code is found without that. */
const leaveOut = (
  { instructions }: Stage,
  { build, by, command, file, source, word }: UnbuildableProject,
): Fix | undefined => {
  if (by === 'pip') return undefined;
  const again = instructions.some(
    (each) =>
      each.keyword === 'RUN' &&
      each.script.commands.some(
        (other) =>
          other.span[0] > command.span[0] &&
          other.name === command.name &&
          other.words.some(({ text }) => text === word.text),
      ),
  );
  const flat =
    build.backend !== 'setuptools' && !relativeTo(dirname(file), source)?.includes('src/');
  if (!again && !flat) return undefined;
  const option = by === 'uv' ? '--no-install-project' : '--no-root';
  return { title: `Add ${option}`, edits: () => [insert(word.span[1], ` ${option}`)] };
};
