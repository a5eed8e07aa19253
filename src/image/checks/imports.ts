import {
  distributionsOf,
  type PythonKnowledge,
  packageFacts,
} from '../../data/python-knowledge.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { type ForeignImport, foreignImports, loadedFiles } from '../../project/python-imports.ts';
import { servicesOf } from '../../project/services.ts';
import { pythonOf } from '../../project/stage-base.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { lineage } from '../../syntax/dockerfile/stages.ts';
import { normalName } from '../../syntax/requirements.ts';
import { lazy, once, recent } from '../../text/memo.ts';
import type { Path } from '../../text/path.ts';
import { type Installs, installsOf } from '../installs/installed.ts';
import { providedBy, surelyProvidedBy } from '../provided.ts';
import { type Entry, entryOf } from '../start/entry.ts';
import { ownModuleIn } from './own-modules.ts';
import { type UnmetNeed, unmetNeeds } from './unmet-needs.ts';

/** The code that a container starts with, and what is installed for it. */
export interface StartedCode {
  readonly entry: Entry;
  readonly installs: Installs;
  /** All imports of modules that are not the project's own. */
  readonly imports: readonly ForeignImport[];
}

/** What the code that a container starts with imports and nothing installs. */
export interface MissingImports extends StartedCode {
  /** All distributions that the installs bring. */
  readonly installed: ReadonlySet<string>;
  /** One for each distribution, in the order of the imports. */
  readonly missing: readonly MissingImport[];
  /** What is used and needs what nothing installs, though no file imports it. */
  readonly unmet: readonly UnmetNeed[];
}

/** An import that no install provides, with the distribution that would, where one is known. */
export interface MissingImport extends ForeignImport {
  readonly distribution?: string;
}

/** The imports of a stage's entry file and the project's modules behind it that no install provides; undefined when the entry file or the installs are not fully known. */
export const missingImports = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): MissingImports | undefined => importsIn(project)(file)(stage);

const importsIn = recent((project: Project) =>
  recent((file: DockerfileIn) =>
    recent((stage: Stage): MissingImports | undefined => {
      const { packages } = project;
      const started = packages && startedCode(file, stage, project);
      const installed = started && providedBy(started.installs, packages, stage);
      if (!installed) return undefined;
      const { entry, imports } = started;
      const seen = new Set<string>();
      const own = lazy(() => ownModuleIn(file, stage, project));
      const isUnknown = pythonOf(stage)
        ? unknownModules(entry, installed, packages, project)
        : () => false;
      const missing = imports.flatMap((each): readonly MissingImport[] => {
        const distribution = missingFrom(each, installed, packages);
        const unknown = distribution === undefined && isUnknown(each);
        const key = unknown ? topOf(each) : distribution;
        if (key === undefined || seen.has(key)) return [];
        // A directory may have another name in the image than in the project.
        if (own()(topOf(each))) return [];
        seen.add(key);
        return [distribution === undefined ? each : { ...each, distribution }];
      });
      const unmet = unmetNeeds(entry, installed, missing, project);
      return { ...started, installed, missing, unmet };
    }),
  ),
);

/** What the code of a stage imports and nothing surely brings, where something else may be installed too that is not known; undefined when nothing can be said. */
export const unansweredImports = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): readonly ForeignImport[] | undefined => {
  const { packages } = project;
  const started = packages && startedCode(file, stage, project);
  if (!started || hasOtherPythons(stage)) return undefined;
  const installed = surelyProvidedBy(started.installs, packages, stage);
  return started.imports.filter((each) => {
    const top = topOf(each);
    return (
      each.when === 'always' &&
      top !== '__future__' &&
      !packages.standard.includes(top) &&
      !installed.has(normalName(top)) &&
      !distributionsOf(packages, each.module)?.some((name) => installed.has(name))
    );
  });
};

/** Whether a command may make another environment, which is not told apart from the one in which the code starts, or takes a package away. */
const hasOtherPythons = (stage: Stage): boolean =>
  lineage(stage).some(({ instructions }) =>
    instructions.some(
      (each) =>
        each.keyword === 'RUN' &&
        (each.script.broken ||
          each.script.commands.some(({ words }) =>
            words.some(({ text }) =>
              /^(?:(?:micro)?mamba|conda|pixi|nix|virtualenv|uninstall)$/.test(text),
            ),
          )),
    ),
  );

/** The code that a stage starts; undefined when that is not known, or it installs packages first. */
export const startedCode = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): StartedCode | undefined => {
  const { folder } = buildContext(file, project);
  const entry = entryOf(file, stage, project);
  if (!entry) return undefined;
  const installs = installsOf(file, stage, folder, project);
  if (installsAtStart(file, stage, installs, project)) return undefined;
  return { entry, installs, imports: foreignImports(entry.file, entry.root, project) };
};

/** Whether what a container starts, by the Dockerfile or a compose file, installs packages first. */
const installsAtStart = (
  file: DockerfileIn,
  stage: Stage,
  { python }: Installs,
  project: Project,
): boolean => {
  const starts = lineage(stage).flatMap(({ instructions }) =>
    instructions.flatMap((each) =>
      each.keyword === 'CMD' || each.keyword === 'ENTRYPOINT'
        ? [...each.words, ...each.script.commands.flatMap(({ words }) => words)]
        : [],
    ),
  );
  const services = servicesOf(file, project).map(({ command, entrypoint }) =>
    [...(entrypoint?.words ?? []), ...(command?.words ?? [])].join(' '),
  );
  const texts = [starts.map(({ text }) => text).join(' '), ...services];
  return texts.some(
    (text) => installer.test(text) || (python.length === 0 && /\buv run\b/.test(text)),
  );
};

const installer =
  /\b(?:pip3?|uv|poetry|pdm|pipenv|(?:micro)?mamba|conda)\b[^&|;]*?\b(?:install|sync|update|add)\b/;

/** The first names of all modules in the table. */
const knownTops = once(
  ({ imports }: PythonKnowledge): ReadonlySet<string> =>
    new Set(Object.keys(imports).map((module) => module.split('.')[0] ?? '')),
);

const topOf = ({ module }: ForeignImport): string => module.split('.')[0] ?? '';

/** Tells whether a module is in no distribution at all that is known or installed, nor anything that the project may make. */
const unknownModules = (
  entry: Entry,
  installed: ReadonlySet<string>,
  knowledge: PythonKnowledge,
  project: Project,
): ((each: ForeignImport) => boolean) => {
  const { packages, standard } = knowledge;
  const files = loadedFiles(entry.file, entry.root, project);
  if (files.some((path) => project.python(path)?.changesPath)) return () => false;
  const modules = new Set<string>();
  for (const name of installed) {
    const facts = packageFacts(knowledge, name);
    // The table keeps so many modules of one distribution.
    if (!facts || facts.m.length >= mostModules) return () => false;
    for (const module of facts.m) modules.add(module.split('.')[0] ?? '');
  }
  return (each) => {
    const top = topOf(each);
    return (
      each.when === 'always' &&
      !modules.has(top) &&
      !standard.includes(top) &&
      !knownTops(knowledge).has(top) &&
      !Object.hasOwn(packages, normalName(top)) &&
      !made.test(top) &&
      !project.under('').some((path) => isOf(path, top))
    );
  };
};

const mostModules = 60;

/** Modules that a build step writes, and those that only a host of its own has. */
const made = /^_|_pb2(?:_grpc)?$|^(?:version|dbutils|awsglue|bpy|rospy|gi|apt|dbus|uno|pyspark)$/;

const onlyTypes = /^types-|-stubs$/;

/** Whether a path may be, or become, a module of a name: a directory, or a file of any language. */
const isOf = (path: Path, top: string): boolean =>
  path.split('/').some((part) => part === top || part.startsWith(`${top}.`));

/** The distribution that an import needs and that is not installed. */
const missingFrom = (
  each: ForeignImport,
  installed: ReadonlySet<string>,
  knowledge: PythonKnowledge,
): string | undefined => {
  const top = topOf(each);
  if (each.when !== 'always' || knowledge.standard.includes(top)) return undefined;
  const same = normalName(top);
  const candidates =
    distributionsOf(knowledge, each.module) ??
    (Object.hasOwn(knowledge.packages, same) ? [same] : []);
  // A name that is in no table may be a private module: nothing is claimed.
  const isThere = candidates.some((name) => installed.has(name));
  return isThere || installed.has(same) || hadModules(candidates, installed, knowledge)
    ? undefined
    : candidates[0];
};

/** Whether something installed has no modules any more and brings what has them now: its older releases had them themselves, as docling before docling-slim. */
const hadModules = (
  candidates: readonly string[],
  installed: ReadonlySet<string>,
  knowledge: PythonKnowledge,
): boolean =>
  [...installed].some((name) => {
    const facts = packageFacts(knowledge, name);
    const requires =
      facts?.m.length === 0 && !onlyTypes.test(name) ? (facts.r.at(-1)?.[1] ?? []) : [];
    return requires.some((line) =>
      candidates.includes(normalName(/^[\w.-]+/.exec(line)?.[0] ?? '')),
    );
  });
