import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

const headed = (name: string, head: RegExp): Plugin => ({
  name,
  setup({ onLoad }) {
    onLoad({ filter: /\.md$/ }, ({ path }) => ({
      contents: head.exec(readFileSync(path, 'utf8'))?.[0] ?? '',
      loader: 'text',
    }));
  },
});

/** Rule pages are content of their own: a bundle holds their title and summary alone. */
export const pageHeads = headed('page-heads', /^# .+\n\n(?:.+\n)+/m);

/** As little of a rule page as a list of findings shows: its title. */
export const pageTitles = headed('page-titles', /^# .+/m);
