import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalName } from '../../syntax/requirements.ts';
import type { Asked } from './asked.ts';

const longest = 4 * 60_000;
const largest = 2000;
const largestCache = 5000;
const mostUnbuilt = 6;

/** Distributions too large to install, with their modules: it is enough that the resolver takes them. */
const large: readonly (readonly [name: RegExp, modules: readonly string[]])[] = [
  [/^torch$/, ['torch', 'torchgen', 'functorch']],
  [/^(torchvision|torchaudio|triton|jaxlib|vllm|pyspark|cupy)$/, ['$1']],
  [/^(?:tensorflow(?:-cpu|-gpu|-intel)?)$/, ['tensorflow']],
  [/^nvidia-.*$/, ['nvidia']],
  [/^(?:cuda-|intel-|mkl$|flashinfer)/, []],
];

/** What stands in a folder after an install, or why there is none. */
export type Environment =
  | {
      readonly folder: string;
      /** Distributions by their normal names. */
      readonly names: ReadonlySet<string>;
      /** Modules that are there but not in the folder. */
      readonly modules: ReadonlySet<string>;
      /** Distributions without a wheel: what these bring is not known. */
      readonly unbuilt: readonly string[];
    }
  | { readonly skipped: string };

/** Runs uv for what stands below `work`. */
export interface Uv {
  readonly program: string;
  readonly work: string;
}

/** Installs what a Dockerfile asks for, as wheels of PyPI for a Python on Linux; no code of the project or of a source distribution runs. */
export const environmentOf = async (
  asked: readonly Asked[],
  python: string,
  uv: Uv,
): Promise<Environment> => {
  const folder = join(uv.work, 'environment');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const cache = join(uv.work, 'cache');
  if (existsSync(cache) && megabytes(cache) > largestCache) rmSync(cache, { recursive: true });
  const until = Date.now() + longest;
  let pins: ReadonlyMap<string, string> = new Map();
  const unbuilt = new Set<string>();
  for (const each of asked) {
    const lines = each.by === 'lock' ? await lockedLines(each, uv, until) : each.lines;
    if (typeof lines === 'string') return { skipped: lines };
    const constraints = each.by === 'lines' ? each.constraints : [];
    const alone = each.by === 'lines' ? each.alone : each.by === 'lock';
    const found = await resolved({ lines, constraints, alone, pins, python, unbuilt, uv, until });
    if (typeof found === 'string') return { skipped: found };
    pins = new Map([...pins, ...found]);
  }
  const modules = new Set<string>();
  const small = [...pins].filter(([name]) => {
    const row = large.find(([pattern]) => pattern.test(name));
    for (const module of row?.[1] ?? []) modules.add(name.replace(row?.[0] ?? /^$/, module));
    return !row;
  });
  const file = join(uv.work, 'pins.txt');
  writeFileSync(file, small.map(([, line]) => `${line}\n`).join(''));
  const words = ['pip', 'install', '--no-deps', '--target', folder, '-r', file];
  const ran = await run(uv, [...words, ...wheelsFor(python)], until, folder);
  if (ran.failed !== undefined) return { skipped: ran.failed };
  return { folder, names: new Set(pins.keys()), modules, unbuilt: [...unbuilt] };
};

/** Images have the newest patch; without one, uv takes the first. */
const wheelsFor = (python: string): readonly string[] => [
  ...['--python-version', `${python}.20`, '--python-platform', 'x86_64-manylinux_2_36'],
  ...['--only-binary', ':all:'],
];

interface Question {
  readonly lines: readonly string[];
  readonly constraints: readonly string[];
  readonly alone: boolean;
  /** What earlier commands installed: it stays where it fits. */
  readonly pins: ReadonlyMap<string, string>;
  readonly python: string;
  readonly unbuilt: Set<string>;
  readonly uv: Uv;
  readonly until: number;
}

/** A line with the release that is installed for each distribution, by its normal name; a text says why there is none. */
const resolved = async (question: Question): Promise<ReadonlyMap<string, string> | string> => {
  const { alone, constraints, lines, pins, python, unbuilt, until, uv } = question;
  const file = (name: string, content: readonly string[]): string => {
    const path = join(uv.work, name);
    writeFileSync(path, content.map((line) => `${line}\n`).join(''));
    return path;
  };
  let earlier = [...pins.values()];
  for (;;) {
    const never = [...unbuilt].map((name) => `${name}; sys_platform == 'never'`);
    const words = [
      ...['pip', 'compile', file('asked.txt', lines), '--no-header', '--no-annotate', '-q'],
      ...['--constraints', file('constraints.txt', [...constraints, ...earlier])],
      ...['--overrides', file('overrides.txt', never), ...(alone ? ['--no-deps'] : [])],
    ];
    const { failed, printed } = await run(uv, [...words, ...wheelsFor(python)], until);
    if (failed === undefined) {
      const rows = printed.split('\n').filter((line) => /^[\w.-]+==/.test(line));
      return new Map(rows.map((line) => [normalName(line.split('==')[0] ?? ''), line]));
    }
    const [, name] =
      /([A-Za-z0-9][\w.-]*?)(?:[=<>~!]=?\S+)? (?:has|have) no (?:usable )?wheels/.exec(failed) ??
      [];
    if (name !== undefined && !unbuilt.has(normalName(name)) && unbuilt.size < mostUnbuilt)
      unbuilt.add(normalName(name));
    else if (earlier.length > 0) earlier = [];
    else return failed;
  }
};

const lockedLines = async (
  { flags, folder }: Extract<Asked, { by: 'lock' }>,
  uv: Uv,
  until: number,
): Promise<readonly string[] | string> => {
  const copy = join(uv.work, 'locked');
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy);
  for (const name of ['pyproject.toml', 'uv.lock'])
    if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(copy, name));
  const words = ['export', '--frozen', '--no-emit-workspace', '--no-hashes', '--no-header', '-q'];
  const { failed, printed } = await run(
    uv,
    [...words, '--no-annotate', '--directory', copy, ...flags],
    until,
  );
  return failed ?? printed.split('\n').filter((line) => /^[A-Za-z0-9]/.test(line));
};

interface Ran {
  readonly printed: string;
  /** Why it failed. */
  readonly failed?: string;
}

const run = (
  { program, work }: Uv,
  words: readonly string[],
  until: number,
  folder?: string,
): Promise<Ran> =>
  new Promise((done) => {
    // Settings of the machine or of the project may name programs that run.
    const child = spawn(program, [...words, '--no-config', '--cache-dir', join(work, 'cache')], {
      cwd: work,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    let told = '';
    let stopped: string | undefined;
    child.stdout.on('data', (data) => (printed += data));
    child.stderr.on('data', (data) => (told += data));
    const timer = setInterval(() => {
      stopped ??= limit(until, folder);
      if (stopped !== undefined) stop(child);
    }, 2000);
    child.on('error', ({ message }) => {
      clearInterval(timer);
      done({ printed, failed: message });
    });
    child.on('close', (code) => {
      clearInterval(timer);
      const failed = stopped ?? (code === 0 ? undefined : told.replace(/\s+/g, ' ').trim());
      done({ printed, ...(failed === undefined ? {} : { failed }) });
    });
  });

const stop = (child: ChildProcess): void => {
  child.kill('SIGKILL');
};

const limit = (until: number, folder: string | undefined): string | undefined => {
  if (Date.now() > until) return `it takes longer than ${longest / 60_000} minutes`;
  if (folder === undefined) return undefined;
  const size = megabytes(folder);
  return size > largest ? `it is larger than ${largest} MB` : undefined;
};

/** Files may come and go while they are counted. */
const megabytes = (folder: string): number =>
  Number(spawnSync('du', ['-sm', folder], { encoding: 'utf8' }).stdout.split('\t')[0]);
