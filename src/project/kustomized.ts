import type { InlinePatch, Kustomization } from '../syntax/kustomization.ts';
import { several } from '../text/memo.ts';
import { ancestors, dirname, joinPath, type Path } from '../text/path.ts';
import type { ObjectFacts } from './facts.ts';

/** What the kustomizations of a project say of its files. */
export interface Kustomized {
  /** Whether one takes a file for a patch. */
  isPatch(file: Path): boolean;
  /** Whether one stands beside a file or in a folder above it. */
  isNear(file: Path): boolean;
  /** Whether one sets the tag of an image with this name. */
  setsImage(name: string): boolean;
  /** Whether one adds labels or annotations to what it takes. */
  marks(marks: 'labels' | 'annotations'): boolean;
  /** Whether one takes in a file, as an object or as a patch. */
  takes(file: Path): boolean;
  /** The keys of the labels that those which take in a file add to its selectors. */
  selectorKeys(file: Path): readonly string[];
  /** Whether one that takes in a file may patch containers or ports by other means than an object. */
  patchesPorts(file: Path): boolean;
  /** The patches of those which take in a file that are no objects of another. */
  inlinePatches(file: Path): readonly InlinePatch[];
  /** The facts of an object with its namespace, labels and names when it is applied. */
  place(facts: ObjectFacts): ObjectFacts;
}

/** Puts together what kustomizations say, by their paths. */
export const createKustomized = (kustomizations: ReadonlyMap<Path, Kustomization>): Kustomized => {
  const all = [...kustomizations];
  const patches = new Set(
    all.flatMap(([path, each]) =>
      each.patches.map((patch) => joinPath(dirname(path), patch) ?? patch),
    ),
  );
  const folders = new Set(all.map(([path]) => dirname(path)));
  const images = new Set(all.flatMap(([, each]) => each.images));
  const marks = new Set(all.flatMap(([, each]) => each.marks));
  return {
    isPatch: (file) => patches.has(file),
    isNear: (file) => ancestors(dirname(file)).some((folder) => folders.has(folder)),
    setsImage: (name) => images.has(name),
    marks: (each) => marks.has(each),
    ...createPlacer(kustomizations),
  };
};

type Placer = Pick<
  Kustomized,
  'takes' | 'selectorKeys' | 'patchesPorts' | 'inlinePatches' | 'place'
>;

type Labels = Readonly<Record<string, string>>;

/** The kustomizations that take in a file, one inside the other, from the innermost. */
type Chain = readonly Kustomization[];

/** More than any repository has; with more, nothing is known. */
const mostChains = 64;

/**
 * Makes a placer from the kustomizations by their paths. Where several take in one file, as overlays do, only what they agree on is
 * known: a namespace or a label on which they differ is left open.
 */
const createPlacer = (kustomizations: ReadonlyMap<Path, Kustomization>): Placer => {
  const takenIn = new Map<Path, Path[]>();
  for (const [path, { resources, patches }] of kustomizations)
    for (const entry of [...resources, ...patches]) {
      const target = joinPath(dirname(path), entry);
      if (target === undefined) continue;
      const takers = takenIn.get(target);
      if (takers) takers.push(path);
      else takenIn.set(target, [path]);
    }

  /** A kustomization after its components, which change what it takes in as it does itself. */
  const withComponents = (path: Path): readonly Kustomization[] => {
    const own = kustomizations.get(path);
    if (!own) return [];
    const parts = own.components.flatMap((entry) => {
      const folder = joinPath(dirname(path), entry);
      return names.flatMap((name) => kustomizations.get(joinPath(folder ?? '', name) ?? '') ?? []);
    });
    return [...parts, own];
  };

  const chainsFrom = function* (target: Path, inside: readonly Path[]): Generator<Chain> {
    const takers = (takenIn.get(target) ?? []).filter((path) => !inside.includes(path));
    if (takers.length === 0) yield [...new Set(inside.flatMap(withComponents))];
    for (const path of takers) yield* chainsFrom(dirname(path), [...inside, path]);
  };

  /** The chains that take in a file. */
  const chainsOf = several((file: Path): readonly Chain[] => {
    const chains: Chain[] = [];
    for (const chain of takenIn.has(file) ? chainsFrom(file, []) : []) {
      // One that says nothing agrees with no other.
      const isLast = chains.length === mostChains;
      chains.push(isLast ? [] : chain);
      if (isLast) break;
    }
    return chains;
  }, 4096);

  return {
    takes: (file) => takenIn.has(file),
    selectorKeys: (file) =>
      chainsOf(file)
        .flat()
        .flatMap(({ labels }) => Object.keys(labels.selectors)),
    patchesPorts: (file) => chainsOf(file).some((chain) => chain.some((each) => each.patchesPorts)),
    inlinePatches: (file) =>
      chainsOf(file).flatMap((chain) => chain.flatMap((each) => each.inline)),
    place: (facts) => {
      const chains = chainsOf(facts.file);
      return chains.some(changes) ? placed(facts, chains) : facts;
    },
  };
};

const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

const changes = (chain: Chain): boolean =>
  chain.some(
    ({ labels, namespace, prefix, suffix }) =>
      namespace !== undefined || prefix + suffix !== '' || Object.keys(labels.objects).length > 0,
  );

const placed = (facts: ObjectFacts, chains: readonly Chain[]): ObjectFacts => {
  const { namespace: written, ...rest } = facts;
  const namespaces = new Set(
    chains.map((chain) => chain.findLast(({ namespace }) => namespace)?.namespace ?? written),
  );
  const [namespace] = namespaces;
  const names = chains.map((chain) =>
    chain.reduce((name, { prefix, suffix }) => prefix + name + suffix, facts.name),
  );
  const asNamespace =
    facts.kind === 'Namespace' ? [...namespaces].flatMap((each) => each ?? []) : [];
  const aliases = [...new Set([...names, ...asNamespace])].filter((name) => name !== facts.name);
  const added = (to: 'objects' | 'pods' | 'selectors') =>
    chains.map((chain): Labels => Object.assign({}, ...chain.map(({ labels }) => labels[to])));
  const pods = agreed(added('pods'));
  const { open, sure } = split(added('selectors'));
  const asked = (labels: Labels): Labels => without({ ...labels, ...sure }, open);
  const { selector, service, workload } = facts;
  return {
    ...rest,
    ...(namespaces.size > 1 ? { namespaces: [...namespaces].flatMap((each) => each ?? []) } : {}),
    ...(namespaces.size === 1 && namespace !== undefined ? { namespace } : {}),
    ...(aliases.length > 0 ? { aliases } : {}),
    labels: { ...facts.labels, ...agreed(added('objects')) },
    ...(workload
      ? { workload: { ...workload, podLabels: { ...workload.podLabels, ...pods } } }
      : {}),
    ...(service && Object.keys(service.selector).length > 0
      ? { service: { ...service, selector: asked(service.selector) } }
      : {}),
    ...(selector && facts.kind !== 'ServiceMonitor'
      ? { selector: { ...selector, labels: asked(selector.labels) } }
      : {}),
  };
};

const agreed = (labels: readonly Labels[]): Labels => split(labels).sure;

/** The labels with one value in every chain, and the keys of the others. */
const split = (chains: readonly Labels[]): { sure: Labels; open: readonly string[] } => {
  const keys = [...new Set(chains.flatMap((labels) => Object.keys(labels)))];
  const [first = {}] = chains;
  const isSure = (key: string): boolean => chains.every((labels) => labels[key] === first[key]);
  return {
    sure: Object.fromEntries(keys.filter(isSure).map((key) => [key, first[key] ?? ''])),
    open: keys.filter((key) => !isSure(key)),
  };
};

const without = (labels: Labels, keys: readonly string[]): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([key]) => !keys.includes(key)));

/** The ConfigMaps and Secrets that a kustomization makes; their namespaces are not known, and their keys only those of literals. */
export const generatedObjects = (
  file: Path,
  { generated }: Kustomization,
): readonly ObjectFacts[] =>
  generated.map((each) => ({ ...each, file, apiVersion: 'v1', labels: {}, partial: false }));
