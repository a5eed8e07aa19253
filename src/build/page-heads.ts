import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** Rule pages are content of their own: a bundle holds their title and summary alone. */
export const pageHeads: Plugin = {
  name: 'page-heads',
  setup({ onLoad }) {
    onLoad({ filter: /\.md$/ }, ({ path }) => {
      const head = /^# .+\n\n(?:.+\n)+/m.exec(readFileSync(path, 'utf8'))?.[0] ?? '';
      return { contents: head, loader: 'text' };
    });
  },
};
