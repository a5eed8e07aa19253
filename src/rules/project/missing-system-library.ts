import { compare, valid } from '@renovatebot/pep440';
import { baseImage } from '../../data/base-images.ts';
import { type DebianKnowledge, lacksPackage } from '../../data/debian-knowledge.ts';
import { releaseOf } from '../../data/image-release.ts';
import { packageFacts } from '../../data/python-knowledge.ts';
import { type Need, type SystemLibrary, systemLibraries } from '../../data/system-libraries.ts';
import { broughtByApt } from '../../image/installs/debian-packages.ts';
import { type Installed, type Installs, installsOf } from '../../image/installs/installed.ts';
import { isProjectInstall } from '../../image/installs/project-installs.ts';
import { programsIn } from '../../image/programs.ts';
import { codeOf, type ModuleUse, type StageCode, useOf } from '../../image/start/module-use.ts';
import { closureOf, surelyBrings } from '../../project/closure.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { commandsOf } from '../../syntax/dockerfile/select.ts';
import { finalStage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import type { ImageRef } from '../../text/image.ts';
import type { Span } from '../../text/span.ts';
import type { Finding, Rule, Severity } from '../rule.ts';
import { systemLibraryFixes } from '../system-library-fixes.ts';
import docs from './missing-system-library.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-system-library',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'system-libraries',
  fix: 'suggested',
  about: ['pip', 'python', 'pypy', 'uv'],

  *check(file, project) {
    for (const { around, found, library, needs } of lackedBy(file, project))
      yield finding(library, needs, found, around);
  },
};
export default rule;

/** The Debian packages that an image lacks for what it installs, each once. */
export const lackedPackages = (file: DockerfileIn, project: Project): readonly string[] => [
  ...new Set(
    [...lackedBy(file, project)].flatMap(({ around, needs }) =>
      needs.map((need) => packageIn(need, around)),
    ),
  ),
];

interface Lacked {
  readonly library: SystemLibrary;
  readonly needs: readonly Need[];
  readonly found: Found;
  readonly around: Around;
}

function* lackedBy(file: DockerfileIn, project: Project): Generator<Lacked> {
  if (!mayNeed(file)) return;
  const stage = finalStage(file.stages);
  const image = stage && rootImage(stage);
  const base = image && baseImage(image);
  const { debian } = project;
  if (!stage || !image || !debian || base?.libc !== 'glibc') return;
  if (base.packages === 'unknown' && !base.lacks) return;
  const { folder } = buildContext(file, project);
  const installs = installsOf(file, stage, folder, project);
  if (installs.aptOpen) return;
  const there = broughtByApt(installs, image, debian);
  const rows = there ? systemLibraries.filter((row) => installers(row, installs).length > 0) : [];
  if (!there || rows.length === 0) return;
  const around = {
    ...{ file, stage, image, project, debian, installs, there },
    code: codeOf(file, stage, folder, project),
  };
  for (const library of rows) {
    const needs = library.needs.filter(
      (need) =>
        (!base.lacks || need.apt.some((name) => base.lacks?.includes(name))) &&
        isMissing(need, around),
    );
    const found = needs.length > 0 ? foundFor(library, around) : undefined;
    if (found) yield { library, needs, found, around };
  }
}

/** What is asked again for each library. */
interface Around {
  readonly file: DockerfileIn;
  readonly stage: Stage;
  readonly image: ImageRef;
  readonly project: Project;
  readonly debian: DebianKnowledge;
  readonly installs: Installs;
  /** The libraries and programs that the image and apt bring. */
  readonly there: ReadonlySet<string>;
  readonly code: StageCode;
}

const needy: ReadonlySet<string> = new Set(
  systemLibraries.flatMap(({ distributions, loadedBy = {} }) => [
    ...distributions,
    ...Object.keys(loadedBy),
  ]),
);

/** Whether an install reads a file, or names a package that needs a library: few do, and following all is slow. */
const mayNeed = (file: DockerfileIn): boolean =>
  commandsOf(file).some((command) => {
    const install = pipInstall(command);
    if (!install) return isProjectInstall(command);
    if (install.opaque.length > 0) return true;
    return install.requirements.length > 0 || install.packages.some(({ name }) => needy.has(name));
  });

const installers = (
  { distributions, loadedBy = {} }: SystemLibrary,
  { python }: Installs,
): readonly Installed[] => [
  ...python.filter(({ name }) => distributions.includes(name)),
  ...python.filter(({ name }) => Object.hasOwn(loadedBy, name)),
];

const isMissing = (
  { apt, program }: Need,
  { file, stage, project, debian, there }: Around,
): boolean => {
  if (apt.some((name) => there.has(name))) return false;
  if (program === undefined) return true;
  if (there.has(program)) return false;
  const programs = programsIn(file, stage, project, debian);
  return programs !== undefined && !programs.has(program);
};

/** What installs a distribution that needs a library, and the code that loads it. */
interface Found {
  readonly by: Installed;
  readonly distribution: string;
  /** Undefined where only the Dockerfile names it. */
  readonly use?: ModuleUse;
}

const foundFor = (library: SystemLibrary, around: Around): Found | undefined => {
  const { code, file, installs, project } = around;
  const { packages } = project;
  const { without = [], since } = library;
  if (without.length > 0 && packages) {
    const { names } = closureOf(installs.python, undefined, packages);
    if (without.some((name) => names.has(name))) return undefined;
  }
  for (const by of installers(library, installs)) {
    const loadedAs = library.loadedBy?.[by.name];
    const module = loadedAs ?? library.module;
    const distribution = loadedAs ? broughtWith(by, library, project) : by.name;
    if (!distribution || (!loadedAs && isOlder(by.version, since))) continue;
    const use = useOf(module, code, project);
    if (use && (library.when === 'import' || (code.entry && callsIt(library, use, around))))
      return { by, distribution, use };
    // An image without code of its own is for what its Dockerfile names.
    if (!use && !code.entry && library.when === 'import' && by.file === file.path)
      return { by, distribution };
  }
  return undefined;
};

/** The distribution that needs the library, of those that another one loads. */
const broughtWith = (
  by: Installed,
  { distributions }: SystemLibrary,
  { packages }: Project,
): string | undefined => {
  if (!packages) return undefined;
  // What was measured is so for one whose releases were not read.
  if (!packageFacts(packages, by.name)) return distributions[0];
  return distributions.find((name) => surelyBrings(by, name, undefined, packages));
};

/** Whether a specifier holds a distribution below a release: by a pin, or by an upper bound. */
const isOlder = (version: string, since: string | undefined): boolean => {
  const [, operator = '', bound = ''] = /(===?|~=|<=?)\s*v?(\d[\w.]*)/.exec(version) ?? [];
  const release = bound.replace(/\.$/, '');
  if (since === undefined || release === '') return false;
  if (!valid(release)) return true;
  const order = compare(release, since);
  return operator === '<' ? order <= 0 : order < 0;
};

/** Whether the file that imports a module calls what needs the program. */
const callsIt = (
  { calls, notBeside = [] }: SystemLibrary,
  { by }: ModuleUse,
  { project }: Around,
): boolean => {
  const python = project.python(by.file);
  return (
    (!calls || calls.some((name) => python?.system?.includes(name))) &&
    !python?.imports.some(({ module }) => notBeside.includes(module.split('.')[0] ?? ''))
  );
};

const finding = (
  library: SystemLibrary,
  needs: readonly Need[],
  found: Found,
  around: Around,
): Finding => {
  const { file, image, installs, stage } = around;
  const { by, distribution, use } = found;
  const own = by.file === file.path;
  const names = needs.map((need) => packageIn(need, around));
  const subject = by.name === distribution ? by.name : `${by.name} brings ${distribution}, which`;
  const lacks = `${subject} needs ${names.join(' and ')}, which ${image.text} lacks`;
  const severity = severityOf(library, use);
  return {
    at: own ? by.at : installAt(installs, stage),
    message: `${lacks}: ${errorOf(needs[0], by.name === distribution ? by.version : '')}`,
    ...(severity ? { severity } : {}),
    ...relatedTo(found, own),
    fixes: systemLibraryFixes({ names, library, by, ...around }),
  };
};

/** What a release prints, as a sentence. */
const errorOf = (need: Need | undefined, version: string): string => {
  const { later, error = '' } = need ?? {};
  const text = later && !isOlder(version, later.since) ? later.error : error;
  return text.replace(/\.?$/, '.');
};

/** The name that the image's release has for what is needed. */
const packageIn = ({ apt }: Need, { image, debian }: Around): string => {
  const release = releaseOf(image);
  const suite = release?.suite ?? 'trixie';
  return apt.find((name) => !lacksPackage(debian, suite, name)) ?? apt[0] ?? '';
};

const severityOf = ({ when }: SystemLibrary, use: ModuleUse | undefined): Severity | undefined =>
  when === 'import' && (!use || use.sure === 'start') ? undefined : 'warning';

const relatedTo = ({ by, use }: Found, own: boolean): Pick<Finding, 'related'> => {
  const related = [
    ...(own ? [] : [{ file: by.file, at: by.at, message: `the line that installs ${by.name}` }]),
    ...(use
      ? [{ file: use.by.file, at: use.by.at, message: `the import of ${use.by.module}` }]
      : []),
  ];
  return related.length > 0 ? { related } : {};
};

const installAt = ({ last }: Installs, stage: Stage): Span => {
  const commands = last?.run.script.commands ?? [];
  const install = commands.flatMap((command) => pipInstall(command) ?? []).at(-1);
  const whole = install?.span ?? commands.findLast(isProjectInstall)?.span;
  return install?.requirements[0]?.span ?? whole ?? stage.from.word.span;
};
