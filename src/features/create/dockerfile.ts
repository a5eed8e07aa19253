import { foreignImports } from '../../project/python-imports.ts';
import { lackedPackages } from '../../rules/project/missing-system-library.ts';
import { parseDockerfile } from '../../syntax/dockerfile/parse.ts';
import { joinPath, type Path } from '../../text/path.ts';
import { listed } from '../../text/words.ts';
import { type Asked, type Made, nameOfFolder } from './asked.ts';
import { type Command, commandOf } from './command.ts';
import { createIgnore } from './dockerignore.ts';
import { startsOf } from './folders.ts';
import { aptInstall, installOf } from './install.ts';
import { installedNames, type Needs, needsOf, newestPin } from './needs.ts';
import { isInPackage, modulesOutside, type Place, placeOf } from './place.ts';
import { type ChosenPython, choosePython, compilersFor } from './python-version.ts';
import { calledAs, isServer, type Start } from './starts.ts';

/** A Dockerfile, and a .dockerignore where there is none, for the Python project in a directory. */
export const createDockerfile = (folder: Path, asked: Asked, chosen?: string): Made => {
  const starts = startsOf(folder, asked);
  const [only, more] = starts.some(isServer) ? starts.filter(isServer) : starts;
  const start = chosen === undefined ? only : starts.find((each) => idOf(each) === chosen);
  if (!start) return { kind: 'none', why: whyNone(folder, asked) };
  if (chosen === undefined && more)
    return {
      kind: 'choose',
      starts: starts.map((each) => ({
        id: idOf(each),
        file: each.file,
        what: calledAs(each),
      })),
    };
  if (isInPackage(start, folder, asked.project))
    return {
      kind: 'none',
      why: `${start.file} is a module of a package that is ${folder === '' ? 'this directory' : folder} itself, by its relative imports: it starts from the directory above only.`,
    };
  const needs = needsOf(folder, asked.project);
  if (typeof needs === 'string') return { kind: 'none', why: needs };
  const place = placeOf(start, folder, needs, asked.project);
  const unsaid = needs.by === 'nothing' ? foreignOf(start, place, folder, asked) : [];
  if (unsaid.length > 0)
    return {
      kind: 'none',
      why: `No file says which packages the code needs: list what ${start.file} imports (${listed(unsaid)}) in ${joinPath(folder, 'requirements.txt')} first.`,
    };
  const text = textFor({ folder, asked, needs, place, start });
  const ignore = createIgnore(folder, asked);
  return {
    kind: 'files',
    files: [
      { path: joinPath(folder, 'Dockerfile') ?? 'Dockerfile', text },
      ...(ignore ? [ignore] : []),
    ],
  };
};

const idOf = ({ app, file, kind }: Start): string => [kind, file, app ?? ''].join(' ');

const whyNone = (folder: Path, { project }: Asked): string => {
  const where = folder === '' ? 'this directory' : folder;
  return project.under(folder).some((path) => path.endsWith('.py'))
    ? `Nothing in ${where} is seen to start: no web application, and no file with \`if __name__ == "__main__":\`.`
    : `There is no Python code in ${where}.`;
};

/** The modules that code without a list of dependencies imports from elsewhere. */
const foreignOf = (
  { file }: Start,
  { onPath, workdir }: Place,
  folder: Path,
  { project }: Asked,
): readonly string[] => {
  const standard = new Set(project.packages?.standard ?? []);
  const names = foreignImports(
    file,
    joinPath(folder, onPath ?? workdir) ?? folder,
    project,
  ).flatMap(({ module, when }) => (when === 'always' ? [module.split('.')[0] ?? module] : []));
  return [...new Set(names)]
    .filter((name) => !standard.has(name) && name !== '__future__')
    .slice(0, 6);
};

interface Parts {
  readonly folder: Path;
  readonly asked: Asked;
  readonly needs: Needs;
  readonly place: Place;
  readonly start: Start;
}

/** The text, with the libraries that a first draft of it is found to lack. */
const textFor = (parts: Parts): string => {
  const { asked, folder, needs, place, start } = parts;
  const { project } = asked;
  const python = choosePython(folder, needs, asked);
  const names = installedNames(needs, python.version, project);
  const command = commandOf(start, place, names, needs, asked);
  const draft = { ...parts, python, command, names };
  const path = joinPath(folder, 'Dockerfile') ?? 'Dockerfile';
  const lacked = lackedPackages({ ...parseDockerfile(write(draft, [])), path }, project);
  return write(draft, lacked);
};

interface Draft extends Parts {
  readonly python: ChosenPython;
  readonly command: Command;
  readonly names: ReadonlySet<string>;
}

const write = (draft: Draft, lacked: readonly string[]): string => {
  const { asked, command, folder, needs, place, python } = draft;
  const image = `python:${python.version}-slim-bookworm`;
  const addable = needs.by === 'requirements' || needs.by === 'project' || needs.by === 'nothing';
  const { missing } = command;
  const extra =
    missing && addable ? newestPin(missing, python.version, asked.project.packages) : undefined;
  const install = installOf({
    ...{ needs, image },
    compilers: compilersFor(needs, python.version, asked.project.packages),
    workspace: isWorkspace(folder, asked),
    ...(extra ? { extra } : {}),
  });
  const apt = [...(clones(folder, needs, asked) ? ['git'] : []), ...lacked].toSorted();
  const own = place.writes ? '--chown=app:app ' : '';
  const lines = [
    `# Build it with: docker build -t ${nameOfFolder(folder, asked.project)} ${folder === '' ? '.' : folder}`,
    ...(python.why && python.version !== '3.12'
      ? [`# Python ${python.version}: ${python.why}`]
      : []),
    ...gpuNote(draft),
    ...outsideNote(draft),
    ...(install.stage ?? []),
    `FROM ${image}`,
    ...envOf(draft),
    '',
    ...(apt.length > 0
      ? ['# Libraries and programs of the system that packages load.', aptInstall(apt), '']
      : []),
    '# Who runs the code: not root, with a home directory for what libraries keep.',
    `RUN useradd --uid 10001 --create-home app${place.writes ? ' && install -d -o app -g app /app' : ''}`,
    'WORKDIR /app',
    '',
    ...install.before,
    ...(install.before.length > 0 ? [''] : []),
    ...(place.writes ? ['# The code writes files beside itself.'] : []),
    `COPY ${own}. .`,
    ...install.after,
    ...(place.workdir === '' ? [] : [`WORKDIR /app/${place.workdir}`]),
    'USER 10001',
    ...(command.port === undefined ? [] : [`EXPOSE ${command.port}`]),
    ...startLines(command, addable, needs),
    '',
  ];
  return lines.join('\n');
};

const envOf = ({ command, place }: Draft): readonly string[] => {
  const all: Record<string, string> = {
    PYTHONUNBUFFERED: '1',
    ...(place.onPath === undefined
      ? {}
      : { PYTHONPATH: `/app${place.onPath === '' ? '' : `/${place.onPath}`}` }),
    ...command.env,
  };
  return [
    `ENV ${Object.entries(all)
      .map(([name, value]) => `${name}=${/\s/.test(value) ? JSON.stringify(value) : value}`)
      .join(' ')}`,
  ];
};

const startLines = (
  { missing, note, words }: Command,
  addable: boolean,
  { by }: Needs,
): readonly string[] => {
  const cmd = `CMD [${words.map((word) => JSON.stringify(word)).join(', ')}]`;
  if (missing === undefined || addable) return [...(note ? [`# ${note}`] : []), cmd];
  const add =
    by === 'uv'
      ? `uv add ${missing}`
      : by === 'poetry'
        ? `poetry add ${missing}`
        : `pipenv install ${missing}`;
  return [
    `# ${missing}, which starts the code, is not among the dependencies: run \`${add}\`, then take away the # of the next line.`,
    `# ${cmd}`,
  ];
};

const gpuNote = ({ names, needs }: Draft): readonly string[] => {
  const own = needs.wanted.find(({ name }) => name === 'onnxruntime-gpu');
  return own && !own.extras.includes('cuda') && !names.has('torch')
    ? [
        '# onnxruntime-gpu finds no CUDA in this image and falls back to the CPU: nvidia/cuda has it, or onnxruntime-gpu[cuda,cudnn] installs it.',
      ]
    : [];
};

/** That code imports modules of the project from outside of the directory, which the build does not see. */
const outsideNote = ({ asked, folder, place, start }: Draft): readonly string[] => {
  const outside = modulesOutside(start, place, folder, asked.project);
  return outside.length > 0
    ? [
        `# ${listed(outside)} ${outside.length > 1 ? 'are' : 'is'} imported and not in this directory: install ${outside.length > 1 ? 'them' : 'it'}, or build from the directory that has both.`,
      ]
    : [];
};

const isWorkspace = (folder: Path, { text }: Asked): boolean =>
  /^\[tool\.uv\.workspace\]|^\s*[\w-]+\s*=\s*\{[^}]*\b(?:path|workspace)\s*=/m.test(
    text(joinPath(folder, 'pyproject.toml') ?? '') ?? '',
  );

/** Whether a dependency is cloned with git. */
const clones = (folder: Path, needs: Needs, { project, text }: Asked): boolean =>
  needs.files.some((file) => {
    const path = joinPath(folder, file) ?? file;
    return (
      (project.requirements(path)?.cloned.length ?? 0) > 0 ||
      (/\.(?:lock|toml)$/.test(file) &&
        /\bgit\+(?:https|ssh):|\bsource = \{ git = |\bgit = "/.test(text(path) ?? ''))
    );
  });
