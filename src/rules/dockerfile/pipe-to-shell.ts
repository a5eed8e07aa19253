import { type Call, callsOf } from '../../syntax/dockerfile/programs.ts';
import type { Span } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './pipe-to-shell.md' with { type: 'text' };

const rule: Rule = {
  id: 'pipe-to-shell',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'strict',
  concept: 'run-build-time',
  fix: 'none',
  about: ['curl', 'wget'],

  *check(file) {
    const calls = callsOf(file);
    for (const [index, call] of calls.entries()) {
      const at = runAtOnce(call, calls[index + 1]) ?? runInline(call);
      if (!at) continue;
      yield {
        at,
        message:
          'This runs whatever the server sends on that day; download to a file, compare its checksum, then run it.',
      };
    }
  },
};
export default rule;

const downloads: ReadonlySet<string> = new Set(['curl', 'wget']);
const interpreters = /^(?:(?:ba|da|a|k|z)?sh|python[\d.]*|perl|node|ruby)$/;

/** `curl … | sh`. */
const runAtOnce = ({ run, command }: Call, next: Call | undefined): Span | undefined => {
  if (!command.feeds || !downloads.has(command.name) || !next?.command.piped) return undefined;
  if (next.run !== run || next.command.listEnd !== command.listEnd) return undefined;
  if (!interpreters.test(next.command.name)) return undefined;
  const [, first] = next.command.words;
  // `| python3 -c …` and `| python3 script.py` read the download as data.
  const data = first && !/^-(?:s|x|e|ex|eu|eux|l)?$/.test(first.text);
  return data ? undefined : [command.span[0], next.command.span[1]];
};

/** `sh -c "$(curl …)"` and `bash <(curl …)`. */
const runInline = ({ command }: Call): Span | undefined => {
  if (!interpreters.test(command.name)) return undefined;
  const word = command.words.find(({ raw }) =>
    /^"?\$\((?:curl|wget)\s|^<\((?:curl|wget)\s/.test(raw),
  );
  return word ? command.span : undefined;
};
