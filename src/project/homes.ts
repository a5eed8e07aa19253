import type { Kustomization } from '../syntax/kustomization.ts';
import { several } from '../text/memo.ts';
import { ancestors, basename, dirname, joinPath, type Path } from '../text/path.ts';

/** Where a file belongs in a repository that holds several projects. */
export interface Home {
  readonly folder: Path;
  /** The test data, example or documentation that it is part of; `''` for what is shipped. */
  readonly sample: Path;
  /** The chart among whose files it is. */
  readonly chart?: Path;
  /** The name of the kustomizations that refer to each other and to it: the first of their folders. */
  readonly kustomizations?: Path;
  /** The folders above it that have a chart, a kustomization or a Dockerfile of their own. */
  readonly projects: readonly Path[];
}

/** Tells the home of a file; files of one folder share it, as long as none of them is named by a kustomization elsewhere. */
export type HomeOf = (file: Path) => Home;

/** Folders whose content is no part of what a repository ships; of the second kind each folder in them is one of its own. */
const samples = /^(?:tests?|testdata|test-data|fixtures?|e2e|docs?|examples?|samples?|demos?)$/i;
const collections = /^(?:testdata|test-data|fixtures?|examples?|samples?|demos?)$/i;

/** Whether a file by its name makes its folder a project. */
export const marksProject = (path: Path): boolean =>
  /(?:^|\/)(?:Chart\.ya?ml|kustomization(?:\.ya?ml)?|Dockerfile|Containerfile)$/i.test(path);

/** Whether a path leads through a folder of test data. */
export const isTestData = (path: Path): boolean =>
  dirname(path)
    .split('/')
    .some((part) => /^(?:tests?|testdata|test-data|fixtures?|e2e)$/i.test(part));

/** Whether a path leads through a folder of what tests read or compare with. */
export const isFixture = (path: Path): boolean =>
  /(?:^|\/)(?:testdata|test-data|fixtures?|golden|__fixtures__|__snapshots__|tests?\/(?:resources|manifests|data))\//i.test(
    path,
  );

/** Whether a path leads through a directory of what is kept as history: nobody builds or applies it any more. */
export const isArchived = (path: Path): boolean =>
  /(?:^|\/)(?:_?archived|_archive|deprecated|attic)\/|^archive\//i.test(path);

/** Whether a file is a release of others by the number in its name or its directory, or what cdk8s made: `kserve_v1_4_1.yaml`, `vendor/sandbox/v0.5.0/`, `dist/app.k8s.yaml`. */
export const isReleased = (path: Path): boolean =>
  /[-_]v?\d+[._-]\d+[._-]\d+\.ya?ml$|(?:^|\/)dist\/[^/]+\.k8s\.yaml$|(?:^|\/)vendor\/(?:.*\/)?v?\d+\.\d+[^/]*\//i.test(
    path,
  );

/** Whether a path leads through a directory of what others release: overlays beside it change it. */
export const isUpstream = (path: Path): boolean => /(?:^|\/)upstream\//.test(path);

/** Whether a text is what `helm template` printed: the chart is what people change. */
export const isRendered = (text: string): boolean =>
  /^---[ \t]*\r?\n# Source: \S+\/templates\/\S+[ \t]*\r?$/m.test(text);

/** The name of the chart from which `helm template` printed a text; undefined for other texts. */
export const renderedFrom = (text: string): string | undefined =>
  /^---[ \t]*\r?\n# Source: ([^\s/]+)\/(?:charts\/[^\s/]+\/)*templates\/\S+[ \t]*\r?$/m.exec(
    text,
  )?.[1];

/** Whether a file is of a chart below `charts/` that the chart around it takes from a repository: its next release is what changes it. */
export const isDependency = (path: Path, textOf: (path: Path) => string | undefined): boolean => {
  const [, folder = '', name = ''] = /^(|.*\/)charts\/([^/]+)\//.exec(path) ?? [];
  if (name === '') return false;
  const lists = ['Chart.yaml', 'requirements.yaml'].map((each) => textOf(`${folder}${each}`) ?? '');
  return lists.some((text) =>
    text
      .split(/^[ \t]*-[ \t]/m)
      .slice(1)
      .some(
        (entry) =>
          namesChart(entry, name) && /^[ \t]*repository:[ \t]*["']?(?!file:)[^\s"']/m.test(entry),
      ),
  );
};

const namesChart = (entry: string, name: string): boolean =>
  [...entry.matchAll(/^[ \t]*(?:name|alias):[ \t]*["']?([^\s"'#]+)/gm)].some(
    ([, each]) => each === name,
  );

/** Makes it from all paths of the project and its kustomizations. */
export const createHomeOf = (
  paths: readonly Path[],
  kustomizations: ReadonlyMap<Path, Kustomization>,
): HomeOf => {
  const marked = new Set<Path>();
  const charts = new Set<Path>();
  for (const path of paths) {
    if (!marksProject(path)) continue;
    marked.add(dirname(path));
    if (/^Chart\.ya?ml$/i.test(basename(path))) charts.add(dirname(path));
  }
  const groupOf = groupsOf(kustomizations);
  const homes = new Map<string, Home>();
  return several((file: Path): Home => {
    const folder = dirname(file);
    const above = ancestors(folder);
    const chart = above.find((each) => charts.has(each));
    const group = groupOf(file);
    const key = `${folder}\n${group}`;
    const known = homes.get(key);
    if (known) return known;
    const home: Home = {
      folder,
      sample: sampleOf(folder),
      ...(chart === undefined ? {} : { chart }),
      ...(group === undefined ? {} : { kustomizations: group }),
      projects: above.filter((each) => marked.has(each)),
    };
    homes.set(key, home);
    return home;
  }, 65_536);
};

const sampleOf = (folder: Path): Path => {
  const parts = folder.split('/');
  const at = parts.findIndex((part) => samples.test(part));
  if (at < 0) return '';
  const one = collections.test(parts[at] ?? '') ? at + 2 : at + 1;
  return parts.slice(0, one).join('/');
};

/** The kustomizations that refer to each other, as one group that is named by one of their folders. */
const groupsOf = (
  kustomizations: ReadonlyMap<Path, Kustomization>,
): ((file: Path) => Path | undefined) => {
  const parents = new Map<Path, Path>();
  const rootOf = (path: Path): Path => {
    let root = path;
    for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root))
      root = up;
    return root;
  };
  const folders = new Set([...kustomizations.keys()].map(dirname));
  const files = new Map<Path, Path>();
  for (const [path, { resources, components, patches }] of kustomizations) {
    const folder = dirname(path);
    for (const entry of [...resources, ...components, ...patches]) {
      const target = joinPath(folder, entry);
      if (target === undefined) continue;
      if (!folders.has(target)) files.set(target, folder);
      else {
        const [a, b] = [rootOf(folder), rootOf(target)].sort();
        if (a !== undefined && b !== undefined && a !== b) parents.set(b, a);
      }
    }
  }
  return (file) => {
    const own = files.get(file) ?? ancestors(dirname(file)).find((each) => folders.has(each));
    return own === undefined ? undefined : rootOf(own);
  };
};

/** Whether what is in two files can be of one project: both in one chart, in kustomizations that refer to each other, or not in two folders with projects of their own. */
export const inOneProject = (a: Home | undefined, b: Home | undefined): boolean => {
  if (a === b || !a || !b) return true;
  if (a.sample !== b.sample || a.chart !== b.chart) return false;
  if (a.kustomizations !== undefined && a.kustomizations === b.kustomizations) return true;
  const common = commonFolder(a.folder, b.folder);
  if (isLesson(common, a) && isLesson(common, b)) return false;
  return !(hasBelow(common, a) && hasBelow(common, b));
};

const lesson =
  /^(?:lab|labs|chapter|step|week|day|part|lesson|module|exercise|session|unit|project)[-_ ]?\d+/i;

/** Whether what lies below a folder are the parts of a course, each of which takes up what the one before it left. */
const isLesson = (folder: Path, { folder: own }: Home): boolean => {
  const below = folder === '' ? own : own.slice(folder.length + 1);
  return lesson.test(below.split('/')[0] ?? '');
};

/** Whether two files are in one folder, one chart or kustomizations that refer to each other. */
export const areNeighbours = (a: Home | undefined, b: Home | undefined): boolean =>
  a === b ||
  !a ||
  !b ||
  a.folder === b.folder ||
  (a.chart !== undefined && a.chart === b.chart) ||
  (a.kustomizations !== undefined && a.kustomizations === b.kustomizations);

const hasBelow = (folder: Path, { projects }: Home): boolean =>
  projects.some((each) => each.length > folder.length);

const commonFolder = (a: Path, b: Path): Path => {
  const [left, right] = [a.split('/'), b.split('/')];
  const differs = left.findIndex((part, i) => part !== right[i]);
  return left.slice(0, differs < 0 ? left.length : differs).join('/');
};

/** Whether a file is for JupyterHub or Binder, which start its image with a command, an address and a user of their own. */
export const startedByHub = (path: Path): boolean =>
  /jupyterhub|repo2docker|(?:^|\/)\.?binder\//i.test(path);
