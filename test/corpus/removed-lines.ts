import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { walk } from '../../src/cli/walk.ts';
import { distributionsOf } from '../../src/data/python-knowledge.ts';
import { type MissingImports, missingImports } from '../../src/image/checks/imports.ts';
import { firstWithout } from '../../src/image/checks/moved-imports.ts';
import type { Installed } from '../../src/image/installs/installed.ts';
import { providedBy } from '../../src/image/provided.ts';
import type { Diagnostic } from '../../src/lint/diagnostic.ts';
import type { DockerfileIn, Project } from '../../src/project/project.ts';
import { pinnedRelease } from '../../src/project/wheels.ts';
import { createService, type Service } from '../../src/service.ts';
import { finalStage } from '../../src/syntax/dockerfile/stages.ts';
import { normalName } from '../../src/syntax/requirements.ts';
import { apply } from '../../src/text/edit.ts';
import type { Path } from '../../src/text/path.ts';
import { readContent } from '../support/host.ts';
import { withoutRequirement } from './without-requirement.ts';

// node --import ./test/support/text-loader.mjs test/corpus/removed-lines.ts FOLDER…: for every project directly below, and each of its Dockerfiles whose
// imports are all answered, takes away each requirement that the started code imports and nothing else brings. The finding must be there with a fix
// that brings the same distribution back, be gone with it, and all must be as before when the text is restored. --all prints every line, not only failures.
const switches = new Set(process.argv.slice(2).filter((word) => word.startsWith('--')));
const folders = process.argv.slice(2).filter((word) => !word.startsWith('--'));

/** A requirement of a Dockerfile that one import needs. */
interface Needed {
  readonly dockerfile: Path;
  readonly module: string;
  readonly requirement: Installed;
  /** The distributions that have the module. */
  readonly alternatives: readonly string[];
  /** All others of its file or command are pinned. */
  readonly pinned: boolean;
}

type Step = 'found' | 'with fix' | 'fix right' | 'gone' | 'restored';

interface Trial {
  readonly where: string;
  readonly steps: ReadonlySet<Step>;
  readonly failures: readonly string[];
  readonly silent?: string;
}

const serviceAt = async (at: string): Promise<Service> => {
  const paths = (await walk(at, () => undefined)).map(({ path }) => path);
  const service = createService({
    name: basename(at).split('+').at(-1) ?? '',
    files: async () => paths,
    read: async (path) => {
      const file = join(at, path);
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    },
    content: readContent,
  });
  await service.load();
  return service;
};

/** What is asked of each Dockerfile of the project as it is now. */
const asked = <T>(
  service: Service,
  ask: (file: DockerfileIn, project: Project) => readonly T[],
): readonly T[] => {
  const all: T[] = [];
  service.questions((index) => {
    const project = index.view(() => undefined);
    for (const each of index.trees().dockerfiles) all.push(...ask(project.based(each), project));
    return [];
  });
  return all;
};

const neededIn = (file: DockerfileIn, project: Project): readonly Needed[] => {
  const stage = finalStage(file.stages);
  const { packages } = project;
  const found = stage && missingImports(file, stage, project);
  if (!found || !packages || found.missing.length + found.unmet.length > 0) return [];
  const { python } = found.installs;
  const seen = new Set<string>();
  return found.imports.flatMap(({ module, when }): readonly Needed[] => {
    const [top = module] = module.split('.');
    const own = distributionsOf(packages, module) ?? [normalName(top)];
    if (when !== 'always' || packages.standard.includes(top)) return [];
    const bringing = python.filter(({ name }) => own.includes(name));
    const [requirement] = bringing;
    if (!requirement || seen.has(requirement.name)) return [];
    seen.add(requirement.name);
    const others = python.filter((each) => each !== requirement);
    const left = providedBy({ ...found.installs, python: others }, packages, stage);
    if ([...own, normalName(top)].some((name) => left?.has(name))) return [];
    const beside = others.filter((each) => each.file === requirement.file);
    const pinned =
      beside.length > 0 && beside.every(({ version }) => pinnedRelease(version) !== undefined);
    return [{ dockerfile: file.path, module, requirement, alternatives: own, pinned }];
  });
};

const allFindings = (service: Service): readonly string[] =>
  [...service.linted(), ...service.codeFiles()].flatMap((path) =>
    service
      .findings(path)
      .map(({ at, message, rule }) => `${path}:${at.join('-')} ${rule.id} ${message}`),
  );

/** How often each error is there, by file and rule. */
const errorsIn = (service: Service): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const path of [...service.linted(), ...service.codeFiles()])
    for (const { rule, severity } of service.findings(path)) {
      const key = `${rule.id} in ${path}`;
      if (severity === 'error') counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return counts;
};

/** The finding in a Dockerfile that names what was taken away. */
const findingOf = (service: Service, { dockerfile, module, requirement }: Needed) =>
  service
    .findings(dockerfile)
    .find(
      ({ message, rule, severity }) =>
        severity === 'error' &&
        /^(?:missing-dependency|program-not-installed)$/.test(rule.id) &&
        (message.includes(`installs ${requirement.name}`) ||
          message.includes(`module named '${module.split('.')[0]}'`)),
    );

const putAll = async (service: Service, texts: ReadonlyMap<Path, string>): Promise<void> => {
  for (const [path, text] of texts) await service.update(path, text);
};

const textsWith = (
  service: Service,
  path: Path,
  edits: readonly {
    readonly path?: Path;
    readonly span: readonly [number, number];
    readonly text: string;
  }[],
): ReadonlyMap<Path, string> => {
  const files = new Set(edits.map((edit) => edit.path ?? path));
  return new Map(
    [...files].map((file) => [
      file,
      apply(
        service.text(file) ?? '',
        edits.filter((edit) => (edit.path ?? path) === file),
      ),
    ]),
  );
};

/** Why a fix does not bring back what was taken away as it should; another distribution of the same module, and another file that is installed, are right too. */
const wrongFix = (service: Service, needed: Needed): string | undefined => {
  const { alternatives, pinned, requirement } = needed;
  const [now] = installedNow(service, needed);
  const back = now?.installs.python.filter(({ name }) => alternatives.includes(name)) ?? [];
  const [same = back[0]] = back.filter(({ name }) => name === requirement.name);
  if (!same) return `${requirement.name} does not come back`;
  if (same.name !== requirement.name) notes.push(`${same.name} for ${requirement.name}`);
  if (same.file !== requirement.file) notes.push(`${same.file} for ${requirement.file}`);
  else if (pinned && pinnedRelease(same.version) === undefined)
    return 'is not pinned as the others';
  return undefined;
};

const notes: string[] = [];

const tryFix = async (
  service: Service,
  needed: Needed,
  finding: Diagnostic,
  errors: ReadonlyMap<string, number>,
  steps: Set<Step>,
): Promise<readonly string[]> => {
  const failures: string[] = [];
  const [fix] = finding.fixes ?? [];
  if (!fix) return [`no fix for «${finding.message}»`];
  steps.add('with fix');
  await putAll(service, textsWith(service, needed.dockerfile, fix.edits()));
  const wrong = wrongFix(service, needed);
  if (wrong === undefined) steps.add('fix right');
  else failures.push(`«${fix.title}» ${wrong}`);
  const created = [...errorsIn(service)].flatMap(([key, count]) =>
    count > (errors.get(key) ?? 0) ? [`«${fix.title}» leaves a new error ${key}`] : [],
  );
  const still = findingOf(service, needed);
  if (still) failures.push(`still there after «${fix.title}»: ${still.message}`);
  if (!still && created.length === 0) steps.add('gone');
  return [...failures, ...created];
};

/** What the Dockerfile brings now: undefined when that is not known. */
const installedNow = (
  service: Service,
  { dockerfile }: Pick<Needed, 'dockerfile'>,
): readonly MissingImports[] =>
  asked(service, (file, project) => {
    const stage = file.path === dockerfile ? finalStage(file.stages) : undefined;
    const found = stage && missingImports(file, stage, project);
    return found ? [found] : [];
  });

/** Takes the requirement away; false where no text without it is one in which the Dockerfile no longer names it. */
const takenAway = async (service: Service, needed: Needed): Promise<boolean> => {
  const { requirement } = needed;
  const text = service.text(requirement.file) ?? '';
  for (const without of withoutRequirement(text, requirement, service.kind(requirement.file))) {
    await service.update(requirement.file, without);
    const [now] = installedNow(service, needed);
    const same = now?.installs.python.some(
      ({ file, name, pip }) =>
        name === requirement.name && file === requirement.file && !!pip === !!requirement.pip,
    );
    if (!same) return true;
  }
  return false;
};

/** Why nothing has to be found: what else brings the distribution. */
const silence = (service: Service, needed: Needed): string | undefined => {
  const { name } = needed.requirement;
  const [now] = installedNow(service, needed);
  if (!now) return 'not all that is installed is known without it';
  const isKnown = asked(service, (_, { packages }) =>
    packages && Object.hasOwn(packages.packages, name) ? [name] : [],
  );
  if (isKnown.length === 0) return 'no table has that distribution';
  return now.installed.has(name) ? `something else brings ${name}` : undefined;
};

/** Why no fix can be written. */
const noFix = (service: Service, { dockerfile, requirement }: Needed): string | undefined => {
  const { file, name } = requirement;
  const text = service.text(file) ?? '';
  const [now] = installedNow(service, { dockerfile });
  if (now?.installs.last === undefined) return 'nothing else is installed';
  if (/(?:^|\/)(?:setup\.(?:py|cfg)|Pipfile)$/.test(file))
    return `only a tool or its author writes ${basename(file)}`;
  if (/autogenerated|--hash/.test(text)) return 'a tool writes the file';
  if (text.trim() === '') return 'nothing else stands in the file';
  const lost = asked(service, (_, { packages }) =>
    packages && firstWithout(name, now.imports, packages) ? [name] : [],
  );
  if (lost.length > 0) return `newer releases of ${name} lack what is imported`;
  if (!file.endsWith('.toml')) return undefined;
  if (/^\[tool\.poetry/m.test(text)) return 'Poetry writes its lock file';
  return ['uv.lock', 'poetry.lock', 'pdm.lock'].some(
    (lock) =>
      service.text(join(dirname(file), lock)) !== undefined || service.text(lock) !== undefined,
  )
    ? 'a lock file has to say it too'
    : undefined;
};

const tryOne = async (service: Service, at: string, needed: Needed): Promise<Trial> => {
  const { dockerfile, module, requirement } = needed;
  const where = `${at}/${dockerfile}: ${requirement.name} of ${requirement.file}, imported as ${module}`;
  const steps = new Set<Step>();
  const failures: string[] = [];
  const text = service.text(requirement.file) ?? '';
  const before = allFindings(service);
  const errors = errorsIn(service);
  const kept = new Map<Path, string>([[requirement.file, text]]);
  let silent: string | undefined;
  if (await takenAway(service, needed)) {
    const finding = findingOf(service, needed);
    if (finding) {
      steps.add('found');
      if (!finding.fixes?.length) silent = noFix(service, needed);
      for (const { path = dockerfile } of finding.fixes?.[0]?.edits() ?? [])
        if (!kept.has(path)) kept.set(path, service.text(path) ?? '');
      if (silent === undefined)
        failures.push(...(await tryFix(service, needed, finding, errors, steps)));
    } else {
      silent = silence(service, needed);
      if (silent === undefined) failures.push('no finding');
    }
  } else silent = 'it stands in several places';
  await putAll(service, kept);
  const after = allFindings(service);
  if (JSON.stringify(after) === JSON.stringify(before)) steps.add('restored');
  else
    failures.push(
      `not restored: ${missingIn(before, after).join('; ')} | gone: ${missingIn(after, before).join('; ')}`,
    );
  return { where, steps, failures, ...(silent === undefined ? {} : { silent }) };
};

const missingIn = (all: readonly string[], of: readonly string[]): readonly string[] =>
  of.filter((each) => !all.includes(each));

const projects = new Map<string, readonly Trial[]>();
for (const folder of folders)
  for (const each of readdirSync(folder, { withFileTypes: true })) {
    if (!each.isDirectory() || each.name.startsWith('.')) continue;
    const at = join(folder, each.name);
    const service = await serviceAt(at);
    const trials: Trial[] = [];
    for (const needed of asked(service, neededIn)) trials.push(await tryOne(service, at, needed));
    if (trials.length > 0) projects.set(at, trials);
    for (const { failures, silent, where } of trials) {
      for (const failure of failures) console.log(`${where}: ${failure}`);
      if (silent !== undefined) console.log(`${where}: not tried, ${silent}`);
      else if (failures.length === 0 && switches.has('--all')) console.log(`${where}: ok`);
    }
  }

const trials = [...projects.values()].flat();
const tried = trials.filter(({ silent, steps }) => silent === undefined || steps.has('found'));
const count = (step: Step): number => tried.filter(({ steps }) => steps.has(step)).length;
const isRight = ({ failures, silent }: Trial): boolean =>
  failures.length === 0 && silent === undefined;
const right = [...projects.values()].filter((own) => own.some(isRight)).length;
const whole = [...projects.values()].filter((own) =>
  own.every(({ failures }) => failures.length === 0),
).length;
const noFixes = tried.filter(({ silent }) => silent !== undefined).length;
console.log(
  `${projects.size} projects, ${right} of them with a line for which all is right, ${whole} without a failure`,
);
console.log(
  `${tried.length} lines removed: ${count('found')} found, ${count('with fix')} with a fix (${noFixes} where none can be written), ${count('fix right')} with the right one, ${count('gone')} gone after it, ${count('restored')} restored; ${trials.length - tried.length} more are not needed`,
);
if (notes.length > 0) console.log(`brought back otherwise: ${[...new Set(notes)].join(', ')}`);
