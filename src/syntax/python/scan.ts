import type { Span } from '../../text/span.ts';
import {
  type Call,
  type DataWorkers,
  type Download,
  dataWorkers,
  firstDownload,
  type ReadVariable,
  readCalls,
  readPorts,
} from './calls.ts';
import { type Idle, idleIn } from './idle.ts';
import { type Implied, impliedIn, type Pickled, pickledIn } from './implied.ts';
import { insistingTries } from './insisting-tries.ts';
import { maskStrings } from './mask.ts';
import { type NeededVariables, neededVariables } from './needed-variables.ts';
import { type Opened, openedIn } from './opened.ts';
import { type Prints, printsOf } from './prints.ts';
import type { ProjectFile } from './project-file.ts';
import { type RayServe, rayServeIn } from './ray-serve.ts';
import { pathLiterals, type Routes, readRoutes } from './routes.ts';
import { readSetup } from './setup.ts';
import { systemCalls } from './system-calls.ts';
import { absentApps, type WebObject, webObjects } from './web-objects.ts';
import { writesFiles } from './writes.ts';

/** What a Python file tells: its imports and the server calls in it. */
export interface PythonFile {
  readonly imports: readonly Import[];
  readonly calls: readonly Call[];
  /** It takes files that are uploaded. */
  readonly uploads?: true;
  /** The variables named as ports that it reads. */
  readonly ports?: readonly ReadVariable[];
  /** Where it says that worker processes read the data of a training. */
  readonly workers?: DataWorkers;
  /** The first call that downloads from the Hugging Face Hub. */
  readonly download?: Download;
  /** What it answers, where it is a server of FastAPI, Starlette or Flask. */
  readonly routes?: Routes;
  /** The variables that it cannot be loaded without. */
  readonly variables?: NeededVariables;
  /** It prints, and leaves to Python when that is written. */
  readonly prints?: Prints;
  /** What it does where it comes to its end at once. */
  readonly idle?: Idle;
  /** The web applications that it makes, and how servers have to call them. */
  readonly apps?: readonly WebObject[];
  /** It has no code at all. */
  readonly empty?: true;
  /** Usual names of applications that the module cannot have: its text holds them nowhere. */
  readonly absentApps?: readonly string[];
  /** It starts Ray Serve. */
  readonly rayServe?: RayServe;
  /** It makes files or directories elsewhere than below `/tmp`. */
  readonly writes?: true;
  /** It speaks of GPUs, or of CUDA. */
  readonly gpu?: true;
  /** It changes where Python looks for modules. */
  readonly changesPath?: true;
  /** It says itself which package it is in (PEP 366). */
  readonly setsPackage?: true;
  /** The functions and methods that it calls which need a library or a program of the system. */
  readonly system?: readonly string[];
  /** What it uses of libraries that needs more than they require. */
  readonly implied?: readonly Implied[];
  /** The files that it reads by literal paths. */
  readonly opened?: readonly Opened[];
  /** The files of pickled objects that it reads and writes. */
  readonly pickled?: readonly Pickled[];
  /** Its string literals that begin with a slash; undefined when there are too many. */
  readonly pathLiterals: readonly string[] | undefined;
  /** What its call of `setup()` says that its project needs. */
  readonly setup?: ProjectFile;
}

/** One imported module. */
export interface Import {
  /** The dotted name; for `from .a import b` the part behind the dots. */
  readonly module: string;
  /** Leading dots of a relative import. */
  readonly level: number;
  /** Names behind `from … import`. */
  readonly names: readonly string[];
  readonly span: Span;
  /** `always` runs when the module is loaded; `guarded` stands in try or a condition; `lazy` in a function. */
  readonly when: 'always' | 'guarded' | 'lazy';
  /** A lazy one that stands in try or a condition of its function. */
  readonly guarded?: true;
}

const importLine =
  /^([ \t]*)(?:import[ \t]+(.+)|from[ \t]+(\.*)[ \t]*([\w.]*)[ \t]+import[ \t]*(.*))$/;

const pathChange =
  /\bsys\.(?:path|meta_path|modules)\b|\b(?:addsitedir|extend_path|spec_from_file_location|lazy_loader)\b/;

/** Scans a Python file without parsing it; strings and comments are passed over. */
export const scanPython = (text: string): PythonFile => {
  const masked = maskStrings(text);
  const workers = dataWorkers(text, masked);
  const download = firstDownload(text, masked);
  const ports = readPorts(text, masked);
  const routes = readRoutes(text, masked);
  const variables = neededVariables(text, masked);
  const prints = printsOf(masked);
  const system = systemCalls(masked);
  const imports = readImports(masked);
  const implied = impliedIn(masked, imports);
  const pickled = pickledIn(text, masked);
  const opened = openedIn(text, masked);
  const idle = idleIn(masked);
  const setup = readSetup(text, masked);
  const apps = webObjects(masked, imports);
  const absent = absentApps(masked);
  const calls = readCalls(text, masked);
  const rayServe = rayServeIn(text, masked, imports, calls);
  return {
    imports,
    calls,
    ...(rayServe ? { rayServe } : {}),
    ...(upload.test(masked) ? { uploads: true } : {}),
    ...(workers ? { workers } : {}),
    ...(download ? { download } : {}),
    ...(ports.length > 0 ? { ports } : {}),
    ...(routes ? { routes } : {}),
    ...(variables ? { variables } : {}),
    ...(prints ? { prints } : {}),
    ...(idle ? { idle } : {}),
    ...(apps.length > 0 ? { apps } : {}),
    ...(absent.length > 0 ? { absentApps: absent } : {}),
    ...(masked.trim() === '' ? { empty: true } : {}),
    ...(writesFiles(text, masked) ? { writes: true } : {}),
    ...(/cuda|\bgpus?\b|device_map|nvidia/i.test(text) ? { gpu: true } : {}),
    ...(pathChange.test(masked) ? { changesPath: true } : {}),
    ...(/\b__package__\b/.test(masked) ? { setsPackage: true } : {}),
    ...(system.length > 0 ? { system } : {}),
    ...(implied.length > 0 ? { implied } : {}),
    ...(opened.length > 0 ? { opened } : {}),
    ...(pickled.length > 0 ? { pickled } : {}),
    pathLiterals: pathLiterals(text),
    ...(setup ? { setup } : {}),
  };
};

/** The ways of FastAPI, Flask, Django, aiohttp and Streamlit to take a file. */
const upload =
  /\bUploadFile\b|\brequest\.(?:files|FILES)\b|\bst\.file_uploader[ \t]*\(|\.multipart\(\)/;

interface Block {
  readonly indent: number;
  readonly kind: Import['when'];
}

const readImports = (masked: string): readonly Import[] => {
  const imports: Import[] = [];
  const blocks: Block[] = [];
  const insisting = insistingTries(masked);
  for (const line of joinedLines(masked)) {
    const indent = line.text.length - line.text.trimStart().length;
    if (line.text.trim() === '') continue;
    while ((blocks.at(-1)?.indent ?? -1) >= indent) blocks.pop();
    const match = importLine.exec(line.text);
    if (!match) {
      const kind = insisting.has(line.start) ? undefined : blockKind(line.text.trim());
      if (kind) blocks.push({ indent, kind });
      continue;
    }
    // A backslash that continues no line is a syntax error: Python runs nothing of the file.
    if (line.text.includes('\\')) return [];
    const when = blocks.some(({ kind }) => kind === 'lazy')
      ? 'lazy'
      : (blocks.find(({ kind }) => kind === 'guarded')?.kind ?? 'always');
    const guarded = when === 'lazy' && blocks.some(({ kind }) => kind === 'guarded');
    imports.push(
      ...(match[2] === undefined
        ? fromImport(match, line, when)
        : plainImports(match[2], line, when)
      ).map((each) => (guarded ? { ...each, guarded: true as const } : each)),
    );
  }
  return imports;
};

const blockKind = (line: string): Import['when'] | undefined => {
  if (/^(?:async\s+)?def\b/.test(line)) return 'lazy';
  if (/^if\s+__name__\s*==/.test(line)) return 'always';
  if (/^(?:try|except|else|elif|if|finally)\b/.test(line)) return 'guarded';
  return undefined;
};

interface Line {
  readonly text: string;
  readonly start: number;
}

function* joinedLines(masked: string): Generator<Line> {
  const pattern = /[^\n]*/y;
  for (let at = 0; at < masked.length; ) {
    pattern.lastIndex = at;
    let text = pattern.exec(masked)?.[0] ?? '';
    const start = at;
    at += text.length + 1;
    const wanted = /^[ \t]*(?:from|import)\b/.test(text);
    while (
      wanted &&
      at < masked.length &&
      (/\\\r?$/.test(text) || (text.includes('(') && !text.includes(')')))
    ) {
      pattern.lastIndex = at;
      const more = pattern.exec(masked)?.[0] ?? '';
      text = `${text.replace(/\\\r?$/, ' ')} ${more}`;
      at += more.length + 1;
      if (text.length > 20_000) break;
    }
    yield { text: text.replace(/\r$/, ''), start };
  }
}

const plainImports = (list: string, line: Line, when: Import['when']): Import[] =>
  list
    .split(';')[0]
    ?.split(',')
    .flatMap((part) => {
      const module = /^\s*([A-Za-z_][\w.]*)/.exec(part)?.[1];
      if (!module) return [];
      const at = line.start + line.text.indexOf(module);
      return [{ module, level: 0, names: [], span: [at, at + module.length] as const, when }];
    }) ?? [];

const fromImport = (match: RegExpExecArray, line: Line, when: Import['when']): Import[] => {
  const dots = match[3] ?? '';
  const module = match[4] ?? '';
  if (dots === '' && module === '') return [];
  const at = line.start + line.text.indexOf(`${dots}${module}`, line.text.indexOf('from') + 4);
  const names = (match[5] ?? '')
    .split(/[(),;\s]+/)
    .filter((name) => /^[A-Za-z_]\w*$/.test(name) && name !== 'as');
  return [
    { module, level: dots.length, names, span: [at, at + dots.length + module.length], when },
  ];
};
