import type { DebianKnowledge } from '../data/debian-knowledge.ts';
import type { KubernetesSchema } from '../data/kubernetes-schema.ts';
import type { PythonKnowledge } from '../data/python-knowledge.ts';
import type { ServerFlags } from '../data/server-flags.ts';
import type { ComposeFault } from '../syntax/builds/compose-faults.ts';
import type { ComposeNames } from '../syntax/builds/compose-names.ts';
import type { ComposeService } from '../syntax/builds/compose-service.ts';
import type { Dockerfile } from '../syntax/dockerfile/model.ts';
import type { DockerIgnore } from '../syntax/dockerignore.ts';
import type { EnvFile } from '../syntax/dotenv.ts';
import type { CustomCheck } from '../syntax/kubernetes/custom-check.ts';
import type { Resource } from '../syntax/kubernetes/model.ts';
import type { InlinePatch } from '../syntax/kustomization.ts';
import type { LockFile, ProjectFile } from '../syntax/python/project-file.ts';
import type { PythonFile } from '../syntax/python/scan.ts';
import type { Requirements } from '../syntax/requirements.ts';
import type { ShellFile } from '../syntax/shell/script-file.ts';
import type { Path } from '../text/path.ts';
import type { Build } from './builds.ts';
import type { DockerfileFacts, ObjectFacts } from './facts.ts';
import type { ObjectKey } from './objects.ts';

/** The workspace as rules see it: every file's facts, never another file's tree. */
export interface Project {
  /** The name of the root folder; empty when not known. */
  readonly name: string;
  /** Whether a file stands at the path. */
  exists(path: Path): boolean;
  /** All files below a folder, in order of their paths; the root is `''`. */
  under(folder: Path): readonly Path[];
  /** The facts of all Dockerfiles, in order of their paths. */
  dockerfiles(): readonly DockerfileFacts[];
  /** The Dockerfile that builds an image, when a build states its name, or the name says so. */
  dockerfileOf(image: string): DockerfileFacts | undefined;
  /** The builds of a Dockerfile that compose files, workflows, Makefiles and scripts state, in order of their paths. */
  builds(dockerfile: Path): readonly Build[];
  /** The compose files with services, in order of their paths. */
  composeFiles(): readonly ComposeFile[];
  /** A Dockerfile with what its stages have of base images that other Dockerfiles of the project build. */
  based(file: DockerfileIn): DockerfileIn;
  /** The facts of all Kubernetes objects, in order of their files. */
  objects(): readonly ObjectFacts[];
  /** Those that are looked for in one way, in order of their files. */
  find(key: ObjectKey): readonly ObjectFacts[];
  /** The facts of an object that is judged. */
  own(resource: ResourceIn): ObjectFacts | undefined;
  /** Whether a kustomization takes in a file, as an object or as a patch. */
  takenIn(path: Path): boolean;
  /** The keys of the labels that kustomizations add to the selectors in a file. */
  selectorKeys(path: Path): readonly string[];
  /** Whether a kustomization may patch containers or ports of a file by other means than an object. */
  patchesPorts(path: Path): boolean;
  /** The patches of kustomizations that take in a file, as far as they are no objects of another. */
  inlinePatches(path: Path): readonly InlinePatch[];
  /** Whether objects in a file may be patches, by its path or a kustomization near it. */
  mayHoldPatches(path: Path): boolean;
  /** Whether a kustomization stands beside a file or in a folder above it. */
  nearKustomization(path: Path): boolean;
  /** Whether a kustomization sets the tag of an image with this name. */
  kustomized(image: string): boolean;
  /** Whether a kustomization adds labels or annotations to what it takes. */
  marked(marks: 'labels' | 'annotations'): boolean;
  /** Imports and server calls of a Python file. */
  python(path: Path): PythonFile | undefined;
  /** The entries of a requirements file. */
  requirements(path: Path): Requirements | undefined;
  /** What a pyproject.toml, a setup.py, a setup.cfg or a Pipfile says; undefined when it is not there or cannot be read. */
  pythonProject(path: Path): ProjectFile | undefined;
  /** What a uv.lock, poetry.lock, pdm.lock or Pipfile.lock says; undefined when it is not there, too large or cannot be read. */
  pythonLock(path: Path): LockFile | undefined;
  /** A shell script. */
  script(path: Path): ShellFile | undefined;
  /** Whether a Makefile, a workflow, a compose file or a script holds a word; one of them may be left out. */
  mentioned(word: string, besides?: Path): boolean;
  /** What a file of variables such as `.env` says; undefined when it is not there or cannot be read. */
  envFile(path: Path): EnvFile | undefined;
  /** Whether a `.gitignore` leaves a path out of the repository. */
  gitIgnored(path: Path): boolean;
  /** The ignore file that a build of `dockerfile` with this context uses. */
  ignoreFile(context: Path, dockerfile: Path): IgnoreFile | undefined;
  /** What the project's settings demand of the files that are judged now. */
  readonly policy: Policy;
  /** Names of Python packages; missing until loaded. */
  readonly packages?: PythonKnowledge;
  /** Debian's packages; missing until loaded. */
  readonly debian?: DebianKnowledge;
  /** Flags of servers; missing until a file that names one is read. */
  readonly serverFlags?: ServerFlags;
  /** Kubernetes types; missing until the first manifest is read. */
  readonly schema?: KubernetesSchema;
  /** The Kubernetes minor version that manifests are for: `1.36`. */
  readonly kubernetesVersion: string;
}

/** A compose file with its services. */
export interface ComposeFile {
  readonly file: Path;
  readonly services: readonly ComposeService[];
  /** Why Compose refuses it. */
  readonly faults: readonly ComposeFault[];
  /** The names that it defines and uses; missing where it has errors. */
  readonly names?: ComposeNames;
}

/** What a label's value must be. */
export type LabelType = 'text' | 'url' | 'semver' | 'hash' | 'rfc3339' | 'spdx' | 'email';

/** Rules of a house that no file tells: they come from its settings. */
export interface Policy {
  /** Registries that images may come from, with `*` at either end; empty when any may. */
  readonly trustedRegistries: readonly string[];
  /** The labels that an image must have, with the types of their values. */
  readonly labels: Readonly<Record<string, LabelType>>;
  /** No other labels may be there. */
  readonly strictLabels: boolean;
  /** Checks that the settings define. */
  readonly customChecks: readonly CustomCheck[];
}

/** A policy that demands nothing. */
export const noPolicy: Policy = {
  trustedRegistries: [],
  labels: {},
  strictLabels: false,
  customChecks: [],
};

/** An ignore file and where it stands. */
export interface IgnoreFile {
  readonly path: Path;
  readonly ignore: DockerIgnore;
}

/** A Dockerfile with its place in the project. */
export type DockerfileIn = Dockerfile & { readonly path: Path };

/** A Kubernetes object with its place in the project. */
export type ResourceIn = Resource & { readonly path: Path };
