import {
  buildContext,
  type Context,
  contextCopies,
  literalSource,
  standsAt,
} from '../../project/context.ts';
import type { Project } from '../../project/project.ts';
import { ignoredBy } from '../../syntax/dockerignore.ts';
import { requote, type Word } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import { nearest } from '../../text/nearest.ts';
import { basename, dirname, joinPath, type Path, relativeTo } from '../../text/path.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './copy-source-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'copy-source-missing',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'copy-and-context',
  aka: ['buildkit/CopyIgnoredFile'],
  fix: 'suggested',

  *check(file, project) {
    const context = buildContext(file, project);
    if (context.found === 0) return;
    const ignore = project.ignoreFile(context.folder, file.path);
    for (const copy of contextCopies(file)) {
      for (const word of copy.sources) {
        const source = literalSource(word.text, word.dynamic);
        const path = source === undefined ? undefined : joinPath(context.folder, source);
        if (source === undefined || path === undefined) continue;
        if (!standsAt(project, path)) {
          const finding = missing(word, source, context, project);
          if (finding) yield finding;
          continue;
        }
        const takesBack = ignore?.ignore.patterns.some(({ negated }) => negated);
        const pattern = ignore && !takesBack ? ignoredBy(ignore.ignore, source) : undefined;
        if (!ignore || !pattern) continue;
        yield {
          at: word.span,
          message: `${word.text} is not sent to the build, because ${basename(ignore.path)} leaves out "${pattern.text}".`,
          aka: ['buildkit/CopyIgnoredFile'],
          related: [
            { file: ignore.path, at: pattern.span, message: 'the pattern that leaves it out' },
          ],
        };
      }
    }
  },
};
export default rule;

// What people write by hand; anything else may be made by an earlier step of the pipeline.
const written = /\.(?:py|txt|in|toml|cfg|ini|json|ya?ml|sh|conf|md)$/i;

/** A missing source is reported when a near name stands in its place, or when it is hand-written and all others are there. */
const missing = (
  word: Word,
  source: Path,
  context: Context,
  project: Project,
): Finding | undefined => {
  const name = basename(source);
  const folder = joinPath(context.folder, dirname(source)) ?? '';
  const beside = new Set(
    project.under(folder).flatMap((path) => relativeTo(folder, path)?.split('/')[0] ?? []),
  );
  const near = nearest(name, beside);
  // `COPY server` beside server.go: the program is built first.
  if (near?.startsWith(`${name}.`)) return undefined;
  const certain = written.test(source) && context.named > 1 && context.found >= context.named - 1;
  if (near === undefined && !certain) return undefined;
  const where =
    context.folder === '' ? 'the build context' : `the build context ${context.folder}/`;
  const hint = near === undefined ? '' : ` Did you mean ${near}?`;
  const text =
    near === undefined ? '' : word.text.replace(/[^/]+(\/*)$/, `${near.replaceAll('$', '$$$$')}$1`);
  return {
    at: word.span,
    message: `There is no ${source} in ${where}, so this COPY fails.${hint}`,
    aka: [],
    ...(near === undefined
      ? {}
      : {
          fixes: [
            { title: `Write ${text}`, edits: () => [replace(word.span, requote(word, text))] },
          ],
        }),
  };
};
