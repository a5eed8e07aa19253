import { startCommand } from '../../project/start-command.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { nameOf } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { insert } from '../../text/edit.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './conda-run-holds-output.md' with { type: 'text' };

const rule: Rule = {
  id: 'conda-run-holds-output',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'logs-metrics',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT'],
  holds: ['conda'],

  *check({ stages, text }) {
    const stage = finalStage(stages);
    const [conda, run, ...rest] = (stage && startCommand(stage)?.words) ?? [];
    if (nameOf(conda) !== 'conda' || run?.text !== 'run') return;
    const options = rest.slice(0, programAt(rest));
    if (options.some((each) => each.dynamic || streams.test(each.text))) return;
    const program = nameOf(rest[options.length]);
    yield {
      at: run.span,
      message: `conda run holds back what ${program || 'the program'} prints until it ends, so a running container has no logs.`,
      fixes: fixesOf(run, text),
    };
  },
};
export default rule;

const streams = /^(?:-[a-z]*s|--no-capture-output|--live-stream)$/;

/** Where the program is after the options of `conda run` (its documentation, 2026-11). */
const programAt = (words: readonly Word[]): number => {
  let i = 0;
  while (words[i]?.text.startsWith('-')) {
    if (words[i]?.text === '--') return i + 1;
    i += /^(?:-n|--name|-p|--prefix|--cwd)$/.test(words[i]?.text ?? '') ? 2 : 1;
  }
  return i;
};

const option = '--no-capture-output';

const fixesOf = ({ span }: Word, text: string): readonly Fix[] => {
  const written = text.slice(...span);
  const added = written === '"run"' ? `, "${option}"` : written === 'run' ? ` ${option}` : '';
  return added === '' ? [] : [{ title: `Add ${option}`, edits: () => [insert(span[1], added)] }];
};
