import { join } from 'node:path';
import { parsers } from '../../src/project/index.ts';
import { catalogue } from '../../src/rules/catalogue.generated.ts';

// Runs the command line from its sources with a rule and a parser that throw: node failing-cli.ts check …
Object.assign(globalThis, { __dirname: join(import.meta.dirname, '../../dist') });

const rule = catalogue.find(({ id }) => id === 'pip-cache');
if (!rule) throw new Error('There is no rule pip-cache.');
Object.assign(rule, {
  check: () => {
    throw new Error('rule down');
  },
});
Object.assign(parsers, {
  python: () => {
    throw new Error('parser down');
  },
});

await import('../../src/cli/main.ts');
