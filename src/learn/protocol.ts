import { type ConceptId, conceptIds } from './concepts.generated.ts';
import type { Confidence, FindingContext, Frame, Left, Place, Request, View } from './view.ts';

export type * from './concepts.generated.ts';
export type { Block, Code, Inline, Token } from './markup.ts';
export type * from './view.ts';

/** The version of the messages; a message of another version is dropped. */
export const protocolVersion = 1;

/** What the learner did with the step at a position of the session. */
export type Action =
  | {
      readonly type: 'check';
      readonly at: number;
      readonly choice: number;
      readonly confidence?: Confidence;
    }
  | { readonly type: 'hint'; readonly at: number }
  | { readonly type: 'reveal'; readonly at: number }
  | {
      readonly type: 'mark';
      readonly at: number;
      readonly ok: boolean;
      readonly confidence?: Confidence;
    }
  | {
      readonly type: 'arrange';
      readonly at: number;
      readonly order: readonly number[];
      readonly confidence?: Confidence;
    }
  /** What was chosen for each blank of a solution. */
  | {
      readonly type: 'fill';
      readonly at: number;
      readonly choices: readonly number[];
      readonly confidence?: Confidence;
    }
  /** Opens the document of a fix; the editor answers with `found`. */
  | { readonly type: 'mend'; readonly at: number }
  /** What is left in that document; said by the editor and never by the panel. */
  | { readonly type: 'found'; readonly at: number; readonly left: readonly Left[] }
  | { readonly type: 'giveUp'; readonly at: number }
  | { readonly type: 'submit'; readonly at: number; readonly text: string }
  | { readonly type: 'confirm'; readonly at: number; readonly ideas: readonly string[] }
  | { readonly type: 'next'; readonly at: number };

/** Host to panel. `saved` goes into the panel's state and comes back with `ready`. */
export type HostMessage =
  | {
      readonly version: 1;
      readonly type: 'view';
      readonly view: View;
      readonly frame: Frame;
      readonly saved: unknown;
    }
  | { readonly version: 1; readonly type: 'loading' }
  | { readonly version: 1; readonly type: 'failed'; readonly message: string };

/** Panel to host. */
export type PanelMessage =
  | { readonly version: 1; readonly type: 'ready'; readonly saved?: unknown }
  | { readonly version: 1; readonly type: 'open'; readonly request: Request }
  | { readonly version: 1; readonly type: 'act'; readonly action: Action }
  | { readonly version: 1; readonly type: 'show'; readonly place: Place };

const viewKinds: readonly string[] = [
  ...[
    'home',
    'map',
    'preflight',
    'progress',
    'read',
    'card',
    'question',
    'blanks',
    'order',
    'fix',
    'explain',
    'result',
    'done',
    'empty',
  ],
];

/** Whether a value is a message of this version from the host. */
export function isHostMessage(value: unknown): value is HostMessage {
  const message = fieldsOf(value);
  if (message?.['version'] !== protocolVersion) return false;
  if (message['type'] === 'loading') return true;
  if (message['type'] === 'failed') return typeof message['message'] === 'string';
  if (message['type'] !== 'view') return false;
  const kind = fieldsOf(message['view'])?.['kind'];
  return typeof kind === 'string' && viewKinds.includes(kind) && isFrame(message['frame']);
}

function isFrame(value: unknown): boolean {
  const frame = fieldsOf(value);
  if (!Array.isArray(frame?.['trail']) || !Array.isArray(frame['modes'])) return false;
  return isCount(frame['at']) && isText(frame['step']);
}

/** The message in a value that came from the panel; nothing when it is not one. */
export function readPanelMessage(value: unknown): PanelMessage | undefined {
  const message = fieldsOf(value);
  if (message?.['version'] !== protocolVersion) return undefined;
  const version = protocolVersion;
  switch (message['type']) {
    case 'ready':
      return { version, type: 'ready', saved: message['saved'] };
    case 'open': {
      const request = readRequest(message['request']);
      return request && { version, type: 'open', request };
    }
    case 'act': {
      const action = readAction(message['action']);
      return action && { version, type: 'act', action };
    }
    case 'show': {
      const place = readPlace(message['place']);
      return place && { version, type: 'show', place };
    }
    default:
      return undefined;
  }
}

/** The request in an unknown value; nothing when it is not one. */
export function readRequest(value: unknown): Request | undefined {
  const request = fieldsOf(value);
  const concept = readConcept(request?.['concept']);
  const mode = request?.['mode'];
  switch (mode) {
    case 'home':
    case 'map':
    case 'progress':
      return { mode };
    case 'preflight': {
      const only = request?.['only'];
      return typeof only === 'string' ? { mode, only } : { mode };
    }
    case 'read': {
      const finding = readFinding(request?.['finding']);
      return concept && { mode, concept, ...(finding ? { finding } : {}) };
    }
    case 'test': {
      const confirm = request?.['confirm'];
      return concept && { mode, concept, ...(isCount(confirm) ? { confirm } : {}) };
    }
    case 'recall':
    case 'quiz':
    case 'predict':
    case 'order':
    case 'fix':
    case 'practice':
    case 'explain':
      if (request?.['concept'] !== undefined && !concept) return undefined;
      if (mode === 'quiz' && request?.['own'] !== undefined) {
        const { own } = request;
        return own === true || isText(own) ? { mode, own } : undefined;
      }
      if (mode === 'quiz' && request?.['ask'] !== undefined) {
        const { ask } = request;
        return isText(ask) ? { mode, ask } : undefined;
      }
      return { mode, ...(concept ? { concept } : {}) };
    default:
      return undefined;
  }
}

function readFinding(value: unknown): FindingContext | undefined {
  const place = readPlace(value);
  const finding = fieldsOf(value) ?? {};
  const { ruleId, title, message, why, line, lines } = finding;
  if (!place || !isCount(line)) return undefined;
  if (!isText(ruleId) || !isText(title) || !isText(message) || !isText(lines)) return undefined;
  return { ...place, ruleId, title, message, line, lines, ...(isText(why) ? { why } : {}) };
}

function readPlace(value: unknown): Place | undefined {
  const { path, start, end } = fieldsOf(value) ?? {};
  if (!isText(path) || !isCount(start) || !isCount(end) || end < start) return undefined;
  return { path, start, end };
}

function readAction(value: unknown): Action | undefined {
  const { type, at, choice, choices, ok, text, ideas, order, confidence } = fieldsOf(value) ?? {};
  if (!isCount(at)) return undefined;
  const sure = readConfidence(confidence);
  const known = sure ? { confidence: sure } : {};
  switch (type) {
    case 'hint':
    case 'reveal':
    case 'mend':
    case 'giveUp':
    case 'next':
      return { type, at };
    case 'check':
      return isCount(choice) ? { type, at, choice, ...known } : undefined;
    case 'mark':
      return typeof ok === 'boolean' ? { type, at, ok, ...known } : undefined;
    case 'fill':
      return Array.isArray(choices) && choices.every(isCount)
        ? { type, at, choices, ...known }
        : undefined;
    case 'arrange':
      return Array.isArray(order) && order.every(isCount)
        ? { type, at, order, ...known }
        : undefined;
    case 'submit':
      return isText(text) ? { type, at, text: text.slice(0, longestAnswer) } : undefined;
    case 'confirm':
      return Array.isArray(ideas) ? { type, at, ideas: ideas.filter(isText) } : undefined;
    default:
      return undefined;
  }
}

/** The length to which a free-text answer is cut, in UTF-16 units. */
export const longestAnswer = 4000;

/** The confidence in an unknown value; nothing when it is not one. */
export function readConfidence(value: unknown): Confidence | undefined {
  return value === 'guess' || value === 'fairly' || value === 'certain' ? value : undefined;
}

/** The concept id in an unknown value; nothing when it is not one. */
export function readConcept(value: unknown): ConceptId | undefined {
  return isConcept(value) ? value : undefined;
}

const known: ReadonlySet<unknown> = new Set(conceptIds);
const isConcept = (value: unknown): value is ConceptId => known.has(value);

/** The fields of a value that is an object; nothing for anything else. */
export function fieldsOf(value: unknown): Fields | undefined {
  return isFields(value) ? value : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string';

/** Whether a value is a whole number from 0. */
export const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
