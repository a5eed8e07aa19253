import { registerHooks } from 'node:module';

const disk = new URL('./disk.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: disk, shortCircuit: true } : next(specifier, context),
});
