import type { ConceptId } from './concepts.generated.ts';

/** A way to work on a concept. */
export type Mode =
  | 'read'
  | 'recall'
  | 'quiz'
  | 'predict'
  | 'order'
  | 'fix'
  | 'practice'
  | 'test'
  | 'explain';

/** How sure the learner was before the answer was checked. */
export type Confidence = 'guess' | 'fairly' | 'certain';

/** A range of a file: UTF-16 offsets, end exclusive. */
export interface Place {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** The finding that a lesson was opened from. */
export interface FindingContext extends Place {
  readonly ruleId: string;
  readonly title: string;
  readonly message: string;
  /** The "Why it matters" part of the rule's page, as Markdown. */
  readonly why?: string;
  /** The number of the first line of `lines`, from 1. */
  readonly line: number;
  /** The user's own lines, as they are in the file. */
  readonly lines: string;
}

/** A finding in the learner's own files. */
export interface OwnFinding extends Place {
  readonly ruleId: string;
  readonly concept: ConceptId;
  readonly message: string;
  /** The number of its first line, from 1. */
  readonly line: number;
}

/** A thing of the person's project on the map: a stage, an image or a Kubernetes object. */
export interface MapThing {
  readonly id: string;
  /** `Stage`, `Image` or the kind of the object. */
  readonly kind: string;
  readonly name: string;
  readonly place: Place;
  /** From what is built, 0, to what the world talks to. */
  readonly column: number;
  readonly findings: number;
}

/** What ties two things on the map; without an end it leads nowhere. */
export interface MapTie {
  readonly from: string;
  readonly to?: string;
  /** A verb: `is scaled by`. */
  readonly text: string;
  /** What is wrong with it. */
  readonly broken?: string;
}

/** One line of a Preflight, as `features/preflight` makes it. */
export interface CheckedLine {
  /** `builds`, `starts` and so on. */
  readonly question: string;
  readonly state: 'holds' | 'broken' | 'unknown';
  readonly detail: string;
  readonly place?: Place;
  /** The place as people read it: `k8s/deploy.yaml:12`. */
  readonly where?: string;
  /** The lesson of the rule that found it. */
  readonly learn?: Request;
}

/** What was checked of one image or workload. */
export interface CheckedThing {
  /** The path of the Dockerfile, or the kind and the name of the object. */
  readonly name: string;
  /** The shown path of its file. */
  readonly path: string;
  /** `1 problem, 2 not checked` */
  readonly summary: string;
  readonly lines: readonly CheckedLine[];
}

/** What the learner asked for. Without a concept, what is due is chosen. */
export type Request =
  | { readonly mode: 'home' | 'map' | 'progress' }
  /** The Preflights of the project, or of one file by its shown path. */
  | { readonly mode: 'preflight'; readonly only?: string }
  | { readonly mode: 'read'; readonly concept: ConceptId; readonly finding?: FindingContext }
  | {
      readonly mode: 'recall' | 'quiz' | 'predict' | 'order' | 'fix' | 'practice' | 'explain';
      readonly own?: undefined;
      readonly ask?: undefined;
      readonly concept?: ConceptId;
    }
  /** Questions about the person's own files: one by its shown path, or all of them. */
  | { readonly mode: 'quiz'; readonly own: string | true; readonly ask?: undefined }
  /** One question that was made from the project, by its id. */
  | { readonly mode: 'quiz'; readonly own?: undefined; readonly ask: string }
  /** Ten questions, or three that confirm the strong test of that time. */
  | { readonly mode: 'test'; readonly concept: ConceptId; readonly confirm?: number };

/** A button that opens something, and the reason it is offered. */
export interface Suggestion {
  readonly label: string;
  readonly why: string;
  readonly request: Request;
}
