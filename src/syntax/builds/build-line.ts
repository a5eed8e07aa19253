import type { Span } from '../../text/span.ts';
import type { Command } from '../shell/model.ts';
import { type Options, splitOptions } from '../shell/options.ts';
import { launched } from '../shell/program.ts';
import type { Word } from '../word.ts';
import type { BuildPath, StatedBuild } from './model.ts';
import { below, imagePattern, isDirectory, isLiteral } from './written.ts';

/** The value of a variable, when it is known; it may start with a mark. */
export type ValueOf = (name: string) => string | undefined;

/** What a path starts with that is below the directory of the file, the repository, or the current directory. */
export const marks = { file: '\uE000', repository: '\uE001', here: '\uE002' } as const;

/** The builds of the commands of a script that starts in a directory. */
export const buildsOf = (
  commands: readonly Command[],
  start: BuildPath,
  valueOf: ValueOf,
): readonly StatedBuild[] => {
  const found: StatedBuild[] = [];
  const track = tracker(start);
  for (const command of commands) {
    const folder = track.folder(command);
    const { name, words, span } = launched(command);
    const [, to] = words;
    if (name === 'cd' || name === 'pushd')
      track.move(command, to && folder ? pathOf(expanded(to.text, valueOf), folder) : undefined);
    else if (name === 'popd') track.move(command, start);
    const rest = folder ? argumentsOf(expanded(name, valueOf), words.slice(1)) : undefined;
    const build = rest && folder ? buildOf(rest, folder, valueOf, span) : undefined;
    if (build) found.push(build);
  }
  return found;
};

interface Tracker {
  folder(command: Command): BuildPath | undefined;
  move(command: Command, to: BuildPath | undefined): void;
}

/** The current directory. That of a subshell or a branch counts up to the end of its list; behind it in another branch it is not known. */
const tracker = (start: BuildPath): Tracker => {
  let outer: BuildPath | undefined = start;
  let inner: { readonly end: number; readonly folder: BuildPath | undefined } | undefined;
  return {
    folder({ conditional, listEnd }) {
      if (!conditional) inner = undefined;
      if (!inner) return outer;
      return inner.end === listEnd ? inner.folder : undefined;
    },
    move({ conditional, listEnd }, folder) {
      if (conditional) inner = { end: listEnd, folder };
      else outer = folder;
    },
  };
};

const programs = /^(?:docker|podman|nerdctl|finch|buildah)$/;
const named = /^\$\{?\w*(?:docker|container|podman|buildah|engine|oci)\w*\}?$/i;
const wrappers: ReadonlySet<string> = new Set(['buildx', 'image', 'builder']);

/** The words behind `docker build`, `docker buildx build` and the like; undefined for other commands. */
export const argumentsOf = (
  program: string,
  words: readonly Word[],
): readonly Word[] | undefined => {
  if (program === 'executor') return words;
  if (!programs.test(program) && !named.test(program)) return undefined;
  const at = words.findIndex(({ text }) => !text.startsWith('-') && !wrappers.has(text));
  return at >= 0 && at < 3 && /^(?:build|bud)$/.test(words[at]?.text ?? '')
    ? words.slice(at + 1)
    : undefined;
};

const valued: ReadonlySet<string> = new Set(
  (
    '-f --file --dockerfile -t --tag --destination -d --target --build-arg --build-context -c --context --platform --cache-from ' +
    '--cache-to --label --annotation --network --progress --secret --ssh -o --output --shm-size --ulimit --add-host --iidfile ' +
    '--metadata-file --builder -m --memory --isolation --security-opt --attest --no-cache-filter --allow --cgroup-parent ' +
    '--cpuset-cpus --cpu-quota --cpu-shares --format --authfile --creds -v --volume --device --arch --os --manifest --cache-repo ' +
    '--snapshot-mode --verbosity --registry-mirror --memory-swap --cache-dir --ignorefile --jobs --label-file'
  ).split(' '),
);

/** The build that the words behind `docker build` state; undefined when its Dockerfile is not known. */
export const buildOf = (
  words: readonly Word[],
  folder: BuildPath,
  valueOf: ValueOf,
  at: Span,
): StatedBuild | undefined => {
  const options = splitOptions(words, valued);
  const all = (...names: readonly string[]): readonly string[] =>
    names.flatMap((name) => textsOf(options, name)).map((text) => expanded(text, valueOf));
  const [stated] = all('--context', '-c');
  // A variable alone may stand for options.
  const operands = options.operands
    .map(({ text }) => expanded(text, valueOf))
    .filter((text) => !/^\$(?:\w+|\{\w+\}|\([^()]*\)|@|\*)$/.test(text));
  if (operands.length > 1 && stated === undefined) return undefined;
  const written = stated?.replace(/^dir:\/\//, '') ?? operands[0];
  const context = written === undefined ? undefined : pathOf(written, folder);
  const [file] = all('-f', '--file', '--dockerfile');
  const dockerfile =
    file !== undefined
      ? pathOf(file, folder)
      : context && { ...context, path: below(context.path, 'Dockerfile') };
  if (!dockerfile) return undefined;
  const target = all('--target')[0];
  return {
    at,
    plain: false,
    dockerfile,
    ...(context ? { context } : {}),
    ...(target !== undefined && isLiteral(target) ? { target } : {}),
    args: all('--build-arg').map(nameIn),
    contexts: all('--build-context').map(nameIn),
    images: all('-t', '--tag', '--destination', '-d').map(imagePattern),
  };
};

const textsOf = ({ options }: Options, name: string): readonly string[] =>
  (options.get(name) ?? []).flatMap(({ text }) => text ?? []);

/** The name of `NAME=value`. */
export const nameIn = (text: string): string => text.split('=')[0] ?? text;

const ofFile =
  /\$\(\s*(?:cd\s+.*)?\$?\(?\s*dirname\s.*?\$\{?(?:0|BASH_SOURCE)[^)]*\)"?((?:\/[\w.-]+)*)/;
const simple =
  /^"?\$\(\s*dirname\s+(?:--\s+)?"?\$\{?(?:0|BASH_SOURCE(?:\[0\])?)\}?"?\s*\)"?((?:\/[\w.-]+)*)"?$/;

// What people write is short, and a pattern may take long for what is not.
const longest = 400;

/** A text with the values of variables that are known in their place, and a mark for the directories of the file and the repository. */
export const expanded = (text: string, valueOf: ValueOf, depth = 0): string => {
  if (!/[$`]/.test(text) || text.length > longest) return text;
  const whole = simple.exec(text);
  if (whole) return `${marks.file}${whole[1] ?? ''}`;
  const nested = /\$\(\s*cd\s/.test(text) ? ofFile.exec(text) : null;
  if (nested)
    return `${marks.file}${nested[1] ?? ''}${/\)((?:\/[\w.-]+)*)"?$/.exec(text)?.[1] ?? ''}`;
  return text
    .replace(/\$\(\s*git rev-parse --show-toplevel\s*\)/g, marks.repository)
    .replace(/\$\(\s*pwd\s*\)|\$PWD\b|\$\{PWD\}/g, marks.here)
    .replace(/\$(?:\{(\w+)\}|(\w+))/g, (match: string, braced?: string, bare?: string) => {
      const value = valueOf(braced ?? bare ?? '');
      if (value === undefined || depth > 4) return match;
      return expanded(value, valueOf, depth + 1);
    });
};

/** A written path below a directory; undefined when it is not known, or leads out of the repository. */
export const pathOf = (text: string, folder: BuildPath): BuildPath | undefined => {
  const mark = text[0];
  const rest = text.slice(1).replace(/^\/+/, '');
  const [whole, from] =
    mark === marks.file
      ? [rest, 'file' as const]
      : mark === marks.repository
        ? [rest, 'repository' as const]
        : [mark === marks.here ? below(folder.path, rest) : text, folder.from];
  if (/[\uE000-\uE002]/.test(whole) || !isDirectory(whole === '' ? '.' : whole)) return undefined;
  const own = mark === marks.file || mark === marks.repository || mark === marks.here;
  return { from, path: own ? whole : below(folder.path, whole) };
};
