import type { Page } from './content.ts';
import { type Block, plainCode, plainText } from './markup.ts';

/** A concept page as Markdown: its idea, why it matters, an example, limits, and beliefs that are wrong. */
export function pageText(page: Page): string {
  const parts: readonly (readonly [heading: string, blocks: readonly Block[]])[] = [
    ['The idea', page.idea],
    ['Why it matters for a model', page.why],
    ['Example', page.example],
    ['Limits', page.limits],
  ];
  return [
    `# ${page.title}`,
    plainText(page.summary),
    ...parts.map(([heading, blocks]) => `## ${heading}\n\n${blocks.map(blockText).join('\n\n')}`),
    '## Beliefs that are wrong',
    ...page.misconceptions.map(({ claim, truth }) => `- "${plainText(claim)}" ${plainText(truth)}`),
  ].join('\n\n');
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return plainText(block.children);
    case 'heading':
      return `### ${plainText(block.children)}`;
    case 'list':
      return block.items
        .map((item, i) => `${block.ordered ? `${i + 1}.` : '-'} ${plainText(item)}`)
        .join('\n');
    case 'code':
      return `\`\`\`${block.lang}\n${plainCode(block)}\n\`\`\``;
  }
}
