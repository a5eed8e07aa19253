import type { Recipe } from '../syntax/builds/model.ts';
import type { Model } from './model.ts';
import type { ObjectKey } from './objects.ts';

/** A kind of fact that a file was judged by; `paths` stands for the list of files, `builds` for what recipes and scripts say of builds, a key for the objects that it finds. */
export type Topic =
  | Exclude<Model['kind'], 'settings' | 'too-large'>
  | 'paths'
  | 'builds'
  | ObjectKey;

/** What a new text of one file means for the findings in others. */
export interface Change {
  /** Kinds of facts that say something else now. */
  readonly topics: ReadonlySet<Topic>;
  /** The kind of facts that say the same as before, from other places in the file. */
  readonly moved?: Topic;
}

/** What a file was read as, for comparing. */
export interface Read {
  readonly model?: Model;
  /** The model's facts as text, to see whether they changed. */
  readonly signature?: string;
}

/** Whether a file says something else of builds than before; one that is new counts as one that does. */
export const changesBuilds = (before: Model | undefined, after: Model | undefined): boolean => {
  const [was, is] = [recipeOf(before), recipeOf(after)];
  if (!was || !is) return was !== is;
  return JSON.stringify(was()) !== JSON.stringify(is());
};

const recipeOf = (model: Model | undefined): (() => Recipe) | undefined =>
  model?.kind === 'recipe' || model?.kind === 'shell' ? model.recipe : undefined;

const topicOf = (model: Model | undefined): Topic | undefined =>
  !model || model.kind === 'settings' || model.kind === 'too-large' ? undefined : model.kind;

/** The kinds of facts that say something else than before. */
export function* changedTopics(before: Read | undefined, after: Read): Generator<Topic> {
  const [was, is] = [topicOf(before?.model), topicOf(after.model)];
  if (was === is && (before?.signature ?? '') === after.signature) return;
  if (was) yield was;
  if (is && is !== was) yield is;
}

/** The kind of facts that stand elsewhere and are else the same; of Dockerfiles and manifests alone. */
export const movedTopic = (before: Read | undefined, after: Read): Topic | undefined => {
  const topic = topicOf(after.model);
  if (topic !== topicOf(before?.model) || (topic !== 'dockerfile' && topic !== 'kubernetes'))
    return undefined;
  const [was, is] = [before?.signature ?? '', after.signature ?? ''];
  return was !== is && withoutPlaces(was) === withoutPlaces(is) ? topic : undefined;
};

// A quote within a text is escaped, so that this is the key of a span.
const withoutPlaces = (signature: string): string =>
  signature.replaceAll(/"at":\[\d+,\d+\]/g, '"at":[]');

/** The facts of a model as text; empty when it has none. */
export const signatureOf = (model: Model | undefined): string => {
  if (model?.kind === 'shell') return model.script.text;
  if (model?.kind === 'recipe' || model?.kind === 'gitignore') return model.text;
  if (!model || !('facts' in model) || model.facts === undefined) return '';
  // Only Python's facts hold maps, and without a replacer it takes a fraction of the time.
  return model.kind === 'python'
    ? JSON.stringify(model.facts, mapsToo)
    : JSON.stringify(model.facts);
};

const mapsToo = (_: string, value: unknown): unknown => (value instanceof Map ? [...value] : value);
