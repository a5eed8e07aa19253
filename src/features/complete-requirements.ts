import { type PythonKnowledge, packageFacts } from '../data/python-knowledge.ts';
import { takesPython } from '../project/wheels.ts';
import { normalName } from '../syntax/requirements.ts';
import type { Completion } from './complete-dockerfile.ts';

/** A requirement that is being typed. */
export interface Typed {
  /** What is before the cursor of it: `scikit-learn>=1.`. */
  readonly before: string;
  /** Where the cursor is. */
  readonly offset: number;
  /** The Python of the image that installs it, `3.12`, where one is known. */
  readonly python: string | undefined;
}

/** What can be typed of a requirement: names of distributions, their extras and their releases, newest first. */
export const completeRequirement = (
  { before, offset, python }: Typed,
  packages: PythonKnowledge,
): readonly Completion[] => {
  const item = (label: string, typed: string, detail: string): Completion => ({
    label,
    kind: 'value',
    replaces: [offset - typed.length, offset],
    ...(detail === '' ? {} : { detail }),
  });
  const name = /^[A-Za-z0-9][\w.-]*$/.exec(before)?.[0];
  if (name !== undefined)
    return namesFrom(packages, normalName(name)).map((each) =>
      item(each, name, packageFacts(packages, each)?.v.at(-1) ?? ''),
    );
  const extra = /^([\w.-]+)\[(?:[\w.-]+,[ \t]*)*([\w.-]*)$/.exec(before);
  if (extra) {
    const extras = packageFacts(packages, normalName(extra[1] ?? ''))?.x ?? {};
    return Object.entries(extras).map(([each, adds]) =>
      item(each, extra[2] ?? '', adds.slice(0, mostShown).join(', ')),
    );
  }
  const [, distribution, version] = asked.exec(before) ?? [];
  if (distribution === undefined || version === undefined) return [];
  return releasesFor(packages, normalName(distribution), python).map((each, i) =>
    item(each, version, i === 0 ? `newest of ${packages.facts.slice(0, 7)}` : ''),
  );
};

const mostShown = 4;

/** A name, its extras, bounds before the last one, and an operator with the version that is being typed. */
const asked =
  /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?[ \t]*(?:[=<>~!]{1,3}[ \t]*[\w.*]+[ \t]*,[ \t]*)*(?:===?|~=|>=?|<=?|!=)[ \t]*([\w.]*)$/;

/** The distributions whose names begin with the same letter: the editor narrows them down while more is typed. */
const namesFrom = ({ packages }: PythonKnowledge, typed: string): readonly string[] => {
  const first = typed.slice(0, 1);
  return Object.keys(packages)
    .filter((each) => each.startsWith(first))
    .sort((a, b) => Number(b.startsWith(typed)) - Number(a.startsWith(typed)) || (a < b ? -1 : 1));
};

const releasesFor = (
  packages: PythonKnowledge,
  name: string,
  python: string | undefined,
): readonly string[] =>
  (packageFacts(packages, name)?.v ?? [])
    .filter((each) => python === undefined || takesPython(name, each, python, packages) !== false)
    .toReversed();

/** The requirement before the cursor in a line of a requirements file; undefined where none is typed: in options, markers and comments. */
export const typedInLine = (line: string): string | undefined =>
  /^[ \t]*(?:-|#)|[;#@]/.test(line) ? undefined : line.trimStart();

/** The requirement before the cursor in the text of a RUN; undefined outside of `pip install`, `uv pip install` and `uv add`. */
export const typedInRun = (before: string): string | undefined => {
  const command = before.replace(/\\\r?\n/g, ' ').slice(-1000);
  const operands =
    /(?:^|[\s;&|(])(?:pip[\d.]*|python[\d.]*[ \t]+-m[ \t]+pip|uv[ \t]+pip)[ \t]+install([^;&|]*)$|(?:^|[\s;&|(])uv[ \t]+add([^;&|]*)$/.exec(
      command,
    );
  const text = operands?.[1] ?? operands?.[2];
  if (text === undefined || !/^\s/.test(text)) return undefined;
  const [, previous = '', quoted, plain = ''] =
    /(?:(\S+)[ \t]+)?(?:["']([^"']*)|([^\s"']*))$/.exec(text) ?? [];
  if (valued.test(previous)) return undefined;
  const typed = quoted ?? plain;
  return typed.startsWith('-') ? undefined : typed;
};

/** Options of pip and uv after which something else than a requirement is typed. */
const valued =
  /^(?:-[rcfite]|--(?:requirements?|constraints?|index-url|extra-index-url|index|default-index|find-links|target|prefix|root|editable|python|python-version|platform|abi|implementation|cache-dir|timeout|retries|proxy|cert|log|group|optional|extra|torch-backend))$/;
