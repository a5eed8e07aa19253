import { callsOf } from '../../syntax/dockerfile/programs.ts';
import { insert } from '../../text/edit.ts';
import { slice } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './ollama-without-server.md' with { type: 'text' };

const rule: Rule = {
  id: 'ollama-without-server',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'run-build-time',
  fix: 'suggested',
  about: ['ollama'],

  *check(file) {
    // The server may be another one.
    if (/OLLAMA_HOST=["']?(?!0\.0\.0\.0|127\.|localhost|:)/.test(file.text)) return;
    const said = new Set<unknown>();
    for (const { command, run } of callsOf(file)) {
      const { conditional, feeds, name, span, words } = command;
      const [program, verb] = words;
      if (name !== 'ollama' || !program || !verb || !asking.test(verb.text)) continue;
      if ((conditional && !command.sure) || feeds || said.has(run)) continue;
      if (run.flags.some((each) => each.name === 'network') || run.script.broken) continue;
      // What runs something else may start the server.
      if (starts.test(slice(file.text, run.span))) continue;
      said.add(run);
      yield {
        at: [program.span[0], verb.span[1]],
        message: `No ollama server runs in this RUN, so ollama ${verb.text} fails with "could not connect to ollama server": what an earlier RUN started has ended.`,
        ...(run.script.chain && run.form === 'shell'
          ? {
              fixes: [
                {
                  title: 'Start the server in this RUN',
                  edits: () => [
                    insert(span[0], '(ollama serve & until ollama list; do sleep 1; done) && '),
                  ],
                },
              ],
            }
          : {}),
      };
    }
  },
};
export default rule;

/** The commands that ask the server before anything else: https://github.com/ollama/ollama/blob/main/cmd/cmd.go (2026-08). */
const asking = /^(?:create|show|run|stop|pull|push|list|ls|ps|cp|rm)$/;

const starts =
  /\bollama["']?,?\s+["']?(?:serve|start)\b|\b(?:service|systemctl|supervisord)\b|\.(?:sh|py)\b|\$\(|\bOLLAMA_HOST=/;
