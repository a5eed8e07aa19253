import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { walk } from '../cli/walk.ts';
import { distributionsOf, type PythonKnowledge } from '../data/python-knowledge.ts';
import { type MissingImports, missingImports } from '../image/checks/imports.ts';
import type { ProjectIndex } from '../project/index.ts';
import { pythonOf } from '../project/stage-base.ts';
import { createService } from '../service.ts';
import { finalStage } from '../syntax/dockerfile/stages.ts';
import { normalName } from '../syntax/requirements.ts';
import { type Asked, askedBy } from './truth/asked.ts';
import { type Environment, environmentOf, type Uv } from './truth/environment.ts';

// npm run truth -- FOLDER [UV]: installs what the Dockerfiles of a project, or of each project directly below FOLDER, install, asks
// Python for every module that the started code imports, and compares with what the engine says of it, both ways. Only wheels of
// PyPI are installed and nothing of them is imported. It needs uv, a Python and the network, and fails when the engine calls missing what is there.
const [folder, program = 'uv'] = process.argv.slice(2);
if (!folder || !existsSync(folder)) {
  console.error('usage: npm run truth -- FOLDER [UV]');
  process.exit(2);
}
const root = join(import.meta.dirname, '../..');

/** A Dockerfile of which the engine knows all that is installed. */
interface Closed {
  readonly name: string;
  readonly python: string;
  readonly asked: readonly Asked[];
  readonly claims: readonly Claim[];
  /** Distributions that, it says, are needed and not there, though no file imports them. */
  readonly unmet: readonly string[];
}

/** What the engine says of the module of an import; `silent` where it does not know the module. */
interface Claim {
  readonly module: string;
  readonly file: string;
  readonly says: 'installed' | 'missing' | 'silent';
}

const closedIn = (index: ProjectIndex, name: string, at: string): readonly Closed[] => {
  const project = index.view(() => undefined);
  const { packages } = project;
  return index.trees().dockerfiles.flatMap((each) => {
    const file = project.based(each);
    const stage = finalStage(file.stages);
    const found = stage && missingImports(file, stage, project);
    if (!stage || !found || !packages) return [];
    return {
      name: `${name}/${file.path}`,
      python: pythonOf(stage) ?? '3.11',
      asked: askedBy(file, stage, found.installs, project, at),
      claims: claimsOf(found, packages),
      unmet: found.unmet.map(({ distribution }) => distribution),
    };
  });
};

const claimsOf = (
  { imports, installed, missing }: MissingImports,
  knowledge: PythonKnowledge,
): readonly Claim[] => {
  const claims = new Map<string, Claim>();
  for (const { file, module, when } of imports) {
    const top = module.split('.')[0] ?? '';
    if (when !== 'always' || knowledge.standard.includes(top) || top in knowledge.removed) continue;
    const same = normalName(top);
    const candidates =
      distributionsOf(knowledge, module) ?? (Object.hasOwn(knowledge.packages, same) ? [same] : []);
    const isMissing = missing.some(
      (each) => each.module === module || (each.distribution ?? '') === candidates[0],
    );
    const says = candidates.some((each) => installed.has(each))
      ? 'installed'
      : isMissing
        ? 'missing'
        : 'silent';
    claims.set(module, { module, file, says });
  }
  return [...claims.values()];
};

/** The engine over the files of a folder. */
const closedBelow = async (at: string): Promise<readonly Closed[]> => {
  const paths = (await walk(at, () => undefined)).map(({ path }) => path);
  const service = createService({
    name: basename(at).split('+').at(-1) ?? '',
    files: async () => paths,
    read: async (path) => readFileSync(join(at, path), 'utf8'),
    content: async (name) =>
      JSON.parse(readFileSync(join(root, 'dist/content', `${name}.json`), 'utf8')),
  });
  await service.load();
  const closed: Closed[] = [];
  service.questions((index) => {
    closed.push(...closedIn(index, basename(at), at));
    return [];
  });
  return closed;
};

type Place = 'yes' | 'part' | 'no';

const placesOf = (modules: readonly string[], place: string): Readonly<Record<string, Place>> =>
  JSON.parse(
    execFileSync('python3', ['-I', join(import.meta.dirname, 'truth/find.py'), place], {
      input: JSON.stringify(modules),
      encoding: 'utf8',
    }),
  );

/** What Docker's images of Python have. */
const shipped = (python: string): readonly string[] =>
  Number(python.split('.')[1]) >= 12 ? ['pip'] : ['pip', 'setuptools', 'pkg_resources', 'wheel'];

/** `there` and `absent` agree; `submodule` is one that its package does not have, unless it is made at run time. */
type Verdict = 'there' | 'absent' | 'FALSE' | 'MISSED' | 'submodule' | 'silent' | 'unsure';

const verdictOf = (says: Claim['says'], place: Place, unsure: boolean): Verdict => {
  if (says === 'missing') return place === 'no' ? 'absent' : 'FALSE';
  if (place === 'yes') return 'there';
  if (unsure) return 'unsure';
  if (place === 'part') return 'submodule';
  return says === 'installed' ? 'MISSED' : 'silent';
};

interface Compared {
  readonly counts: ReadonlyMap<Verdict, number>;
  readonly lines: readonly string[];
}

const compare = (
  { claims, name, python, unmet }: Closed,
  { folder: place, modules, names, unbuilt }: Exclude<Environment, { skipped: string }>,
): Compared => {
  const counts = new Map<Verdict, number>();
  const lines: string[] = [];
  const count = (verdict: Verdict, line: string): void => {
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    if (verdict !== 'there' && verdict !== 'absent') lines.push(`- ${verdict}: ${name}: ${line}`);
  };
  const places = placesOf(
    claims.map(({ module }) => module),
    place,
  );
  const there = new Set([...modules, ...shipped(python)]);
  for (const { file, module, says } of claims) {
    const found = there.has(module.split('.')[0] ?? '') ? 'yes' : (places[module] ?? 'no');
    const verdict = verdictOf(says, found, unbuilt.length > 0);
    count(verdict, `${file} imports ${module}: ${says}, found: ${found}`);
  }
  for (const distribution of unmet)
    count(names.has(distribution) ? 'FALSE' : 'absent', `${distribution} is needed: missing`);
  return { counts, lines };
};

const columns: readonly Verdict[] = [
  'there',
  'absent',
  'FALSE',
  'MISSED',
  'submodule',
  'silent',
  'unsure',
];

const rowOf = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

const main = async (at: string, uv: Uv): Promise<number> => {
  const below = readdirSync(at, { withFileTypes: true }).filter((each) => each.isDirectory());
  const many = below.some(({ name }) => name.includes('+')) || !hasOwnFiles(at);
  const projects = many ? below.map(({ name }) => join(at, name)) : [at];
  const totals = new Map<Verdict, number>();
  const lines: string[] = [];
  let compared = 0;
  let skipped = 0;
  console.log(rowOf(['Dockerfile', 'Python', 'distributions', ...columns, 'note']));
  console.log(rowOf(Array.from({ length: columns.length + 4 }, () => '---')));
  for (const project of projects) {
    for (const closed of await closedBelow(project)) {
      const environment = await environmentOf(closed.asked, closed.python, uv);
      const head = [closed.name, closed.python];
      if ('skipped' in environment) {
        skipped++;
        const why = environment.skipped.replaceAll('|', '/').slice(0, 300);
        console.log(rowOf([...head, '', ...columns.map(() => ''), `skipped: ${why}`]));
        continue;
      }
      compared++;
      const { counts, lines: more } = compare(closed, environment);
      lines.push(...more);
      for (const [verdict, n] of counts) totals.set(verdict, (totals.get(verdict) ?? 0) + n);
      const numbers = columns.map((each) => counts.get(each) ?? 0);
      const note = environment.unbuilt.length > 0 ? `no wheel: ${environment.unbuilt.join()}` : '';
      console.log(rowOf([...head, environment.names.size, ...numbers, note]));
    }
  }
  console.log(rowOf(['total', '', '', ...columns.map((each) => totals.get(each) ?? 0), '']));
  console.log(`\n${compared} Dockerfiles compared, ${skipped} skipped.\n`);
  console.log(lines.join('\n'));
  return totals.get('FALSE') ?? 0;
};

/** Whether a folder is a project itself, not one of projects. */
const hasOwnFiles = (at: string): boolean =>
  readdirSync(at, { withFileTypes: true }).some(
    (each) => each.isFile() && /dockerfile|require|\.toml$|\.py$|compose/i.test(each.name),
  );

const work = mkdtempSync(join(tmpdir(), 'seaworthy-truth-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
process.exitCode = (await main(resolve(folder), { program, work })) > 0 ? 1 : 0;
