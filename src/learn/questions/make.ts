import type { DockerfileIn, Project, ResourceIn } from '../../project/project.ts';
import { digest } from '../../text/digest.ts';
import { lineAt, lineSpan, linesOf } from '../../text/lines.ts';
import type { Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import type { ConceptId } from '../concepts.generated.ts';
import type { Difficulty } from '../content.ts';
import type { Inline } from '../markup.ts';
import type { Evidence, GeneratedQuestion } from './question.ts';

/** What makers ask about: the project, the trees of its Dockerfiles and its Kubernetes objects. */
export interface Asked {
  readonly project: Project;
  readonly dockerfiles: readonly DockerfileIn[];
  /** Patches and templates too. */
  readonly resources: readonly ResourceIn[];
  readonly text: (path: Path) => string;
  /** A path as people read it. */
  readonly shown: (path: Path) => string;
}

/** Makes questions whose keys follow from the files; nothing when an answer is not certain. */
export type Maker = (asked: Asked) => Iterable<GeneratedQuestion>;

/** An answer with the reason that is shown after the check. */
export interface Answer {
  readonly text: readonly Inline[];
  readonly why: readonly Inline[];
}

interface Draft {
  readonly maker: string;
  readonly concept: ConceptId;
  readonly fact: string;
  readonly difficulty: Difficulty;
  readonly stem: readonly Inline[];
  readonly right: Answer;
  readonly wrong: readonly Answer[];
  readonly hints: readonly (readonly Inline[])[];
  readonly evidence: Evidence;
  readonly beside?: readonly Evidence[];
  readonly tie?: { readonly from: string; readonly to: string };
}

/** Text and `code` as inline nodes; what comes from files goes in through `code`, never through the template. */
export const say = (
  parts: TemplateStringsArray,
  ...codes: readonly (string | number)[]
): readonly Inline[] =>
  parts.flatMap((text, i): Inline[] => {
    const own: Inline[] = text === '' ? [] : [{ kind: 'text', text }];
    const next = codes[i];
    return next === undefined ? own : [...own, { kind: 'code', text: String(next) }];
  });

/** A whole question; answers that read the same as another one are left out. */
export const question = ({ right, wrong, ...draft }: Draft): GeneratedQuestion => {
  const seen = new Set([plain(right.text)]);
  const others = wrong.filter(({ text }) => {
    const known = seen.has(plain(text));
    seen.add(plain(text));
    return !known;
  });
  const { maker, concept, fact, evidence } = draft;
  return {
    ...draft,
    kind: 'question',
    // Lines move while people edit, so the lines' own text tells a question.
    id: `made/${maker}/${evidence.path}/${digest(evidence.lines)}`,
    fact: `${concept}/${fact}`,
    options: [
      { ...right, correct: true },
      ...others.slice(0, 3).map((each) => ({ ...each, correct: false })),
    ],
  };
};

const plain = (inline: readonly Inline[]): string =>
  inline.map((each) => ('text' in each ? each.text : plain(each.children))).join('');

const mostLines = 6;

/** The evidence at a span: its whole lines, six at most. */
export const evidenceAt = (asked: Asked, path: Path, [start, end]: Span): Evidence => {
  const text = asked.text(path);
  const lines = linesOf(text);
  const first = lineAt(lines, start);
  const last = Math.min(lineAt(lines, Math.max(start, end - 1)), first + mostLines - 1);
  return {
    path: asked.shown(path),
    start,
    end,
    line: first + 1,
    lines: text.slice(lineSpan(lines, first)[0], lineSpan(lines, last)[1]),
  };
};

/** The number of the line of an offset, from 1. */
export const lineOf = (asked: Asked, path: Path, offset: number): number =>
  lineAt(linesOf(asked.text(path)), offset) + 1;
