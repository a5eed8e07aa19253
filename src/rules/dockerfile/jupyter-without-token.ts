import { startCommand } from '../../project/start-command.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { nameOf, pythonProgram } from '../../syntax/shell/program.ts';
import { without } from '../../syntax/shell/without.ts';
import type { Rule } from '../rule.ts';
import docs from './jupyter-without-token.md' with { type: 'text' };

const rule: Rule = {
  id: 'jupyter-without-token',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'model-server',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT'],
  holds: ['jupyter', 'start-notebook', 'start-singleuser'],

  *check({ stages }) {
    const stage = finalStage(stages);
    const words = (stage && startCommand(stage)?.words) ?? [];
    const program = nameOf(pythonProgram(words)?.module ?? words[0]);
    if (
      !/^(?:jupyter(?:-lab|-notebook|lab)?|start-(?:notebook|singleuser)(?:\.sh|\.py)?)$/.test(
        program,
      )
    )
      return;
    const reachable = words.some(
      ({ text }, i) =>
        /^--(?:ServerApp\.|NotebookApp\.)?ip=["']?(?:\*|0\.0\.0\.0|::)/.test(text) ||
        (text === '--ip' && /^(?:\*|0\.0\.0\.0|::)$/.test(words[i + 1]?.text ?? '')) ||
        // The start scripts of the Jupyter images bind to every address.
        program.startsWith('start-'),
    );
    const token = words.find(({ text }) => empty.test(text));
    if (!token || !reachable) return;
    yield {
      at: token.span,
      message:
        'Without a token whoever reaches the port gets a shell in the container, with its data and its credentials.',
      fixes: [{ title: `Remove ${token.text}`, edits: () => [without(words, token)] }],
    };
  },
};
export default rule;

const empty = /^--(?:NotebookApp|ServerApp|IdentityProvider|LabApp)\.token=(?:''|"")?$/;
