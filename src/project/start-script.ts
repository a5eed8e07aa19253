import type { Stage } from '../syntax/dockerfile/model.ts';
import { finalState, inImage, resolve } from '../syntax/dockerfile/state.ts';
import { nameOf } from '../syntax/shell/program.ts';
import type { Word } from '../syntax/word.ts';
import { touches } from '../text/span.ts';
import type { DockerfileIn } from './project.ts';
import { startCommand } from './start-command.ts';

/** A file that a start command names where a script may be. */
export interface StartScript {
  readonly word: Word;
  /** Where it may be in the image, in the order in which it is looked for. */
  readonly paths: readonly string[];
  /** The kernel runs it itself, a launcher such as tini does, or a shell reads it. */
  readonly by: 'kernel' | 'launcher' | 'shell';
}

const shells = /^(?:ba|da|a|k|z)?sh$/;
const searched = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** The file that the start command of a stage runs as its program, or that it gives to a shell; undefined when its path is not known. */
export const startScript = (file: DockerfileIn, stage: Stage): StartScript | undefined => {
  const start = startCommand(stage);
  const [first, second] = start?.words ?? [];
  const [origin] = start?.from ?? [];
  if (!start || !first || !origin) return undefined;
  const shell = shells.test(nameOf(first));
  const word = shell ? second : first;
  const state = finalState(file, stage);
  const text = word && resolve(word, state);
  if (!word || !text || text.startsWith('-')) return undefined;
  // A program that is found by PATH is hardly ever a script of the project, unless its name says so.
  if (!text.includes('/') && !shell && !/\.(?:ba)?sh$|entrypoint/.test(text)) return undefined;
  const places = text.includes('/') || shell ? [text] : searched.map((each) => `${each}/${text}`);
  const paths = places.flatMap((each) => inImage(state, each) ?? []);
  const own = start.from.find(({ span }) => touches(span, word.span[0]));
  const direct = own?.form === 'exec' && start.from[0]?.words[0] === first;
  const by = shell || own?.form === 'shell' ? 'shell' : direct ? 'kernel' : 'launcher';
  return { word, paths, by };
};
