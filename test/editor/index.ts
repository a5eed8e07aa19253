import 'mocha/mocha.js';
import { Report } from './report.ts';

/** Names of the test files without `.test.ts`, put in by the bundler. */
declare const TEST_FILES: readonly string[];

/** Called by VS Code inside the extension host; rejects when a test fails or none ran. */
export async function run(): Promise<void> {
  const runner = new Mocha({ ui: 'tdd', timeout: 20_000, reporter: Report });
  // This event makes `suite` and `test` global; mocha itself sends it before each file it reads from disk.
  runner.suite.emit('pre-require', globalThis, '', runner);
  for (const name of TEST_FILES) await import(`./${name}.test.ts`);
  const failures = await new Promise<number>((resolve) => runner.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed.`);
}
