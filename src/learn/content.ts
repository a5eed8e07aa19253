import type { ConceptId } from './concepts.generated.ts';
import type { Block, Code, Inline } from './markup.ts';
import type { Module, ModuleId } from './modules.ts';

/** How far into the subject a concept lies. */
export type Level = 'foundation' | 'core' | 'advanced';

/** 1 easy, 2 medium, 3 hard; also the points of a test question. */
export type Difficulty = 1 | 2 | 3;

/** Names a fact as `<concept>/<fact>`; the unit that is scheduled. */
export type FactId = string;

/** Names an item as `<concept>/<item>`, or as its maker names it when it was generated. */
export type ItemId = string;

/** What kind of exercise an item is. */
export type ItemKind = 'card' | 'question' | 'predict' | 'order' | 'fix' | 'practice' | 'explain';

/** One answer to choose, with the reason that is shown after the check. */
export interface Option {
  readonly text: readonly Inline[];
  readonly correct: boolean;
  readonly why: readonly Inline[];
  /** The belief behind this answer: an id among the misconceptions of the pages. */
  readonly misconception?: string;
  /** In a prediction of a finding: the rule that finds what the option says. */
  readonly rule?: string;
  /** That belief and what is true instead, filled in when the pages are compiled. */
  readonly refutes?: Misconception;
}

interface ItemBase {
  readonly id: ItemId;
  readonly fact: FactId;
  readonly concept: ConceptId;
  readonly difficulty: Difficulty;
}

/** A question to answer from memory, and the answer to compare with. */
export interface Card extends ItemBase {
  readonly kind: 'card';
  readonly level: 'beginner' | 'intermediate';
  readonly question: readonly Inline[];
  readonly answer: readonly Inline[];
}

/** A question with two to four options, exactly one of them right. */
export interface Question extends ItemBase {
  readonly kind: 'question';
  readonly stem: readonly Inline[];
  readonly code?: Code;
  readonly options: readonly Option[];
  readonly hints: readonly (readonly Inline[])[];
}

/** What the analysis is asked about the file of a prediction; its answer is the key. */
export const predictable = ['user', 'folder', 'port', 'command', 'base', 'finding'] as const;

/** A question about what a file does, whose key the analysis gives. */
export interface Predict extends Omit<Question, 'kind'> {
  readonly kind: 'predict';
  readonly code: Code;
  readonly asks: (typeof predictable)[number];
}

/** Lines to be put into an order; any order that keeps what must come first is right. */
export interface Order extends ItemBase {
  readonly kind: 'order';
  readonly stem: readonly Inline[];
  /** In an order that is right. */
  readonly lines: readonly OrderLine[];
  readonly rules: readonly OrderRule[];
  readonly hints: readonly (readonly Inline[])[];
}

/** One line of an order. */
export interface OrderLine {
  readonly id: string;
  readonly code: Code;
}

/** One line comes before another, and why. */
export interface OrderRule {
  readonly earlier: string;
  readonly later: string;
  readonly why: readonly Inline[];
}

/** A document with findings that are to be mended in the editor. */
export interface Fix extends ItemBase {
  readonly kind: 'fix';
  readonly stem: readonly Inline[];
  /** The name of the document to mend. */
  readonly file: string;
  /** The document as it is given. */
  readonly text: string;
  /** What else lies in the folder of the document. */
  readonly beside: readonly { readonly path: string; readonly text: string }[];
  /** The rules that find something in the folder as it is given: exactly these. */
  readonly raises: readonly string[];
  /** What the document still has to say when it is mended. */
  readonly keeps: readonly string[];
  /** One mended document. */
  readonly solution: string;
  readonly hints: readonly (readonly Inline[])[];
}

/** A question with a worked solution. */
export interface Practice extends ItemBase {
  readonly kind: 'practice';
  readonly stem: readonly Inline[];
  readonly code?: Code;
  readonly options: readonly Option[];
  readonly hints: readonly (readonly Inline[])[];
  readonly steps: readonly Step[];
  readonly answer: readonly Inline[];
  readonly check: readonly Inline[];
  readonly commonMistakes: readonly (readonly Inline[])[];
}

/** One step of a worked solution. */
export interface Step {
  readonly title: readonly Inline[];
  readonly body: readonly Block[];
  /** For one of the last two: steps of other problems that read alike, filled in when the pages are compiled. */
  readonly decoys?: readonly Decoy[];
}

/** A step of another problem, and the topic of that problem. */
export interface Decoy extends Omit<Step, 'decoys'> {
  readonly from: string;
}

/** A prompt that is answered in free text and scored against four ideas. */
export interface Explain extends ItemBase {
  readonly kind: 'explain';
  readonly prompt: readonly Inline[];
  readonly hint: readonly Inline[];
  /** A full answer in plain text, shown at the end; an answer that copies it is not scored. */
  readonly answer: string;
  readonly rubric: Rubric;
}

/** What a free-text answer is compared with. */
export interface Rubric {
  /** Phrases of which one has to occur for the answer to be on the topic. */
  readonly topic: readonly string[];
  readonly ideas: readonly RubricIdea[];
  readonly misconceptions: readonly RubricMisconception[];
}

/** One of the four ideas of a full answer. */
export interface RubricIdea {
  readonly id: string;
  readonly label: readonly Inline[];
  /** The question asked when the idea is missing; it does not give the idea away. */
  readonly ask: readonly Inline[];
  readonly patterns: readonly Pattern[];
}

/** A wrong belief that is refuted when the answer states it. */
export interface RubricMisconception {
  readonly id: string;
  readonly refutation: readonly Inline[];
  readonly patterns: readonly Pattern[];
  /** The idea that this belief contradicts. */
  readonly cancels?: string;
}

/** Groups of phrases that occur near each other in one clause. */
export interface Pattern {
  readonly slots: readonly (readonly string[])[];
  /** The greatest distance in words from the first to the last slot. */
  readonly window: number;
  /** The match counts when it is negated ("no setup"), instead of when it is not. */
  readonly negated: boolean;
}

/** An exercise of a concept page. */
export type Item = Card | Question | Predict | Order | Fix | Practice | Explain;

/** A wrong belief and what is true instead. */
export interface Misconception {
  readonly id: string;
  readonly claim: readonly Inline[];
  readonly truth: readonly Inline[];
}

/** An atomic statement that can be asked about. */
export interface Fact {
  readonly id: FactId;
  readonly statement: readonly Inline[];
}

/** A whole concept page, ready to be shown. */
export interface Page {
  readonly id: ConceptId;
  readonly title: string;
  readonly module: ModuleId;
  readonly level: Level;
  readonly summary: readonly Inline[];
  readonly idea: readonly Block[];
  readonly why: readonly Block[];
  readonly example: readonly Block[];
  readonly limits: readonly Block[];
  readonly misconceptions: readonly Misconception[];
  readonly facts: readonly Fact[];
  readonly items: readonly Item[];
}

/** What is known of an item without loading its page. */
export interface ItemMeta {
  readonly id: ItemId;
  readonly fact: FactId;
  readonly kind: ItemKind;
  readonly difficulty: Difficulty;
}

/** What is known of a concept without loading its page. */
export interface ConceptMeta {
  readonly id: ConceptId;
  readonly title: string;
  readonly module: ModuleId;
  readonly level: Level;
  readonly summary: string;
  readonly prerequisites: readonly ConceptId[];
  readonly contrasts: readonly ConceptId[];
  readonly facts: readonly FactId[];
  readonly items: readonly ItemMeta[];
}

/** All concepts in teaching order: modules in order, prerequisites before what needs them. */
export interface Index {
  readonly version: 1;
  readonly modules: readonly Module[];
  readonly concepts: readonly ConceptMeta[];
}

/** The pages that are loaded, by concept. */
export type Pages = ReadonlyMap<ConceptId, Page>;
