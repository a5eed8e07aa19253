import type { Script } from '../shell/model.ts';
import { parseShell } from '../shell/parse.ts';
import { buildsOf, marks, type ValueOf } from './build-line.ts';
import type { BuildPath, StatedBuild } from './model.ts';

const assignment =
  /^[ \t]*(?:(?:export|readonly|local|declare(?:[ \t]+-\w+)*)[ \t]+)?([A-Za-z_]\w*)=(.*)$/gm;

/** The variables that a script sets once, or always to the same. */
export const shellValues = (text: string): ValueOf => {
  const known = new Map<string, string | undefined>();
  for (const [, name = '', written = ''] of text.matchAll(assignment)) {
    const value = valueIn(written.trim());
    known.set(name, known.has(name) && known.get(name) !== value ? undefined : value);
  }
  return (name) => known.get(name);
};

// What people write is short, and a pattern may take long for what is not.
const longestValue = 400;

const valueIn = (written: string): string | undefined => {
  if (written.length > longestValue) return undefined;
  if (/\bdirname\b.*(?:\$\{?0|BASH_SOURCE)/.test(written)) {
    // `$(cd "$(dirname "$0")/.." && pwd)`: the directory behind the inner one counts.
    const up = /(?:\$\{?0\}?|BASH_SOURCE(?:\[0\])?\}?)"?\s*\)"?((?:\/[\w.-]+)*)/.exec(written)?.[1];
    return `${marks.file}${up ?? ''}`;
  }
  if (/^"?\$\(\s*git rev-parse --show-toplevel\s*\)"?$/.test(written)) return marks.repository;
  const [, double, single, plain] =
    /^(?:"([^"]*)"|'([^']*)'|([^\s;&|"'()`]*))[ \t]*(?:$|[;#&])/.exec(written) ?? [];
  return double ?? single ?? plain;
};

/** The builds of a shell script. */
export const buildsOfScript = (text: string, script: Script): readonly StatedBuild[] =>
  buildsOf(script.commands, { from: 'anywhere', path: '' }, shellValues(text));

const variable =
  /^(?:export[ \t]+|override[ \t]+|[^\s:=#]+[ \t]*:[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*(?:\?|::?:?)?=[ \t]*(.*)$/gm;
const automatic: ReadonlyMap<string, string> = new Map([
  ['CURDIR', marks.here],
  ['PWD', marks.here],
]);

/** The variables of a Makefile that are set once, or always to the same. */
const makeValues = (text: string): ValueOf => {
  const known = new Map<string, string | undefined>();
  for (const [, name = '', written = ''] of text.matchAll(variable)) {
    const value = asShell(written.replace(/\s+#.*$/, '').trim());
    known.set(name, known.has(name) && known.get(name) !== value ? undefined : value);
  }
  return (name) => known.get(name) ?? automatic.get(name);
};

/** Text of a Makefile with its variables written as those of a shell, of the same length. */
const asShell = (text: string): string =>
  text.replaceAll('$$', '_$').replace(/\$\((\w[\w.-]*)\)/g, '$${$1}');

/** The builds of a Makefile or a justfile: each line of a recipe is a script of its own. */
export const buildsOfMakefile = (text: string, own: boolean): readonly StatedBuild[] => {
  const values = makeValues(text);
  const start: BuildPath = { from: own ? 'file' : 'anywhere', path: '' };
  const found: StatedBuild[] = [];
  // A line that ends with a backslash goes on.
  for (const match of text.matchAll(/^[ \t](?:[^\\\n]|\\(?:\r?\n|.|$))*$/gm)) {
    const [line] = match;
    if (!mayBuild(line)) continue;
    const shell = asShell(line.replace(/^([ \t]*)([@+-]*)/, (prefix) => ' '.repeat(prefix.length)));
    const script = parseShell(shell, (from, to) => [match.index + from, match.index + to]);
    found.push(...buildsOf(script.commands, start, values));
  }
  return found;
};

/** Whether a text may hold a line that builds an image: a cheap look before it is read. */
export const mayBuild = (text: string): boolean =>
  text
    .split('\n')
    .some(
      (line) =>
        /build|bud|kaniko/.test(line) &&
        /docker|build-push|kaniko|podman|buildah|nerdctl|finch|container|engine|oci/i.test(line),
    );
