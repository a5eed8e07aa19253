import { type BackgroundServer, backgroundServers } from '../data/background-servers.ts';
import { nameOf } from '../syntax/shell/program.ts';
import type { Word } from '../syntax/word.ts';

/** A server that its start command leaves in the background. */
export interface InBackground {
  readonly server: BackgroundServer;
  /** The words that say so: the program with its verbs, or an option. */
  readonly program: readonly Word[];
  /** The option that sends it there, with its value. */
  readonly by: readonly Word[];
}

/** The server that the words of a command leave in the background, so that the command ends; undefined when they keep it, or that is not known. */
export const inBackground = (words: readonly Word[]): InBackground | undefined => {
  const [first, ...rest] = words;
  if (!first || words.some(mayBeMore)) return undefined;
  const service = ofService(words);
  if (service) return service;
  const server = backgroundServers.find(
    ({ program, verbs = [] }) =>
      program.test(nameOf(first)) && verbs.every((verb, i) => rest[i]?.text === verb),
  );
  if (!server || rest.some(({ text }) => server.unless?.test(text))) return undefined;
  const at = server.by ? words.findIndex(({ text }, i) => i > 0 && server.by?.test(text)) : 0;
  if (at < 0) return undefined;
  const program = words.slice(0, 1 + (server.verbs?.length ?? 0));
  const valued = at > 0 && server.valued?.test(words[at]?.text ?? '');
  return { server, program, by: at > 0 ? words.slice(at, at + (valued ? 2 : 1)) : [] };
};

/** Whether a word may stand for several, or for an option. */
const mayBeMore = ({ dynamic, raw }: Word, i: number): boolean =>
  dynamic && (i === 0 || raw.startsWith('$'));

/** `service NAME start` and the script that it calls: each starts a daemon and ends. */
const ofService = (words: readonly Word[]): InBackground | undefined => {
  const [first, second, third, more] = words;
  const server = { program: /^service$/ };
  if (nameOf(first) === 'service' && second && /^(?:re)?start$/.test(third?.text ?? '') && !more)
    return { server, program: words, by: [] };
  return /^\/etc\/init\.d\//.test(first?.text ?? '') &&
    /^(?:re)?start$/.test(second?.text ?? '') &&
    !third
    ? { server, program: words, by: [] }
    : undefined;
};
