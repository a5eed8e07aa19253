import { once } from '../text/memo.ts';
import type { Path } from '../text/path.ts';
import type { ObjectFacts } from './facts.ts';

/** What an object can be looked for by: all with pods, a kind, a kind and a name, a pod label or its key, the first label that a Service asks for, the target of an autoscaler. */
export type ObjectKey =
  | 'pods'
  | `kind ${string}`
  | `name ${string} ${string}`
  | `label ${string}`
  | `selects ${string}`
  | `scales ${string} ${string}`;

/** All that an object can be looked for by, each once; a patch goes by its name alone. */
export const keysOf = once(
  (object: ObjectFacts): ReadonlySet<ObjectKey> => new Set(keysIn(object)),
);

function* keysIn(object: ObjectFacts): Generator<ObjectKey> {
  const { aliases = [], kind, name, partial, scaler, service, workload } = object;
  for (const each of [name, ...aliases]) yield `name ${kind} ${each}`;
  if (partial) return;
  yield `kind ${kind}`;
  if (workload) yield 'pods';
  for (const [key, value] of Object.entries(workload?.podLabels ?? {})) {
    yield `label ${key}`;
    yield `label ${key}=${value}`;
  }
  for (const label of Object.entries(service?.selector ?? {}).slice(0, 1))
    yield `selects ${label.join('=')}`;
  if (scaler) yield `scales ${scaler.targetKind} ${scaler.target.value}`;
}

/** The objects of a project, by file and by what they are looked for. */
export interface Objects {
  /** All of them, in order of their files. */
  all(): readonly ObjectFacts[];
  /** Those with a key, in order of their files; the same list until one of them changes. */
  find(key: ObjectKey): readonly ObjectFacts[];
  /** Takes the objects of a file in place of those that it had. */
  put(file: Path, objects: readonly ObjectFacts[]): void;
}

interface Group {
  readonly members: ObjectFacts[];
  sorted?: readonly ObjectFacts[];
}

/** Makes an empty index of objects. */
export const createObjects = (): Objects => {
  const files = new Map<Path, readonly ObjectFacts[]>();
  const groups = new Map<ObjectKey, Group>();
  let all: readonly ObjectFacts[] | undefined;

  const leave = (file: Path, key: ObjectKey): void => {
    const members = groups.get(key)?.members.filter((each) => each.file !== file) ?? [];
    if (members.length > 0) groups.set(key, { members });
    else groups.delete(key);
  };

  const join = (object: ObjectFacts, key: ObjectKey): void => {
    const group = groups.get(key);
    if (!group) groups.set(key, { members: [object] });
    else {
      group.members.push(object);
      delete group.sorted;
    }
  };

  return {
    all() {
      all ??= inOrder([...files.values()].flat());
      return all;
    },
    find(key) {
      const group = groups.get(key);
      if (!group) return none;
      group.sorted ??= inOrder(group.members);
      return group.sorted;
    },
    put(file, objects) {
      all = undefined;
      const before = files.get(file) ?? none;
      for (const each of before) for (const key of keysOf(each)) leave(file, key);
      if (objects.length > 0) files.set(file, objects);
      else files.delete(file);
      for (const each of objects) for (const key of keysOf(each)) join(each, key);
    },
  };
};

const none: readonly ObjectFacts[] = [];

/** Objects in order of their files; those of one file stay as they are. */
export const inOrder = <T extends ObjectFacts>(objects: readonly T[]): readonly T[] =>
  objects.toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
