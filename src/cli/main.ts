import { run } from './run.ts';

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`seaworthy: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
