import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Run, Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { finalState, resolve } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { launched } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { imageName } from '../../text/image.ts';
import { commandsWithin } from '../called.ts';

/** The user of an image who cannot write below the home directory. */
export interface Homeless {
  /** The word of USER. */
  readonly word: Word;
  /** The home directory: `/` for a user ID that no account has. */
  readonly home: string;
  readonly user: string;
}

// Images whose accounts are known: root and those of the system.
const plain = /^(?:python|debian|alpine|nvidia\/cuda|ubuntu|pytorch\/pytorch)$/;

/** The user that the container of a stage starts as, where nothing in the Dockerfile gives them a home directory; undefined when they have one, or that is not known. */
export const homeless = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): Homeless | undefined => {
  const state = finalState(file, stage);
  const image = rootImage(stage);
  const { user: word } = state;
  const user = word && resolve(word, state)?.split(':')[0];
  if (!word || !user || !image || !plain.test(imageName(image))) return undefined;
  const within = commandsWithin(file, project);
  const runs = lineage(stage).flatMap(({ instructions }) =>
    instructions.filter((each): each is Run => each.keyword === 'RUN'),
  );
  if (runs.some(({ form, script }) => form === 'exec' || script.broken)) return undefined;
  const commands = runs.flatMap((run) => within(run).map(launched));
  const account = commands.find((each) => makes(each, user));
  const others = commands.some(({ name }) => /^(?:useradd|adduser|usermod)$|\.sh$/.test(name));
  if (/^\d+$/.test(user) && !account) {
    // Some images have an account with the first ID of a person.
    if (
      user === '0' ||
      others ||
      (user === '1000' && !/^(?:python|debian|alpine)$/.test(imageName(image)))
    )
      return undefined;
    return touches(commands, '/.cache') ? undefined : { word, home: '/', user };
  }
  const home = account && homeOf(account, user);
  if (
    home === undefined ||
    touches(
      commands.filter((each) => each !== account),
      home,
    )
  )
    return undefined;
  return { word, home, user };
};

/** Whether a command makes the account of a user, by name or ID. */
const makes = ({ name, words }: Command, user: string): boolean =>
  /^(?:useradd|adduser)$/.test(name) && words.slice(1).some(({ text }) => text === user);

/** The home directory that an account names and does not get; undefined when it is made. */
const homeOf = ({ name, words }: Command, user: string): string | undefined => {
  const texts = words.map(({ text }) => text);
  if (words.some(({ dynamic, text }) => dynamic && !/^"?\$\{?\w*UID\}?"?$/.test(text)))
    return undefined;
  const at = texts.findIndex((text) => /^(?:-d|--home|--home-dir|-h)$/.test(text));
  const given =
    at > 0 ? texts[at + 1] : texts.find((text) => text.startsWith('--home'))?.split('=')[1];
  const named = /^\d+$/.test(user) ? texts.at(-1) : user;
  const home = given ?? `/home/${named}`;
  const refuses = texts.some((text) => /^(?:-M|-H|--no-create-home)$/.test(text));
  const creates = texts.some((text) => /^(?:-m|--create-home)$|^-[a-zA-Z]*m/.test(text));
  // useradd makes none unless it is told to; adduser makes one.
  return refuses || (name === 'useradd' && !creates) ? home : undefined;
};

/** Whether a command says something of a path: it may make it, or hand it over. */
const touches = (commands: readonly Command[], path: string): boolean =>
  commands.some(({ words }) =>
    words.some(({ text }) => text.includes(path) || /^\/home\/?$|^~/.test(text)),
  );
