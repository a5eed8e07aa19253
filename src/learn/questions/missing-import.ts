import { installsOf } from '../../image/installs/installed.ts';
import { type Entry, entryOf } from '../../image/start/entry.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn } from '../../project/project.ts';
import { type ForeignImport, foreignImports } from '../../project/python-imports.ts';
import { startCommand } from '../../project/start-command.ts';
import missingDependency from '../../rules/project/missing-dependency.ts';
import missingLibrary from '../../rules/project/missing-system-library.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage, lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { nameOf, pythonProgram } from '../../syntax/shell/program.ts';
import { imageName } from '../../text/image.ts';
import { ancestors, dirname, type Path, relativeTo } from '../../text/path.ts';
import { type Asked, evidenceAt, type Maker, question, say } from './make.ts';

/** Asks how a container stops whose start file imports what nothing installs. */
export const missingImport: Maker = function* (asked) {
  for (const file of asked.dockerfiles) {
    const stage = finalStage(file.stages);
    const image = stage && rootImage(stage);
    if (!stage || !image || imageName(image) !== 'python' || usesOther(stage)) continue;
    const missing = firstMissing(asked, file, stage);
    if (!missing) continue;
    const { module, distribution, entry, at } = missing;
    const line = evidenceAt(asked, entry, at);
    yield question({
      maker: 'missing-import',
      concept: 'missing-dependencies',
      fact: 'image-lacks-it',
      difficulty: 2,
      stem: say`The image of ${asked.shown(file.path)} was built from the files as they are, and a container of it is started. What does its log say?`,
      right: {
        text: say`${`ModuleNotFoundError: No module named '${module}'`}`,
        why: say`${asked.shown(entry)} imports ${module}, and nothing in the Dockerfile installs ${distribution}.`,
      },
      wrong: [
        {
          text: say`${`ImportError: lib${module}.so: cannot open shared object file`}`,
          why: say`That is the text for a system library; here the Python package itself is not in the image.`,
        },
        {
          text: say`${`SyntaxError: invalid syntax: import ${module}`}`,
          why: say`The line is correct Python. It is the package that is not there.`,
        },
        {
          text: say`No error, since ${module} is taken from the host that runs it`,
          why: say`A container uses the files of its image; packages of the host are not among them.`,
        },
      ],
      hints: [
        say`Go through the imports of the start file, and look for the line that installs each of them.`,
      ],
      evidence: line,
    });
  }
};

/** Whether another environment than the one of the image may be installed into, or started. */
const usesOther = (stage: Stage): boolean =>
  lineage(stage)
    .flatMap(({ instructions }) => instructions)
    .some(
      (each) =>
        each.onbuild === true ||
        each.keyword === 'ONBUILD' ||
        (each.keyword === 'RUN' &&
          each.script.commands.some(({ words }) =>
            words.some(({ text }) => /venv|conda|--target|--prefix|--user/.test(text)),
          )) ||
        (each.keyword === 'ENV' &&
          each.pairs.some(
            ({ key }) =>
              /^(?:PATH|PYTHON\w+)$/.test(key.text) &&
              key.text !== 'PYTHONUNBUFFERED' &&
              key.text !== 'PYTHONDONTWRITEBYTECODE',
          )),
    );

/** The import at which the start file stops; undefined when another thing may stop it before. */
const firstMissing = (asked: Asked, file: DockerfileIn, stage: Stage) => {
  const { project } = asked;
  const { folder } = buildContext(file, project);
  const entry = entryOf(file, stage, project);
  const { packages } = project;
  if (!entry || !packages || missingDependency.on !== 'dockerfile') return undefined;
  if (!isStarted(file, stage, folder, asked) || lacksLibrary(file, asked)) return undefined;
  const found = [...missingDependency.check(file, project)].flatMap(({ related }) => related ?? []);
  const own = found.filter((each) => each.file === entry.file).sort((a, b) => a.at[0] - b.at[0]);
  const [first] = own;
  if (!first || own.length < found.length) return undefined;
  const imports = foreignImports(entry.file, entry.root, project);
  const each = imports.find(
    ({ file: at, at: [start] }) => at === first.file && start === first.at[0],
  );
  const text = asked.text(entry.file);
  const [module = ''] = each?.module.split('.') ?? [];
  const line = text.lastIndexOf('\n', first.at[0] - 1) + 1;
  // An import that is indented may stand in a branch that does not run.
  const isPlain =
    /^(?:import|from)\b/.test(text.slice(line)) && hasImportsOnly(text.slice(0, line));
  if (!reaches(asked, entry, first.at[0], imports)) return undefined;
  if (!each || !isPlain || module === '' || shared.test(module)) return undefined;
  const distribution = (packages.imports[module] ?? [module])[0] ?? module;
  return { module, distribution, entry: entry.file, at: first.at };
};

/** Whether an import may stop at a system library before. */
const lacksLibrary = (file: DockerfileIn, { project }: Asked): boolean =>
  missingLibrary.on === 'dockerfile' && [...missingLibrary.check(file, project)].length > 0;

/** Whether nothing before an import of the start file can fail. */
const reaches = (
  { project }: Asked,
  { file, root }: Entry,
  offset: number,
  foreign: readonly ForeignImport[],
): boolean => {
  const { packages } = project;
  const earlier = project.python(file)?.imports.filter(({ span }) => span[0] < offset) ?? [];
  const inits = ancestors(dirname(file))
    .filter((folder) => folder !== root && relativeTo(root, folder) !== undefined)
    .map((folder) => `${folder}/__init__.py`);
  return (
    packages !== undefined &&
    earlier.every(({ module, span, when }) => {
      const top = module.split('.')[0] ?? '';
      return (
        when !== 'always' ||
        (foreign.some((each) => each.file === file && each.at[0] === span[0]) &&
          (packages.standard.includes(top) || Object.hasOwn(packages.imports, top)))
      );
    }) &&
    inits.every((each) => !project.exists(each) || project.python(each)?.imports.length === 0)
  );
};

/** Whether a text holds imports, comments and a docstring, and nothing else that may fail. */
const hasImportsOnly = (text: string): boolean =>
  text
    .replace(/("""|''')[\s\S]*?\1/g, '')
    .split(/\r?\n/)
    .every((line) => /^(?:\s|#|\)|$|(?:import|from)\s)/.test(line));

/** Packages that some base images bring, and those of which a part can be there without another. */
const shared =
  /^(?:setuptools|pkg_resources|wheel|google|azure|nvidia|opentelemetry|sphinxcontrib|zope|ruamel|jaraco|backports|mpl_toolkits)$/;

/** Whether the program that imports the start file is itself in the image. */
const isStarted = (
  file: DockerfileIn,
  stage: Stage,
  context: Path,
  { project }: Asked,
): boolean => {
  const words = startCommand(stage)?.words ?? [];
  const python = pythonProgram(words);
  if (python?.file) return /^python3?$/.test(words[0]?.text ?? '');
  const name = python?.module ? python.module.text.split('.')[0] : nameOf(words[0]);
  if (name === undefined || name !== 'uvicorn') return false;
  return installsOf(file, stage, context, project).python.some((each) => each.name === name);
};
