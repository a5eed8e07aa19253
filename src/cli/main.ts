import { run } from './run.ts';

// A reader that has enough closes the pipe (`seaworthy rules | head`): that ends the program and is not a failure.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`seaworthy: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
