import type { ConceptId } from './concepts.generated.ts';
import type { Standing } from './confirm.ts';
import type { Difficulty } from './content.ts';
import type { Block, Code, Inline } from './markup.ts';
import type { BlanksView, Solution, WorkedStep } from './practice-view.ts';
import type {
  CheckedThing,
  Confidence,
  MapThing,
  MapTie,
  Mode,
  OwnFinding,
  Place,
  Request,
  Suggestion,
} from './request.ts';

export type * from './practice-view.ts';
export type * from './request.ts';

/** How far the learner is with a concept. */
export type ConceptState = 'new' | 'learning' | 'solid' | 'due';

/** What stands above and below every view. */
export interface Frame {
  readonly trail: readonly { readonly label: string; readonly request?: Request }[];
  /** Mastery of the concept from 0 to 5 dots. */
  readonly dots?: number;
  readonly progress?: { readonly at: number; readonly of: number };
  readonly modes: readonly Suggestion[];
  /** The position in the session; every action names it, so that a late one is dropped. */
  readonly at: number;
  /** Names this step of this session; what was entered for another step is not shown here. */
  readonly step: string;
}

/** The user's own lines, to be shown with a button that opens them. */
export interface Excerpt {
  readonly place: Place;
  /** The end of the path, short enough for a heading. */
  readonly name: string;
  readonly line: number;
  readonly code: Code;
}

/** All modules and concepts with their state. */
export interface HomeView {
  readonly kind: 'home';
  readonly due: number;
  readonly suggestion: Suggestion;
  /** The strong tests that wait to be confirmed. */
  readonly confirm: readonly Suggestion[];
  readonly modules: readonly {
    readonly id: string;
    readonly title: string;
    readonly concepts: readonly HomeConcept[];
  }[];
}

/** One concept of the overview. */
export interface HomeConcept {
  readonly id: ConceptId;
  readonly title: string;
  readonly summary: readonly Inline[];
  readonly state: ConceptState;
  /** What its last test says; nothing before there was one. */
  readonly standing?: Standing;
  /** From 0 to 1. */
  readonly mastery: number;
  readonly due: number;
  readonly request: Request;
}

/** How the learning goes: numbers for three plots. */
export interface ProgressView {
  readonly kind: 'progress';
  /** How many facts were asked for so far. */
  readonly facts: number;
  readonly modules: readonly {
    readonly title: string;
    /** The mean over its concepts, from 0 to 1. */
    readonly mastery: number;
    readonly solid: number;
    readonly of: number;
  }[];
  /** What the last test of each concept says that was tested. */
  readonly tests: readonly {
    readonly title: string;
    readonly standing: Standing;
    /** When a strong one can be confirmed, in milliseconds since the epoch, and the offer once it is time. */
    readonly confirmOn?: number;
    readonly confirm?: Suggestion;
  }[];
  /** How many facts come up for review on each of the next days; what waits already is on the first. */
  readonly forecast: readonly { readonly day: string; readonly count: number }[];
  /** How often the learner was right, by how sure they said to be. */
  readonly calibration: readonly {
    readonly confidence: Confidence;
    readonly right: number;
    readonly of: number;
  }[];
  readonly next: Suggestion;
}

/** The project as a picture: places and sizes in pixels. */
export interface MapView {
  readonly kind: 'map';
  readonly width: number;
  readonly height: number;
  /** The size of each thing. */
  readonly box: { readonly width: number; readonly height: number };
  readonly things: readonly (MapThing & { readonly x: number; readonly y: number })[];
  readonly ties: readonly (MapTie & {
    /** The line as a path of SVG, and the middle of it. */
    readonly line: string;
    readonly middle: readonly [x: number, y: number];
    readonly fromName: string;
    readonly toName?: string;
    /** Asks what connects its ends, where that is certain. */
    readonly ask?: { readonly label: string; readonly request: Request };
  })[];
}

/** Whether the images and workloads of the project will start, as far as its files tell. */
export interface PreflightView {
  readonly kind: 'preflight';
  /** The file that was asked about, where it was one. */
  readonly only?: string;
  readonly things: readonly CheckedThing[];
}

/** A concept page, with the user's own finding above it when it was opened from one. */
export interface ReadView {
  readonly kind: 'read';
  readonly title: string;
  readonly summary: readonly Inline[];
  readonly finding?: {
    readonly title: string;
    readonly message: string;
    readonly why: readonly Block[];
    readonly excerpt: Excerpt;
  };
  readonly sections: readonly { readonly heading: string; readonly blocks: readonly Block[] }[];
  readonly misconceptions: readonly Refutation[];
  readonly next: string;
}

/** A wrong belief and what is true instead. */
export interface Refutation {
  readonly claim: readonly Inline[];
  readonly truth: readonly Inline[];
}

/** A question to answer from memory; the answer is there once it was asked for. */
export interface CardView {
  readonly kind: 'card';
  readonly item: string;
  readonly level: 'beginner' | 'intermediate';
  readonly question: readonly Inline[];
  readonly answer?: readonly Inline[];
}

/** A question with options; the reasons are there once an answer was checked. */
export interface QuestionView {
  readonly kind: 'question';
  readonly mode: Mode;
  readonly item: string;
  readonly difficulty: Difficulty;
  readonly stem: readonly Inline[];
  readonly code?: Code;
  readonly excerpt?: Excerpt;
  /** Further lines of the user that prove the answer. */
  readonly beside?: readonly Excerpt[];
  /** In the order shown; `choice` is what to send. */
  readonly options: readonly { readonly choice: number; readonly text: readonly Inline[] }[];
  readonly hints: readonly (readonly Inline[])[];
  readonly hintsLeft: number;
  /** In practice: which stage it is, in words, and the steps of the solution where they are shown first. */
  readonly practice?: { readonly stage: string; readonly steps: readonly WorkedStep[] };
  readonly feedback?: Feedback;
}

/** Lines to be put into an order; what was broken is there once the order was checked. */
export interface OrderView {
  readonly kind: 'order';
  readonly item: string;
  readonly difficulty: Difficulty;
  readonly stem: readonly Inline[];
  /** In the order shown first; `line` is what to send. */
  readonly lines: readonly { readonly line: number; readonly code: Code }[];
  readonly hints: readonly (readonly Inline[])[];
  readonly hintsLeft: number;
  readonly feedback?: OrderFeedback;
}

/** What is shown after an order was checked. */
export interface OrderFeedback {
  readonly ok: boolean;
  readonly verdict: string;
  readonly note?: string;
  /** The rules that the order breaks, with the two lines in the order that they need. */
  readonly broken: readonly {
    readonly earlier: Code;
    readonly later: Code;
    readonly why: readonly Inline[];
  }[];
  /** One order that is right. */
  readonly solution: readonly Code[];
}

/** A document to be mended in the editor, and what is left to do in it. */
export interface FixView {
  readonly kind: 'fix';
  readonly item: string;
  readonly difficulty: Difficulty;
  readonly stem: readonly Inline[];
  /** The name of the document. */
  readonly file: string;
  readonly code: Code;
  /** What is in its folder besides. */
  readonly beside: readonly { readonly path: string; readonly code: Code }[];
  /** What was found when the document was last looked at; not there before it was opened. */
  readonly left?: readonly Left[];
  readonly hints: readonly (readonly Inline[])[];
  readonly hintsLeft: number;
  readonly feedback?: FixFeedback;
}

/** Something that is left to mend. */
export interface Left {
  /** The line from 1 in the document that is mended; none for what is missing or lies in another file. */
  readonly line?: number;
  readonly message: string;
}

/** What is shown when a document was mended or given up. */
export interface FixFeedback {
  readonly ok: boolean;
  readonly verdict: string;
  readonly note?: string;
  /** One mended document. */
  readonly solution: Code;
  /** Where the learner's own files have what was to be mended; not there when no file was looked at. */
  readonly own?: readonly OwnFinding[];
}

/** What is shown after an answer was checked. */
export interface Feedback {
  readonly ok: boolean;
  readonly verdict: string;
  readonly choice: number;
  /** The right option first, then the chosen one, then the others. */
  readonly reasons: readonly Reason[];
  readonly solution?: Solution;
  readonly note?: string;
}

/** Why one option is right or not. */
export interface Reason {
  /** The number the option had on the screen, from 1. */
  readonly number: number;
  readonly text: readonly Inline[];
  readonly why: readonly Inline[];
  readonly correct: boolean;
  readonly chosen: boolean;
  readonly refutes?: Refutation;
}

/** A prompt for free text; the score is there once it was sent. */
export interface ExplainView {
  readonly kind: 'explain';
  readonly item: string;
  readonly prompt: readonly Inline[];
  readonly hint?: readonly Inline[];
  readonly result?: ExplainResult;
}

/** What was found in a free-text answer, and what the learner says of it. */
export interface ExplainResult {
  /** Says what to do when the answer cannot be scored. */
  readonly guard?: string;
  readonly segments: readonly { readonly text: string; readonly ideas: readonly string[] }[];
  readonly ideas: readonly {
    readonly id: string;
    readonly label: readonly Inline[];
    readonly ask: readonly Inline[];
    readonly found: boolean;
  }[];
  readonly refutations: readonly (readonly Inline[])[];
  /** Set once the learner confirmed: the score, and how far it is from what was found. */
  readonly confirmed?: { readonly ideas: readonly string[]; readonly note: string };
  readonly answer?: string;
}

/** The verdict of a test and everything that was asked in it. */
export interface ResultView {
  readonly kind: 'result';
  readonly verdict: 'strong' | 'developing' | 'weak';
  readonly heading: string;
  readonly points: number;
  readonly of: number;
  /** What the points are counted in. */
  readonly unit: 'points' | 'right';
  readonly rows: readonly {
    readonly label: string;
    readonly right: number;
    readonly of: number;
  }[];
  /** When to confirm a strong result, in milliseconds since the epoch. */
  readonly confirmOn?: number;
  readonly review: readonly {
    readonly stem: readonly Inline[];
    readonly code?: Code;
    readonly excerpt?: Excerpt;
    readonly beside?: readonly Excerpt[];
    readonly difficulty: Difficulty;
    readonly feedback: Feedback;
  }[];
  readonly next: Suggestion;
}

/** The end of a session. */
export interface DoneView {
  readonly kind: 'done';
  readonly right: number;
  readonly asked: number;
  /** How often "certain", "fairly" and "guess" were right. */
  readonly calibration: readonly {
    readonly confidence: Confidence;
    readonly right: number;
    readonly of: number;
  }[];
  readonly again: readonly { readonly label: string; readonly request: Request }[];
  readonly next: Suggestion;
}

/** There is nothing to show for the request. */
export interface EmptyView {
  readonly kind: 'empty';
  readonly title: string;
  readonly message: string;
  readonly next: Suggestion;
}

/** Everything the panel can show while a session runs. */
export type View =
  | HomeView
  | MapView
  | PreflightView
  | ProgressView
  | ReadView
  | CardView
  | QuestionView
  | BlanksView
  | OrderView
  | FixView
  | ExplainView
  | ResultView
  | DoneView
  | EmptyView;
