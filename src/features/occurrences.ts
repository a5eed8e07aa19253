import type { DockerfileIn } from '../project/project.ts';
import type { Instruction } from '../syntax/dockerfile/model.ts';
import { stageNamed } from '../syntax/dockerfile/stages.ts';
import type { Edit } from '../text/edit.ts';
import { type Span, touches } from '../text/span.ts';

/** A place where a name is declared or used. */
export interface Occurrence {
  readonly at: Span;
  readonly declares: boolean;
}

/** A stage or a variable of a Dockerfile with all its places, in order of the file. */
export interface Named {
  readonly kind: 'stage' | 'variable';
  readonly name: string;
  /** The place that was asked about. */
  readonly at: Span;
  readonly places: readonly Occurrence[];
}

/** The stage or variable at an offset, or undefined. */
export const namedAt = (file: DockerfileIn, offset: number): Named | undefined => {
  for (const { kind, name, at } of placesIn(file)) {
    if (!touches(at, offset)) continue;
    const places = placesIn(file)
      .filter((each) => each.kind === kind && each.name === name)
      .map(({ at: span, declares }) => ({ at: span, declares }));
    // A use of what the base image sets has no declaration here, and a renamed one would lose its value.
    return { kind, name, at, places };
  }
  return undefined;
};

/** The edits that give a stage or variable another name, or in words why that cannot be. */
export const renameAt = (
  file: DockerfileIn,
  offset: number,
  name: string,
): readonly Edit[] | string => {
  const named = namedAt(file, offset);
  if (!named) return 'Only stages and variables can be renamed.';
  if (!named.places.some(({ declares }) => declares))
    return `${named.name} is not declared in this file, so its name is not known to be free to change.`;
  const shape = named.kind === 'stage' ? /^[a-z][a-z0-9_.-]*$/ : /^[A-Za-z_]\w*$/;
  if (!shape.test(name))
    return named.kind === 'stage'
      ? 'The name of a stage starts with a lower-case letter and goes on with letters, digits, "-", "_" and ".".'
      : 'The name of a variable starts with a letter or "_" and goes on with letters, digits and "_".';
  if (
    name !== named.name &&
    placesIn(file).some((each) => each.kind === named.kind && each.name === name)
  )
    return `${name} is the name of another ${named.kind} in this file.`;
  return named.places.map(({ at }) => ({ span: at, text: name }));
};

interface Place extends Occurrence {
  readonly kind: Named['kind'];
  readonly name: string;
}

const placesIn = (file: DockerfileIn): readonly Place[] =>
  [...stagePlaces(file), ...variablePlaces(file)].sort((a, b) => a.at[0] - b.at[0]);

function* stagePlaces({ text, stages }: DockerfileIn): Generator<Place> {
  for (const { from, index, instructions } of stages) {
    const earlier = stages.slice(0, index);
    if (from.image && stageNamed(earlier, from.image.text))
      yield place('stage', from.image.text.toLowerCase(), from.image.span, false);
    if (from.name) yield place('stage', from.name.text.toLowerCase(), from.name.span, true);
    for (const instruction of instructions) {
      for (const { name, value, span } of instruction.flags) {
        const at =
          name === 'from' && value
            ? value.span
            : name === 'mount'
              ? spanOf(text, span, /(?:=|,)from=([^,\s"]+)/d)
              : undefined;
        const used = at && text.slice(...at).toLowerCase();
        if (at && used !== undefined && stageNamed(earlier, used))
          yield place('stage', used, at, false);
      }
    }
  }
}

const place = (kind: Named['kind'], name: string, at: Span, declares: boolean): Place => ({
  kind,
  name,
  at,
  declares,
});

const spanOf = (text: string, [start, end]: Span, pattern: RegExp): Span | undefined => {
  const at = pattern.exec(text.slice(start, end))?.indices?.[1];
  return at && [start + at[0], start + at[1]];
};

function* variablePlaces({ text, instructions, escape }: DockerfileIn): Generator<Place> {
  for (const instruction of instructions) {
    for (const { key } of pairsOf(instruction)) yield place('variable', key.text, key.span, true);
    for (const [name, at] of usesIn(text, instruction.span, escape))
      yield place('variable', name, at, false);
  }
}

const pairsOf = (instruction: Instruction) => {
  const own = instruction.keyword === 'ONBUILD' ? instruction.trigger : instruction;
  return own?.keyword === 'ENV' || own?.keyword === 'ARG' ? own.pairs : [];
};

const use = /\$(?:\{([A-Za-z_]\w*)|([A-Za-z_]\w*))/dy;

/** `$NAME` and `${NAME…}` outside single quotes, comments and escapes. */
function* usesIn(
  text: string,
  [start, end]: Span,
  escape: string,
): Generator<readonly [string, Span]> {
  let quote = '';
  for (let i = start; i < end; i++) {
    const char = text[i] ?? '';
    if (char === '#' && /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, i - 80), i))) {
      const line = text.indexOf('\n', i);
      i = line < 0 ? end : line;
    } else if (char === escape && quote !== "'") i++;
    else if (char === "'" && quote !== '"') quote = quote ? '' : char;
    else if (char === '"' && quote !== "'") quote = quote ? '' : char;
    else if (char === '$' && quote !== "'") {
      use.lastIndex = i;
      const match = use.exec(text);
      const at = match?.indices?.[1] ?? match?.indices?.[2];
      const name = match?.[1] ?? match?.[2];
      if (at && name !== undefined && at[1] <= end) yield [name, at];
    }
  }
}
