import { ensureChromium } from './vscode-host/chromium.ts';
import { type Counts, countsMark, filesOfFailures, readCounts } from './vscode-host/counts.ts';
import { installServer } from './vscode-host/install.ts';
import { root } from './vscode-host/paths.ts';
import { npmCommand, run } from './vscode-host/processes.ts';
import { build, packageVsix } from './vscode-host/product.ts';

/** A step all later ones stand on; it counts as a failure when it throws. */
interface Step {
  readonly name: string;
  readonly for: readonly string[];
  readonly prepare: () => Promise<unknown>;
}

/** A process that runs tests and says how many. */
interface Stage {
  readonly name: string;
  readonly command: readonly [string, readonly string[]];
  /** Files with a failure run once more, in new windows: a key that a busy browser loses is told, and is not a failure. */
  readonly again?: boolean;
}

interface Row extends Partial<Counts> {
  readonly name: string;
  readonly seconds: number;
}

const nodeTest = ['--import', './test/support/text-loader.mjs', '--test-isolation=none', '--test'];
const killed = ['--import', './test/kills/hooks.mjs', '--test-isolation=none', '--test'];
const suite = 'test/vscode-host/run-suite.ts';
const inVscode = ['editor', 'web', 'ui'];

const plan: readonly (Step | Stage)[] = [
  { name: 'build', for: ['unit', 'bundle', 'editor', 'web'], prepare: build },
  { name: 'unit', command: npmCommand(['run', 'unit', '--silent']) },
  { name: 'bundle', command: [process.execPath, [...nodeTest, 'test/bundle/*.test.ts']] },
  { name: 'kills', command: [process.execPath, [...killed, 'test/kills/*.test.ts']] },
  { name: 'package', for: inVscode, prepare: packageVsix },
  { name: 'server', for: inVscode, prepare: installServer },
  { name: 'browser', for: inVscode, prepare: ensureChromium },
  { name: 'editor', command: [process.execPath, [suite, 'node']] },
  { name: 'web', command: [process.execPath, [suite, 'web']] },
  { name: 'ui', command: [process.execPath, [...nodeTest, 'test/ui/*.test.ts']], again: true },
];

const stageNames = plan.filter((part) => 'command' in part).map(({ name }) => name);
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !stageNames.includes(name));
if (unknown.length > 0) {
  console.error(`There is no stage ${unknown.join(', ')}; there are ${stageNames.join(', ')}.`);
  process.exit(2);
}
const wanted = chosen.length > 0 ? chosen : stageNames;

const rows: Row[] = [];
for (const part of plan) {
  const needed = 'command' in part ? [part.name] : part.for;
  if (!needed.some((name) => wanted.includes(name))) continue;
  console.log(`\n── ${part.name}`);
  const start = performance.now();
  const counts = 'command' in part ? await runStage(part) : await takeStep(part);
  rows.push({ name: part.name, seconds: (performance.now() - start) / 1000, ...counts });
  if (!('command' in part) && counts.failed) break;
}

const sum = (key: keyof Counts) => rows.reduce((total, row) => total + (row[key] ?? 0), 0);
console.log(
  `\n${'stage'.padEnd(10)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'s'.padStart(8)}`,
);
for (const { name, passed, failed, seconds } of rows) {
  const cells = [passed ?? '', failed ?? '', seconds.toFixed(1)];
  console.log(name.padEnd(10) + cells.map((cell) => String(cell).padStart(8)).join(''));
}
if (sum('failed') > 0) process.exitCode = 1;
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);

async function takeStep({ name, prepare }: Step): Promise<Partial<Counts>> {
  try {
    await prepare();
    return {};
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(`${name} failed, so nothing after it ran.`);
    return { failed: 1 };
  }
}

async function runStage({ name, command, again }: Stage): Promise<Counts> {
  const { code, output } = await runCommand(command);
  const { passed, failed } = readCounts(output);
  if (failed > 0) {
    const files = again ? filesOfFailures(output) : [];
    return files.length > 0 ? onceMore(files, { passed, failed }) : { passed, failed };
  }
  if (passed === 0) console.error(`${name} ran no test.`);
  if (code !== 0) console.error(`${name} ended with code ${code}.`);
  return { passed, failed: passed === 0 || code !== 0 ? 1 : 0 };
}

function runCommand([file, args]: Stage['command']) {
  return run(file, args, {
    cwd: root,
    timeout: 15 * 60_000,
    onText: (text) => process.stdout.write(withoutCounts(text)),
  });
}

async function onceMore(files: readonly string[], first: Counts): Promise<Counts> {
  console.log(`\nOnce more, after ${first.failed} failed: ${files.join(', ')}`);
  const { code, output } = await runCommand([process.execPath, [...nodeTest, ...files]]);
  const second = readCounts(output);
  if (second.failed > 0 || second.passed === 0 || code !== 0) return first;
  console.log(`\nUNSTEADY: ${first.failed} failed at first and passed in a second run.`);
  return { passed: first.passed + first.failed, failed: 0 };
}

function withoutCounts(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith(countsMark))
    .join('\n');
}
