import { buildContext, standsAt } from '../project/context.ts';
import type { DockerfileIn, Project } from '../project/project.ts';
import { ignoredBy } from '../syntax/dockerignore.ts';
import { globMatcher } from '../text/glob.ts';
import { recent } from '../text/memo.ts';
import { joinPath, type Path } from '../text/path.ts';
import type { ImagePlace } from './known.ts';
import type { Sent } from './tree.ts';

/** The build context of a Dockerfile as COPY sees it. */
export interface SentFiles {
  /** The path of the project that a source names; `..` does not lead out of the context. */
  path(source: string): Path;
  /** What of a path of the project reaches the build. */
  look(path: Path, place: ImagePlace): Sent;
  /** The paths of the project that a pattern names: files, and directories with what is in them; undefined for one that is not read. */
  matching(pattern: Path): readonly Path[] | undefined;
}

/** Directories that no editor and no command line lists the files of. */
const unlisted = /(?:^|\/)(?:\.git|\.hg|\.svn|node_modules|\.?venv|__pycache__|site-packages)\//;

/** What of the project is sent to the build of a Dockerfile. */
export const sentTo = (file: DockerfileIn, project: Project): SentFiles => filesOf(project)(file);

const filesOf = recent((project: Project) => recent((file: DockerfileIn) => make(file, project)));

const make = (file: DockerfileIn, project: Project): SentFiles => {
  const { folder, others } = buildContext(file, project);
  const ignore = project.ignoreFile(folder, file.path)?.ignore;
  const innerOf = (path: Path): Path => (folder === '' ? path : path.slice(folder.length + 1));
  return {
    path: (source) => joinPath(folder, clamped(source)) ?? folder,
    look(path, place) {
      const inner = innerOf(path);
      const left = ignore && ignoredBy(ignore, inner);
      if (left) return { none: { text: `.dockerignore leaves it out: ${left.text}`, place } };
      if (project.exists(path)) return { entry: { kind: 'file', source: path } };
      if (project.under(path).length > 0) return { entry: { kind: 'directory' } };
      const elsewhere = (text: string): Sent => ({ elsewhere: { text, place } });
      if (project.gitIgnored(path))
        return elsewhere(`${path} is ignored by Git, so it may be there where the image is built`);
      if (unlisted.test(`${path}/`))
        return elsewhere(`${path} is in a directory that is not looked into`);
      const other = others.find((each) => standsAt(project, joinPath(each, inner) ?? inner));
      if (other === undefined) return { none: { text: `${path} is not in the project`, place } };
      return elsewhere(
        `the build context may be ${named(folder)} or ${named(other)}, which has it`,
      );
    },
    matching: (pattern) => matching(project, pattern),
  };
};

const named = (folder: Path): string => (folder === '' ? '.' : folder);

/** A source below the context, as BuildKit reads it: `..` at the top stays there. */
const clamped = (source: string): Path => {
  const parts: string[] = [];
  for (const part of source.split('/'))
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  return parts.join('/');
};

/** The directory above the first wildcard of a pattern. */
export const fixedPart = (pattern: string): string =>
  pattern.replace(/[^/]*[*?[\\].*$/, '').replace(/(?<=.)\/$/, '');

const matching = (project: Project, pattern: Path): readonly Path[] | undefined => {
  const matches = globMatcher(pattern);
  const depth = pattern.includes('**') ? undefined : pattern.split('/').length;
  const hits = new Set<Path>();
  for (const path of project.under(fixedPart(pattern))) {
    const top = depth === undefined ? path : path.split('/').slice(0, depth).join('/');
    if (matches(top)) hits.add(top);
  }
  return [...hits];
};

/** What `--exclude` leaves out: true and false where every reading of the patterns agrees, undefined where one does not. */
export const excluder = (
  patterns: readonly string[],
): ((inContext: Path, inSource: Path) => boolean | undefined) => {
  const matchers = patterns.map((pattern) => globMatcher(clamped(pattern)));
  const hit = (path: Path): boolean => {
    const parts = path.split('/');
    return matchers.some((matches) =>
      parts.some((_, i) => matches(parts.slice(0, i + 1).join('/'))),
    );
  };
  return (inContext, inSource) => {
    if (patterns.length === 0) return false;
    const [first, second] = [hit(inContext), hit(inSource)];
    return first === second ? first : undefined;
  };
};
