import type { Page } from 'playwright-core';

/** One underlined stretch in the visible editor: its text, its line from 1, its weight, and its middle in page pixels. */
export interface Squiggle {
  readonly text: string;
  readonly line: number;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly x: number;
  readonly y: number;
}

/** The squiggles in sight, from top to bottom. Texts are read from the characters above each line drawn. */
export async function readSquiggles(page: Page): Promise<readonly Squiggle[]> {
  await nextFrames(page);
  return page.evaluate(() => {
    const severities = ['error', 'warning', 'info', 'hint'] as const;
    const found: Squiggle[] = [];
    for (const severity of severities) {
      for (const mark of document.querySelectorAll(`.monaco-editor .squiggly-${severity}`)) {
        const box = mark.getBoundingClientRect();
        const middle = box.top + box.height / 2;
        const within = (rect: DOMRect) =>
          rect.top <= middle && middle <= rect.bottom && rect.width > 0;
        const editor = mark.closest('.monaco-editor');
        const lines = [...(editor?.querySelectorAll('.view-line') ?? [])];
        const line = lines.find((candidate) => within(candidate.getBoundingClientRect()));
        const numbers = [...(editor?.querySelectorAll('.line-numbers') ?? [])];
        const number = numbers.find((candidate) => within(candidate.getBoundingClientRect()));
        if (!line || !number) continue;
        let text = '';
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const range = document.createRange();
          for (let index = 0; index < (node.nodeValue ?? '').length; index++) {
            range.setStart(node, index);
            range.setEnd(node, index + 1);
            const at = range.getBoundingClientRect();
            const x = at.left + at.width / 2;
            if (x > box.left && x < box.right) text += range.toString();
          }
        }
        found.push({
          text: text.replaceAll('\u00a0', ' '),
          line: Number(number.textContent),
          severity,
          x: box.left + Math.min(box.width / 2, 12),
          y: middle,
        });
      }
    }
    return found.sort((a, b) => a.y - b.y || a.x - b.x);
  });
}

/** Text of the lines in sight in the active editor. */
export async function readVisibleText(page: Page): Promise<string> {
  await nextFrames(page);
  const lines = await page.locator('.editor-group-container.active .view-line').evaluateAll((all) =>
    all
      .map((line) => ({ top: line.getBoundingClientRect().top, text: line.textContent ?? '' }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text.replaceAll('\u00a0', ' ')),
  );
  return lines.join('\n');
}

// The editor draws a change over two animation frames; between them lines and squiggles do not fit together.
function nextFrames(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => resolve())),
      ),
  );
}
