import 'mocha/mocha.js';
import { type ReportLine, reportMark } from './report-line.ts';

/** Writes `ReportLine`s to the console, the only way out of a web worker. */
export class Report extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const host = 'importScripts' in globalThis ? 'web' : 'node';
    let passed = 0;
    let failed = 0;
    runner.on('pass', (test) => {
      passed++;
      write({ kind: 'pass', title: test.fullTitle(), ms: test.duration ?? 0 });
    });
    runner.on('fail', (test, error: unknown) => {
      failed++;
      write({ kind: 'fail', title: test.fullTitle(), error: describe(error) });
    });
    runner.on('end', () => write({ kind: 'end', host, passed, failed }));
  }
}

// Frames below the first lie in mocha, bundled into the same file, and say nothing.
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const frame = error.stack?.split('\n').find((line) => /^\s+at /.test(line));
  return `${error.message}\n${frame ?? ''}`;
}

function write(line: ReportLine): void {
  console.log(`${reportMark}${JSON.stringify(line)}`);
}
