import {
  type ServerStart,
  serverOfContainer,
  serverOfService,
  serverOfStage,
} from '../image/start/server-flags.ts';
import { isTestData } from '../project/homes.ts';
import type { DockerfileIn, Project, ResourceIn } from '../project/project.ts';
import { startCommand } from '../project/start-command.ts';
import type { Start } from '../syntax/dockerfile/model.ts';
import { finalStage } from '../syntax/dockerfile/stages.ts';
import { dropItem } from '../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../syntax/kubernetes/model.ts';
import { without } from '../syntax/shell/without.ts';
import type { Word } from '../syntax/word.ts';
import { type Edit, remove, replace } from '../text/edit.ts';
import type { Path } from '../text/path.ts';
import { join, type Span, touches } from '../text/span.ts';
import { mend } from './mend.ts';
import type { Finding } from './rule.ts';
import type { WrongWord } from './server-flags.ts';

type Judge = (start: ServerStart) => Iterable<WrongWord>;

/** What is wrong with the words that start the server of a Dockerfile's image. */
export function* wrongInImage(
  file: DockerfileIn,
  project: Project,
  judge: Judge,
): Generator<Finding> {
  const stage = finalStage(file.stages);
  const command = stage && startCommand(stage);
  const start = command && serverOfStage(file, stage, command, project);
  if (!start) return;
  for (const wrong of judge(start)) {
    const { change } = wrong;
    const at = placeIn(file.text, wrong.word.span, wrong.part);
    const edits =
      change && 'drop' in change
        ? [leftOut(file.text, command.words, change.drop, command.from)]
        : change && [at && replace(at, change.text)];
    yield { ...said(wrong, at, start), ...(change ? mend(change.title, ...(edits ?? [])) : {}) };
  }
}

/** What is wrong with the words that start the servers of an object's pods. */
export function* wrongInPods(
  resource: ResourceIn,
  project: Project,
  judge: Judge,
): Generator<Finding> {
  for (const container of resource.containers()) {
    const start = serverOfContainer(resource, container, project);
    if (!start) continue;
    for (const wrong of judge(start)) {
      const { change } = wrong;
      const at = placeIn(resource.text, wrong.word.span, wrong.part);
      const edits =
        change && 'drop' in change
          ? dropped(resource, container.path, change.drop)
          : change && [at && replace(at, change.text)];
      yield { ...said(wrong, at, start), ...(change ? mend(change.title, ...(edits ?? [])) : {}) };
    }
  }
}

/** What is wrong with the words that start the servers of compose files. */
export function* wrongInServices(
  project: Project,
  judge: Judge,
): Generator<Finding & { readonly file: Path }> {
  for (const { file, services } of project.composeFiles()) {
    if (isTestData(file)) continue;
    for (const service of services) {
      const start = serverOfService(file, service, project);
      if (!start) continue;
      for (const wrong of judge(start)) {
        const { change, part, word } = wrong;
        const { span } = word;
        const exact = span[1] - span[0] === word.text.length;
        const from = exact ? span[0] + word.text.indexOf(part) : undefined;
        const at = from === undefined ? undefined : ([from, from + part.length] as const);
        const text = change && 'text' in change ? change.text : undefined;
        yield {
          ...{ file, ...said(wrong, at, start) },
          ...(change && text !== undefined ? mend(change.title, at && replace(at, text)) : {}),
        };
      }
    }
  }
}

const said = (
  { message, severity, word }: WrongWord,
  at: Span | undefined,
  { name, release }: ServerStart,
): Finding => ({
  at: at ?? word.span,
  message,
  ...(severity ? { severity } : {}),
  ...(release
    ? {
        related: [{ file: release.file, at: release.at, message: `${name} ${release.version}` }],
      }
    : {}),
});

/** The place of a part of a word, which may stand in a longer text; undefined when that holds it several times or not as it is. */
const placeIn = (text: string, [start, end]: Span, part: string): Span | undefined => {
  const source = text.slice(start, end);
  const places: number[] = [];
  for (let at = source.indexOf(part); at >= 0; at = source.indexOf(part, at + 1)) {
    const around = `${source[at - 1] ?? ' '}${source[at + part.length] ?? ' '}`;
    if (!/[\w-]/.test(around)) places.push(at);
  }
  const [first] = places;
  return first === undefined || places.length > 1
    ? undefined
    : [start + first, start + first + part.length];
};

/** The edit that leaves words of a Dockerfile out, when they stand behind another one of their instruction. */
const leftOut = (
  text: string,
  words: readonly Word[],
  drop: readonly Word[],
  from: readonly Start[],
): Edit | undefined => {
  const [first] = drop;
  const last = drop.at(-1);
  const before = first && words[words.indexOf(first) - 1];
  if (!first || !last || !before) return undefined;
  const home = from.find(({ span }) => touches(span, first.span[0]));
  const near = [before, ...drop].every(
    (word) => home && touches(home.span, word.span[0]) && text.slice(...word.span) === word.raw,
  );
  return near && before.span[1] <= first.span[0] ? without(words, first, last) : undefined;
};

/** The edits that leave out words of a container's command and arguments: items of the lists, or a part of a script in one. */
const dropped = (
  resource: ResourceIn,
  container: KeyPath,
  words: readonly Word[],
): readonly (Edit | undefined)[] => {
  const paths = words.map((word) => itemOf(resource, container, word));
  const [path] = paths;
  if (!path || paths.some((each) => !each)) return [undefined];
  const list = resource.get(path.slice(0, -1));
  const whole = words.every((word, i) => String(resource.get(paths[i] ?? [])) === word.text);
  if (!whole) return [cut(resource.text, words)];
  if (Array.isArray(list) && list.length <= words.length) return [undefined];
  return paths.map((each) => each && (dropItem(resource, each) ?? inBrackets(resource, each)));
};

/** The item of a container's lists that holds a word. */
const itemOf = (resource: ResourceIn, container: KeyPath, word: Word): KeyPath | undefined => {
  for (const part of ['command', 'args']) {
    const list = resource.get([...container, part]);
    if (!Array.isArray(list)) continue;
    for (const i of list.keys()) {
      const [start, end] = resource.at([...container, part, i]);
      if (start <= word.span[0] && word.span[1] <= end) return [...container, part, i];
    }
  }
  return undefined;
};

/** The edit that deletes an item of `[…]`, with the comma before it. */
const inBrackets = (resource: ResourceIn, path: KeyPath): Edit | undefined => {
  const at = path.at(-1);
  if (typeof at !== 'number' || at === 0) return undefined;
  const before = resource.at([...path.slice(0, -1), at - 1]);
  const own = resource.at(path);
  return /^\s*,\s*$/.test(resource.text.slice(before[1], own[0]))
    ? remove([before[1], own[1]])
    : undefined;
};

/** The edit that deletes words from a script, with the blanks before them, or with the line that they fill. */
const cut = (text: string, words: readonly Word[]): Edit | undefined => {
  const places = words.map((word) => placeIn(text, word.span, word.text));
  const [first] = places;
  const last = places.at(-1);
  if (!first || !last || places.some((place) => !place)) return undefined;
  const span = join(first, last);
  if (!/^\S+(?:[ \t]+\S+)?$/.test(text.slice(...span))) return undefined;
  const [, line = '', blanks = ''] = /(\n?)([ \t]*)$/.exec(text.slice(0, span[0])) ?? [];
  const start = span[0] - blanks.length;
  if (line === '') return blanks === '' ? undefined : remove([start, span[1]]);
  const [rest] = /^[ \t]*\\\r?\n/.exec(text.slice(span[1])) ?? [];
  return rest === undefined ? undefined : remove([start, span[1] + rest.length]);
};
