import { isSecretFile } from '../../data/secret-files.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Copy } from '../../syntax/dockerfile/model.ts';
import { shippedBy } from '../../syntax/dockerfile/programs.ts';
import { withTriggers } from '../../syntax/dockerfile/select.ts';
import { ignoredBy } from '../../syntax/dockerignore.ts';
import type { Word } from '../../syntax/word.ts';
import { globMatcher } from '../../text/glob.ts';
import { joinPath, type Path, relativeTo } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './secret-file-copied.md' with { type: 'text' };

const rule: Rule = {
  id: 'secret-file-copied',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'secrets-in-images',
  fix: 'none',
  about: ['COPY', 'ADD'],

  *check(file, project) {
    for (const copy of withTriggers(file)) {
      if (copy.keyword !== 'COPY' && copy.keyword !== 'ADD') continue;
      for (const word of copy.sources) {
        if (word.dynamic) continue;
        const named = isSecretFile(word.text);
        if ((named || !copy.from) && !shippedBy(file).has(copy)) continue;
        if (named) {
          if (!copy.from && keepsOut(file, project, word)) continue;
          const path = copy.from ? undefined : inContext(file, project, word);
          const held = heldBy(path, project);
          if (held === undefined) continue;
          yield {
            at: word.span,
            message: `${word.text} holds ${held}, and this puts it into the image for everyone who can pull it.`,
          };
          continue;
        }
        const inside = copy.from ? undefined : secretIn(file, project, copy, word);
        if (!inside) continue;
        yield {
          at: word.span,
          message: `This takes ${inside.path} along, which holds ${inside.held}, for everyone who can pull the image.`,
        };
      }
    }
  },
};
export default rule;

/** What a file is known to hold, in words; undefined for a file of variables that says it holds no secret. */
const heldBy = (path: Path | undefined, project: Project): string | undefined => {
  const secrets = path === undefined ? undefined : project.envFile(path)?.secrets;
  if (!secrets) return 'credentials by its name';
  const [first, ...others] = secrets;
  return first && (others.length === 0 ? first : `${first} and ${others.length} more`);
};

/** Whether the ignore file leaves out every file of variables that a pattern stands for: `.env*` without `.env` and its kind are examples. */
const keepsOut = (file: DockerfileIn, project: Project, { text }: Word): boolean => {
  if (!/[*?[]/.test(text)) return false;
  const { folder } = buildContext(file, project);
  const ignore = project.ignoreFile(folder, file.path)?.ignore;
  const pattern = joinPath(text);
  if (!ignore || pattern === undefined) return false;
  const matches = globMatcher(pattern);
  const there = project.under(folder).flatMap((path) => relativeTo(folder, path) ?? []);
  const base = text.slice(0, text.lastIndexOf('/') + 1).replace(/^\.\//, '');
  const secret = [`${base}.env`, ...there].filter((path) => matches(path) && isSecretFile(path));
  return secret.length > 0 && secret.every((path) => ignoredBy(ignore, path));
};

/** The path in the project of what a source of COPY names. */
const inContext = (file: DockerfileIn, project: Project, word: Word): Path | undefined => {
  const source = joinPath(word.text);
  return source === undefined ? undefined : joinPath(buildContext(file, project).folder, source);
};

/** A file with credentials in a folder that is copied, when no ignore file keeps it out. */
const secretIn = (
  file: DockerfileIn,
  project: Project,
  copy: Copy,
  word: Word,
): { readonly path: Path; readonly held: string } | undefined => {
  if (copy.flags.some(({ name }) => name === 'exclude')) return undefined;
  const { folder, found, named, stated } = buildContext(file, project);
  // Where the sources do not stand, another folder is the context.
  if (!stated && named > 0 && found === 0) return undefined;
  const source = joinPath(word.text);
  const from = source === undefined ? undefined : joinPath(folder, source);
  if (from === undefined || (source !== '' && named === 0 && !stated)) return undefined;
  // A file, and no folder with files in it.
  if (project.exists(from)) return undefined;
  const ignore = project.ignoreFile(folder, file.path)?.ignore;
  return project
    .under(from)
    .flatMap((path) => relativeTo(folder, path) ?? [])
    .filter((path) => isSecretFile(path) && !(ignore && ignoredBy(ignore, path)))
    .flatMap((path) => {
      const held = heldBy(joinPath(folder, path), project);
      return held === undefined ? [] : { path, held };
    })[0];
};
