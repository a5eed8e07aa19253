import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

// Node 24 has no stable text imports; rule pages are imported `with { type: 'text' }` as esbuild does.
registerHooks({
  load(url, context, next) {
    if (context.importAttributes?.type !== 'text') return next(url, context);
    const text = readFileSync(fileURLToPath(url), 'utf8');
    return {
      format: 'module',
      shortCircuit: true,
      source: `export default ${JSON.stringify(text)};`,
    };
  },
});
