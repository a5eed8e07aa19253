/** A file of the project: posix, relative to the project's root, no leading `./`. The root is `''`. */
export type Path = string;

/** The folder of a path; `''` for a file at the root. */
export const dirname = (path: Path): Path => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The last part of a path. */
export const basename = (path: Path): string => path.slice(path.lastIndexOf('/') + 1);

// A part that is empty, `.` or `..`.
const untidy = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** Joins and normalises; undefined when the result would leave the root. */
export const joinPath = (...parts: readonly string[]): Path | undefined => {
  const joined = parts.length === 1 ? (parts[0] ?? '') : parts.filter((part) => part).join('/');
  // A slash at either end says nothing.
  const inner = joined.slice(joined[0] === '/' ? 1 : 0, joined.endsWith('/') ? -1 : undefined);
  if (!untidy.test(inner)) return inner;
  const result: string[] = [];
  for (const part of joined.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') result.push(part);
    else if (result.pop() === undefined) return undefined;
  }
  return result.join('/');
};

/** `path` seen from `folder`, or undefined when it lies outside. */
export const relativeTo = (folder: Path, path: Path): Path | undefined => {
  if (folder === '' || path === folder) return path === folder ? '' : path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
};

/** The folder itself and its ancestors up to the root. */
export const ancestors = (folder: Path): readonly Path[] => {
  const result = [folder];
  for (let at = folder; at !== ''; ) {
    at = dirname(at);
    result.push(at);
  }
  return result;
};
