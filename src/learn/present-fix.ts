import type { Fix } from './content.ts';
import { languageOf } from './highlight.ts';
import { codeOf } from './markup.ts';
import { noteOf } from './present-verdict.ts';
import type { Session } from './session.ts';
import type { FixView, OwnFinding } from './view.ts';

const mostOwn = 10;

/** Shows a document to be mended, what is left to do in it, and at the end one that is mended, with the findings of its kind among `own`. */
export function presentFix(session: Session, item: Fix, own?: readonly OwnFinding[]): FixView {
  const { current, at } = session;
  const outcome = session.outcomes.find(({ step }) => step === at);
  const note = outcome && noteOf(session, outcome);
  const isSame = ({ ruleId }: OwnFinding) => item.raises.includes(ruleId);
  const code = (path: string, text: string) => codeOf(languageOf(path), text.trimEnd());
  return {
    kind: 'fix',
    item: item.id,
    difficulty: item.difficulty,
    stem: item.stem,
    file: item.file,
    code: code(item.file, item.text),
    beside: item.beside.map(({ path, text }) => ({ path, code: code(path, text) })),
    ...(current.left ? { left: current.left } : {}),
    hints: item.hints.slice(0, current.hints),
    hintsLeft: outcome ? 0 : item.hints.length - current.hints,
    ...(outcome
      ? {
          feedback: {
            ok: outcome.ok,
            verdict: outcome.ok ? 'Mended' : 'One way to mend it',
            ...(note === undefined ? {} : { note }),
            solution: code(item.file, item.solution),
            ...(own ? { own: own.filter(isSame).slice(0, mostOwn) } : {}),
          },
        }
      : {}),
  };
}
