import { type BrokenScript, brokenScript } from '../../image/checks/start-script.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { type Edit, insert, remove } from '../../text/edit.ts';
import { basename } from '../../text/path.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './start-script-broken.md' with { type: 'text' };

const rule: Rule = {
  id: 'start-script-broken',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'cmd-entrypoint',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const found = stage && brokenScript(file, stage, project);
    if (!found) return;
    const end = /\r?\n|$/.exec(found.text)?.index ?? 0;
    yield {
      at: found.word.span,
      message: messageOf(found),
      related: [
        found.why.kind === 'lost options'
          ? { file: found.source, at: found.why.blanks, message: 'the blanks' }
          : { file: found.source, at: [0, end], message: 'its first line' },
      ],
      fixes: fixesOf(found),
    };
  },
};
export default rule;

const messageOf = ({ path, source, why }: BrokenScript): string => {
  switch (why.kind) {
    case 'line ends':
      return why.interpreter === undefined
        ? `${source} has the line ends of Windows (CRLF), and the shell takes the carriage return as the last character of each command.`
        : `${source} has the line ends of Windows (CRLF), so its interpreter "${why.interpreter}\\r" is not found, and the container stops at once.`;
    case 'no interpreter line':
      return `${source} does not begin with #!, so the exec form cannot run it: exec ${path}: exec format error.`;
    case 'lost options':
      return `Blanks follow a \\ at the end of a line of ${source}, which ends the command there: the shell starts ${why.program} without ${why.option} and what follows.`;
    case 'no shell':
      return `${basename(source)} runs with ${why.interpreter}, and nothing here brings bash into ${why.image.text}, so the container stops at once.`;
  }
};

const fixesOf = ({ source, text, why }: BrokenScript): readonly Fix[] => {
  if (why.kind === 'lost options')
    return [
      {
        title: `Delete the blanks in ${source}`,
        edits: () => [{ ...remove(why.blanks), path: source }],
      },
    ];
  if (why.kind === 'line ends')
    return [
      { title: `Write ${source} with LF line ends`, edits: () => withoutReturns(text, source) },
    ];
  // What bash alone understands needs bash.
  if (why.kind === 'no interpreter line' && !/\[\[|\bsource |<\(|\barray\b|=\(/.test(text))
    return [
      {
        title: `Add #!/bin/sh to ${source}`,
        edits: () => [
          { ...insert(0, `#!/bin/sh${text.includes('\r\n') ? '\r\n' : '\n'}`), path: source },
        ],
      },
    ];
  return [];
};

const withoutReturns = (text: string, path: string): readonly Edit[] =>
  [...text.matchAll(/\r(?=\n)/g)].map(({ index }) => ({ ...remove([index, index + 1]), path }));
