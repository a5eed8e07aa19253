import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerFlags, ServerTable } from '../../data/server-flags.ts';

// npm run refresh:server-flags [-- CACHE [SERVER …]]: reads the flags of vLLM, SGLang, uvicorn, gunicorn, TorchServe, Ray and MLflow, or of
// those that are named, from the sources of their releases on PyPI and writes src/data/server-flags.json. server-flags.py beside this file reads the sources; it needs Python 3.11 or newer with pip.
// npm run refresh:server-flags -- tgi=GITDIR tei=GITDIR: reads those of Hugging Face's servers from the tags of their repositories by
// clap-flags.py; llama=GITDIR@COMMIT triton=GITDIR tensorflow-serving=GITDIR: those of servers in C++ by cpp-flags.py. What is not read stays as it is.
const root = join(import.meta.dirname, '../../..');
const output = join(root, 'src/data/server-flags.json');

/** A flag as server-flags.py tells it. */
interface RawFlag {
  readonly form: string;
  readonly no?: true;
  readonly choices?: readonly (string | number)[] | null;
  readonly limits?: Readonly<Record<string, number>>;
}

type Raw = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, RawFlag>>>>>>;

const signs: Readonly<Record<string, string>> = { gt: '>', ge: '>=', lt: '<', le: '<=' };

/** Collects lists of choices; equal ones are kept once. */
const makeLists = (
  known: readonly string[],
): { readonly all: string[]; numberOf(list: string): number } => {
  const all = [...known];
  return {
    all,
    numberOf: (list) => {
      if (!all.includes(list)) all.push(list);
      return all.indexOf(list);
    },
  };
};

const formOf = (flag: RawFlag, numberOf: (list: string) => number): string => {
  if (flag.no) return flag.form === '-' ? 'b' : '?';
  const choices = flag.choices?.map(String);
  if (choices && choices.length > 0 && choices.every((each) => /^\S+$/.test(each)))
    return `1#${numberOf([...new Set(choices)].join(' '))}`;
  const limits = Object.entries(flag.limits ?? {});
  return `${flag.form}${limits.map(([name, value]) => `${signs[name]}${value}`).join('')}`;
};

const tableOf = (
  releases: Raw[string],
  dashes: boolean,
  numberOf: (list: string) => number,
): ServerTable => {
  const eras = new Map<string, { first: number; last: number; form: string }[]>();
  for (const [i, flags] of Object.values(releases).entries()) {
    for (const [written, flag] of Object.entries(flags)) {
      const name = dashes ? written.slice(2).replaceAll('_', '-') : written.slice(2);
      const form = formOf(flag, numberOf);
      const known = eras.get(name) ?? [];
      eras.set(name, known);
      const last = known.at(-1);
      if (last && last.form === form && last.last >= i - 1) last.last = i;
      else known.push({ first: i, last: i, form });
    }
  }
  const names = [...eras.keys()].sort();
  const text = (name: string): string =>
    (eras.get(name) ?? []).map(({ first, last, form }) => `${first}-${last} ${form}`).join(',');
  return {
    versions: Object.keys(releases).join(' '),
    flags: Object.fromEntries(names.map((name) => [name, text(name)])),
  };
};

const compile = (raw: Raw, known: readonly string[]): Pick<ServerFlags, 'lists' | 'servers'> => {
  const lists = makeLists(known);
  const servers = Object.fromEntries(
    Object.entries(raw).map(([name, releases]) => [
      name,
      tableOf(releases, name === 'vllm', lists.numberOf),
    ]),
  );
  return { lists: lists.all, servers };
};

const print = (script: string, words: readonly string[]): Raw =>
  JSON.parse(
    execFileSync('python3', [join(import.meta.dirname, script), ...words], {
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'inherit'],
    }).toString(),
  );

const given = process.argv.slice(2);
const [first = ''] = given;
const raw = !first.includes('=')
  ? print('server-flags.py', [
      first || mkdtempSync(join(tmpdir(), 'server-flags-')),
      ...given.slice(1),
    ])
  : print(/^t[eg]i=/.test(first) ? 'clap-flags.py' : 'cpp-flags.py', given);
const before: ServerFlags = JSON.parse(readFileSync(output, 'utf8'));
const { lists, servers } = compile(raw, before.lists);
const facts = new Date().toISOString().slice(0, 10);
const flags: ServerFlags = { facts, lists, servers: { ...before.servers, ...servers } };
writeFileSync(output, `${JSON.stringify(flags, null, 1)}\n`);
