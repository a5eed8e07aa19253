import type { DebianKnowledge } from '../data/debian-knowledge.ts';
import type { KubernetesSchema } from '../data/kubernetes-schema.ts';
import { newestKubernetes } from '../data/kubernetes-version.ts';
import type { PythonKnowledge } from '../data/python-knowledge.ts';
import type { ServerFlags } from '../data/server-flags.ts';
import { emptyRecipe, type Recipe } from '../syntax/builds/model.ts';
import { parseRecipe, recipeOfScript } from '../syntax/builds/recipe.ts';
import { parseDockerfile } from '../syntax/dockerfile/parse.ts';
import { parseDockerIgnore } from '../syntax/dockerignore.ts';
import { parseEnvFile } from '../syntax/dotenv.ts';
import { type Chart, readChartFile } from '../syntax/kubernetes/chart.ts';
import type { MakeCustomCheck } from '../syntax/kubernetes/custom-check.ts';
import { lacksImage } from '../syntax/kubernetes/fields.ts';
import type { Resource } from '../syntax/kubernetes/model.ts';
import { createYamlReader } from '../syntax/kubernetes/parse.ts';
import { type Kustomization, parseKustomization } from '../syntax/kustomization.ts';
import {
  type ProjectFile,
  parseLockFile,
  parsePipfile,
  parsePipfileLock,
  parseProjectFile,
} from '../syntax/python/project-file.ts';
import { parsePyLock } from '../syntax/python/py-lock.ts';
import { scanPython } from '../syntax/python/scan.ts';
import { parseSetupConfig } from '../syntax/python/setup.ts';
import { isPyLock, parseRequirements, type Requirements } from '../syntax/requirements.ts';
import { type ShellFile, shellFile } from '../syntax/shell/script-file.ts';
import { parseGitIgnore } from '../text/gitignore.ts';
import { lazy } from '../text/memo.ts';
import { ancestors, dirname, joinPath, type Path, relativeTo } from '../text/path.ts';
import { attempt, type Report } from './attempt.ts';
import { type Builds, byDockerfile, resolvedBuilds } from './builds.ts';
import {
  type Change,
  changedTopics,
  changesBuilds,
  movedTopic,
  type Read,
  signatureOf,
  type Topic,
} from './change.ts';
import { type ChartOf, createChartOf } from './charts.ts';
import { dockerfileFacts } from './dockerfile-facts.ts';
import type { DockerfileFacts, ObjectFacts } from './facts.ts';
import { isForeign } from './foreign.ts';
import { createHomeOf, type Home, type HomeOf, marksProject } from './homes.ts';
import { builderOf } from './image-names.ts';
import { podImages } from './image-suffix.ts';
import { createKustomized, generatedObjects, type Kustomized } from './kustomized.ts';
import type { Model, Patches } from './model.ts';
import { objectFacts } from './object-facts.ts';
import { createObjects, keysOf, type Objects } from './objects.ts';
import { madeByOperators } from './operator-objects.ts';
import {
  type ComposeFile,
  type DockerfileIn,
  type IgnoreFile,
  noPolicy,
  type Policy,
  type Project,
  type ResourceIn,
} from './project.ts';
import { hasOwnBases, withBases } from './project-bases.ts';
import { type Kind, type KindOf, largestFile, largestLock, recognise } from './recognise.ts';

interface Entry extends Read {
  readonly text?: string;
}

/** What reads the files that need nothing but their text. */
export const parsers = {
  dockerfile: parseDockerfile,
  chart: readChartFile,
  kustomization: parseKustomization,
  python: scanPython,
  recipe: parseRecipe,
  requirements: parseRequirements,
  pyLock: parsePyLock,
  projectFile: parseProjectFile,
  setupConfig: parseSetupConfig,
  pipfile: parsePipfile,
  pipfileLock: parsePipfileLock,
  lockFile: parseLockFile,
  dockerignore: parseDockerIgnore,
  envFile: parseEnvFile,
};

const projectParser = (path: Path): ((text: string) => ProjectFile | undefined) =>
  path.endsWith('.cfg')
    ? parsers.setupConfig
    : path.endsWith('.toml')
      ? parsers.projectFile
      : parsers.pipfile;

const isLock = (kind: Kind, path: Path): boolean => kind === 'python-lock' || isPyLock(path);

const requirementsParser = (path: Path): ((text: string) => Requirements) =>
  isPyLock(path) ? parsers.pyLock : parsers.requirements;

/** All files of the project with their models and facts. */
export class ProjectIndex {
  readonly #entries = new Map<Path, Entry>();
  readonly #yaml = createYamlReader();
  #sorted: readonly Path[] | undefined;
  #kustomized: Kustomized | undefined;
  #homeOf: HomeOf | undefined;
  #settings: ReadonlyMap<Path, string> | undefined;
  #chartOf: ChartOf | undefined;
  #dockerfiles: readonly DockerfileFacts[] | undefined;
  #objects: Objects | undefined;
  /** Files that are read as scripts because a RUN calls them, not by their names. */
  readonly #scripts = new Map<Path, ShellFile>();
  /** The answer for the file that was asked about last, the same object for all its rules. */
  #based:
    | {
        readonly file: DockerfileIn;
        readonly all: readonly DockerfileFacts[];
        readonly builds: Builds;
        readonly result: DockerfileIn;
      }
    | undefined;
  #recipes: ReadonlyMap<Path, string> | undefined;
  #compose: readonly ComposeFile[] | undefined;
  #builds: Builds | undefined;
  /** The name of the root folder; empty when not known. */
  readonly name: string;
  readonly #report: Report;
  readonly #kindOf: KindOf;

  packages: PythonKnowledge | undefined;
  debian: DebianKnowledge | undefined;
  serverFlags: ServerFlags | undefined;
  schema: KubernetesSchema | undefined;
  customCheck: MakeCustomCheck | undefined;
  kubernetesVersion: string = newestKubernetes.version;

  constructor(name: string, report: Report = () => undefined, kindOf: KindOf = recognise) {
    this.name = name;
    this.#report = report;
    this.#kindOf = kindOf;
  }

  /** Notes that a file exists without reading it. */
  note(path: Path): void {
    if (this.#entries.has(path)) return;
    this.#entries.set(path, {});
    this.#sorted = undefined;
    this.#builds = undefined;
    this.#homeOf = undefined;
  }

  /** Takes a file's text, or undefined when it is gone; returns what that changes. */
  set(path: Path, text: string | undefined): Change {
    const before = this.#entries.get(path);
    if (before && text !== undefined && before.text === text) return { topics: new Set() };
    const changed = new Set<Topic>();
    if (text === undefined) this.#entries.delete(path);
    if (this.#scripts.delete(path)) changed.add('shell');
    if (!before || text === undefined) {
      changed.add('paths');
      this.#sorted = undefined;
      // Which objects belong together hangs on where projects are.
      if (marksProject(path)) changed.add('kustomization');
    }
    const { model, signature = '' } = text === undefined ? noRead : this.#read(path, text);
    if (text !== undefined) this.#entries.set(path, model ? { text, model, signature } : { text });
    if (before?.model?.kind === 'settings' || model?.kind === 'settings')
      this.#settings = undefined;
    const after = { ...(model ? { model } : {}), signature };
    const moved = movedTopic(before, after);
    for (const topic of moved ? [] : changedTopics(before, after)) changed.add(topic);
    if (changesBuilds(before?.model, model)) changed.add('builds');
    const objects = this.#objectsOf(path, model);
    if (changed.has('kubernetes'))
      for (const object of [...this.#objectsOf(path, before?.model), ...objects])
        for (const key of keysOf(object)) changed.add(key);
    if (changed.has('kustomization')) {
      this.#kustomized = undefined;
      this.#homeOf = undefined;
      this.#objects = undefined;
      changed.add('kubernetes');
    }
    if (changed.has('recipe') || changed.has('shell')) this.#recipes = this.#compose = undefined;
    if (changed.has('builds') || changed.has('paths')) this.#builds = undefined;
    if (changed.has('chart')) this.#chartOf = undefined;
    if (moved === 'dockerfile' || changed.has('dockerfile')) this.#dockerfiles = undefined;
    if (moved === 'kubernetes' || changed.has('kubernetes')) this.#objects?.put(path, objects);
    return { topics: changed, ...(moved ? { moved } : {}) };
  }

  /** The model of a file, or undefined when it was not read. */
  model(path: Path): Model | undefined {
    return this.#entries.get(path)?.model;
  }

  /** Whether a file is a copy of what others wrote. */
  isForeign(path: Path): boolean {
    return isForeign(path, (each) => this.#entries.has(each));
  }

  text(path: Path): string | undefined {
    return this.#entries.get(path)?.text;
  }

  /** The texts of the settings files, ours and those of other tools, by their paths without the ending. */
  settingsFiles(): ReadonlyMap<Path, string> {
    this.#settings ??= new Map(
      [...this.#entries].flatMap(([path, { model }]) =>
        model?.kind === 'settings' ? [[path.replace(/\.ya?ml$/, ''), model.text]] : [],
      ),
    );
    return this.#settings;
  }

  /** All files in order of their paths. */
  paths(): readonly Path[] {
    this.#sorted ??= [...this.#entries.keys()].sort();
    return this.#sorted;
  }

  /** The trees of all Dockerfiles and Kubernetes objects, in order of their files. */
  trees(): {
    readonly dockerfiles: readonly DockerfileIn[];
    readonly resources: readonly ResourceIn[];
  } {
    const models = this.paths().flatMap((path) => this.model(path) ?? []);
    return {
      dockerfiles: models.flatMap((model) => (model.kind === 'dockerfile' ? [model.file] : [])),
      resources: models.flatMap((model) => (model.kind === 'kubernetes' ? model.resources : [])),
    };
  }

  /** All Dockerfiles that are not too large, in order of their paths. */
  dockerfilePaths(): readonly Path[] {
    return this.#allDockerfiles().map(({ file }) => file);
  }

  /** The project as rules see it now, for one pass: some answers are kept with it. `reading` is told every topic that is looked at. */
  view(reading: (topic: Topic) => void, policy: Policy = noPolicy): Project {
    const { packages, debian, serverFlags, schema, kubernetesVersion } = this;
    return {
      name: this.name,
      kubernetesVersion,
      policy,
      exists: (path) => {
        reading('paths');
        return this.#entries.has(path);
      },
      under: (folder) => {
        reading('paths');
        return this.#under(folder);
      },
      dockerfiles: () => {
        reading('dockerfile');
        return this.#allDockerfiles();
      },
      dockerfileOf: (image) => {
        reading('dockerfile');
        reading('builds');
        return builderOf(image, this.#allDockerfiles(), this.#allBuilds(), this.name, () => {
          reading('pods');
          reading('kustomization');
          reading('chart');
          return podImages(this.#allObjects().find('pods'));
        });
      },
      based: (file) => {
        if (!hasOwnBases(file)) return file;
        reading('dockerfile');
        reading('builds');
        return this.#withBases(file);
      },
      builds: (dockerfile) => {
        reading('builds');
        reading('paths');
        return this.#allBuilds().get(dockerfile) ?? [];
      },
      composeFiles: () => {
        reading('recipe');
        return this.#allCompose();
      },
      objects: () => {
        reading('kubernetes');
        return this.#allObjects().all();
      },
      find: (key) => {
        reading(key);
        // They change what every object is.
        reading('kustomization');
        reading('chart');
        return this.#allObjects().find(key);
      },
      own: (resource) => {
        reading('kustomization');
        const model = this.model(resource.path);
        const [at] = resource.at(['metadata', 'name']);
        const facts =
          model?.kind === 'kubernetes' ? model.facts.find((each) => each.at[0] === at) : undefined;
        return facts && this.#place(facts);
      },
      takenIn: (path) => {
        reading('kustomization');
        return this.#kustomizations().takes(path);
      },
      selectorKeys: (path) => {
        reading('kustomization');
        return this.#kustomizations().selectorKeys(path);
      },
      patchesPorts: (path) => {
        reading('kustomization');
        return this.#kustomizations().patchesPorts(path);
      },
      inlinePatches: (path) => {
        reading('kustomization');
        return this.#kustomizations().inlinePatches(path);
      },
      mayHoldPatches: (path) => {
        reading('kustomization');
        return this.#patchesIn(path) !== 'none';
      },
      nearKustomization: (path) => {
        reading('kustomization');
        return this.#kustomizations().isNear(path);
      },
      kustomized: (image) => {
        reading('kustomization');
        return this.#kustomizations().setsImage(image);
      },
      marked: (marks) => {
        reading('kustomization');
        return this.#kustomizations().marks(marks);
      },
      python: (path) => {
        reading('python');
        const model = this.model(path);
        return model?.kind === 'python' ? model.facts : undefined;
      },
      requirements: (path) => {
        reading('requirements');
        return this.#requirements(path);
      },
      pythonProject: (path) => {
        reading(path.endsWith('.py') ? 'python' : 'python-project');
        const model = this.model(path);
        if (model?.kind === 'python') return model.facts.setup;
        return model?.kind === 'python-project' ? model.facts : undefined;
      },
      pythonLock: (path) => {
        reading('python-lock');
        const model = this.model(path);
        return model?.kind === 'python-lock' ? model.facts : undefined;
      },
      script: (path) => {
        reading('shell');
        return this.#script(path);
      },
      mentioned: (word, besides) => {
        reading('recipe');
        reading('shell');
        return [...this.#allRecipes()].some(
          ([path, text]) => path !== besides && holdsWord(text, word),
        );
      },
      envFile: (path) => {
        reading('env-file');
        const model = this.model(path);
        return model?.kind === 'env-file' ? model.facts : undefined;
      },
      gitIgnored: (path) => {
        reading('gitignore');
        return this.#isGitIgnored(path);
      },
      ignoreFile: (context, dockerfile) => {
        reading('dockerignore');
        return this.#ignoreFile(context, dockerfile);
      },
      // Spread last: an object that begins with them is made one property at a time.
      ...(packages ? { packages } : {}),
      ...(debian ? { debian } : {}),
      ...(serverFlags ? { serverFlags } : {}),
      ...(schema ? { schema } : {}),
    };
  }

  /** Reads a file; of one whose reader fails nothing is known. */
  #read(path: Path, text: string): Read {
    const kind = this.#kindOf(path, text);
    if (!kind) return noRead;
    const read = (): Read => {
      const model = this.#modelOf(kind, path, text);
      return { model, signature: signatureOf(model) };
    };
    return attempt(read, noRead, this.#report, `reading as ${kind}`, path);
  }

  #modelOf(kind: Kind, path: Path, text: string): Model {
    if (text.length > (isLock(kind, path) ? largestLock : largestFile))
      return { kind: 'too-large' };
    switch (kind) {
      case 'dockerfile': {
        const file = { ...parsers.dockerfile(text), path };
        return { kind, file, facts: dockerfileFacts(file) };
      }
      case 'kubernetes': {
        const patches = this.#patchesIn(path);
        const chart = this.#chart(path);
        const resources = this.#yaml(text, patches === 'all', chart).map((resource) => {
          const partial = resource.partial || (patches === 'incomplete' && lacksImage(resource));
          return inFile(resource, path, partial);
        });
        const facts = resources.map((resource) => objectFacts(resource));
        return { kind, text, patches, chart, resources, facts };
      }
      case 'chart':
        return { kind, facts: parsers.chart(text) };
      case 'kustomization':
        return { kind, facts: parsers.kustomization(text) };
      case 'python':
        return { kind, facts: parsers.python(text) };
      case 'requirements':
        return { kind, facts: requirementsParser(path)(text) };
      case 'python-project':
        return { kind, facts: projectParser(path)(text) };
      case 'python-lock':
        return {
          kind,
          facts: path.endsWith('Pipfile.lock') ? parsers.pipfileLock(text) : parsers.lockFile(text),
        };
      case 'recipe':
        return {
          kind,
          text,
          recipe: lazy(() => this.#recipe(path, () => parsers.recipe(path, text))),
        };
      case 'gitignore':
        return { kind, text, rules: parseGitIgnore(text.split('\n')) };
      case 'shell': {
        const script = shellFile(text);
        const recipe = lazy(() => this.#recipe(path, () => recipeOfScript(script)));
        return { kind, script, recipe };
      }
      case 'env-file':
        return { kind, facts: parsers.envFile(text) };
      case 'dockerignore':
        return { kind, facts: parsers.dockerignore(text) };
      case 'settings':
        return { kind, text };
    }
  }

  /** Reads manifests again whose part in a kustomization or whose chart changed; returns them. */
  refresh(): readonly Path[] {
    const changed: Path[] = [];
    for (const [path, { text, model }] of this.#entries) {
      if (model?.kind !== 'kubernetes' || text === undefined) continue;
      if (model.patches === this.#patchesIn(path) && model.chart === this.#chart(path)) continue;
      this.#entries.set(path, { text, ...this.#read(path, text) });
      this.#objects = undefined;
      changed.push(path);
    }
    return changed;
  }

  #under(folder: Path): readonly Path[] {
    if (folder === '') return this.paths();
    const paths = this.paths();
    // A slash is followed by 0 in the order of characters.
    return paths.slice(firstFrom(paths, `${folder}/`), firstFrom(paths, `${folder}0`));
  }

  #requirements(path: Path): Requirements | undefined {
    const { model, text } = this.#entries.get(path) ?? {};
    if (model?.kind === 'requirements') return model.facts;
    return text === undefined ? undefined : requirementsParser(path)(text);
  }

  #allRecipes(): ReadonlyMap<Path, string> {
    this.#recipes ??= new Map(
      [...this.#entries].flatMap(([path, { model }]) =>
        model?.kind === 'recipe'
          ? [[path, model.text]]
          : model?.kind === 'shell'
            ? [[path, model.script.text]]
            : [],
      ),
    );
    return this.#recipes;
  }

  #recipe(path: Path, read: () => Recipe): Recipe {
    return attempt(read, emptyRecipe, this.#report, 'reading builds', path);
  }

  #allCompose(): readonly ComposeFile[] {
    this.#compose ??= this.paths().flatMap((file) => {
      const model = this.model(file);
      const {
        services,
        faults = [],
        names,
      } = model?.kind === 'recipe' ? model.recipe() : emptyRecipe;
      return services.length > 0 ? [{ file, services, faults, ...(names ? { names } : {}) }] : [];
    });
    return this.#compose;
  }

  /** What recipes and scripts say of builds, by the Dockerfiles. */
  #allBuilds(): Builds {
    if (this.#builds) return this.#builds;
    const files = {
      exists: (path: Path) => this.#entries.has(path),
      isFolder: (path: Path) => path === '' || this.#under(path).length > 0,
    };
    const all = this.paths().flatMap((path) => {
      const model = this.model(path);
      return model?.kind === 'recipe' || model?.kind === 'shell'
        ? resolvedBuilds(path, model.recipe(), files)
        : [];
    });
    this.#builds = byDockerfile(all);
    return this.#builds;
  }

  /** What the files above a path say of it, the nearest last. */
  #isGitIgnored(path: Path): boolean {
    let ignored = false;
    for (const folder of ancestors(dirname(path)).toReversed()) {
      const model = this.model(joinPath(folder, '.gitignore') ?? '');
      if (model?.kind !== 'gitignore') continue;
      const inner = relativeTo(folder, path) ?? path;
      const parts = inner.split('/');
      for (const [i] of parts.entries()) {
        const part = parts.slice(0, i + 1).join('/');
        // What is not there may be a file or a folder.
        const file = i < parts.length - 1 ? undefined : model.rules.says(part, false);
        const said = file ?? model.rules.says(part, true);
        if (said !== undefined) ignored = said === 'ignored';
        if (said === 'ignored' && i < parts.length - 1) return true;
      }
    }
    return ignored;
  }

  #script(path: Path): ShellFile | undefined {
    const { model, text } = this.#entries.get(path) ?? {};
    if (model?.kind === 'shell') return model.script;
    if (text === undefined) return undefined;
    const known = this.#scripts.get(path) ?? shellFile(text);
    this.#scripts.set(path, known);
    return known;
  }

  #ignoreFile(context: Path, dockerfile: Path): IgnoreFile | undefined {
    for (const path of [`${dockerfile}.dockerignore`, joinPath(context, '.dockerignore') ?? '']) {
      const model = this.model(path);
      if (model?.kind === 'dockerignore') return { path, ignore: model.facts };
    }
    return undefined;
  }

  /** The Helm chart among whose templates a file stands. */
  #chart(path: Path): Chart | undefined {
    this.#chartOf ??= createChartOf((file) => {
      const model = this.model(file);
      return model?.kind === 'chart' ? model.facts : undefined;
    });
    return this.#chartOf(path);
  }

  /** All objects are patches where a kustomization or the name says so; some may be beside a kustomization and among templates. */
  #patchesIn(path: Path): Patches {
    const kustomizations = this.#kustomizations();
    if (/patch/i.test(path) || kustomizations.isPatch(path)) return 'all';
    return /overlay|template/i.test(path) || kustomizations.isNear(path) ? 'incomplete' : 'none';
  }

  /** What the kustomizations say now. */
  #kustomizations(): Kustomized {
    this.#kustomized ??= createKustomized(this.#kustomizationFacts());
    return this.#kustomized;
  }

  #kustomizationFacts(): ReadonlyMap<Path, Kustomization> {
    return new Map(
      [...this.#entries].flatMap(([path, { model }]) =>
        model?.kind === 'kustomization' ? [[path, model.facts]] : [],
      ),
    );
  }

  /** The facts of an object as kustomizations place it, with the project that it belongs to. */
  readonly #place = (facts: ObjectFacts): ObjectFacts => ({
    ...this.#kustomizations().place(facts),
    home: this.#home(facts.file),
  });

  #home(path: Path): Home {
    this.#homeOf ??= createHomeOf(this.paths(), this.#kustomizationFacts());
    return this.#homeOf(path);
  }

  #allDockerfiles(): readonly DockerfileFacts[] {
    this.#dockerfiles ??= this.paths().flatMap((path) => {
      const model = this.model(path);
      return model?.kind === 'dockerfile' ? [model.facts] : [];
    });
    return this.#dockerfiles;
  }

  #withBases(file: DockerfileIn): DockerfileIn {
    const all = this.#allDockerfiles();
    const builds = this.#allBuilds();
    const known = this.#based;
    if (known?.file === file && known.all === all && known.builds === builds) return known.result;
    const result = withBases(file, all, builds, this.name);
    this.#based = { file, all, builds, result };
    return result;
  }

  #allObjects(): Objects {
    if (this.#objects) return this.#objects;
    this.#objects = createObjects();
    for (const [path, { model }] of this.#entries)
      this.#objects.put(path, this.#objectsOf(path, model));
    return this.#objects;
  }

  /** The objects that a file adds to the project. */
  #objectsOf(path: Path, model: Model | undefined): readonly ObjectFacts[] {
    if (model?.kind === 'kustomization')
      return generatedObjects(path, model.facts).map((each) => ({
        ...each,
        home: this.#home(path),
      }));
    if (model?.kind !== 'kubernetes') return [];
    return model.facts.map(this.#place).flatMap((each) => [each, ...madeByOperators(each)]);
  }
}

const noRead: Read = { signature: '' };

// Resources are closures over their document, so a copy keeps them working.
const inFile = (resource: Resource, path: Path, partial: boolean): ResourceIn => ({
  ...resource,
  path,
  partial,
});

/** Whether a text holds a word that is not a part of a longer one. */
const holdsWord = (text: string, word: string): boolean => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!/\w/.test(text[at - 1] ?? '') && !/\w/.test(text[at + word.length] ?? '')) return true;
  return false;
};

/** The index of the first path that is not before `text`. */
const firstFrom = (paths: readonly Path[], text: string): number => {
  let low = 0;
  let high = paths.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paths[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
};
