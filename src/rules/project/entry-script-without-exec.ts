import { type StartedScript, startedScript } from '../../image/start/started-script.ts';
import { findServer } from '../../project/server.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { insert } from '../../text/edit.ts';
import { basename } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './entry-script-without-exec.md' with { type: 'text' };

const rule: Rule = {
  id: 'entry-script-without-exec',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'cmd-entrypoint',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const started = stage && startedScript(file, stage, project);
    // A launcher may hand signals to the whole group.
    if (!started || started.by === 'launcher') return;
    const server = serverOf(started);
    if (!server) return;
    const { source, word } = started;
    yield {
      at: word.span,
      message: `${basename(source)} starts ${server.name} without exec, so the shell gets the stop signal, does not pass it on, and the server is killed without finishing its requests.`,
      related: [{ file: source, at: server.command.span, message: `starts ${server.name}` }],
      fixes: [
        {
          title: `Start ${server.name} with exec`,
          edits: () => [{ ...insert(server.command.span[0], 'exec '), path: source }],
        },
      ],
    };
  },
};
export default rule;

/** The server that a script starts as its last command, and waits for. */
const serverOf = ({
  file,
}: StartedScript): { readonly name: string; readonly command: Command } | undefined => {
  const { broken, commands } = file.script();
  const command = commands.at(-1);
  if (broken || !command || command.conditional || command.piped) return undefined;
  if (command.assignments.length > 0 || commands.some(({ name }) => /^(?:trap|wait)$/.test(name)))
    return undefined;
  if (/^\s*&(?!&)/.test(file.text.slice(command.span[1], command.span[1] + 80))) return undefined;
  const found = findServer(command.words);
  return found && { name: found.server.name, command };
};
