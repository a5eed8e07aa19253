/** A rule page or a page of edge cases, read. */
export interface Page {
  readonly title: string;
  readonly summary: string;
  readonly headings: readonly string[];
  readonly cases: readonly Case[];
}

/** A bad project with the expected findings, and the good one that its fix makes. */
export interface Case {
  readonly heading: string;
  readonly bad: readonly Block[];
  readonly good: readonly Block[];
}

export interface Block {
  readonly file: string;
  /** Text without marks. */
  readonly text: string;
  /** Marked spans in order, with the messages that follow the block. */
  readonly marks: readonly { readonly start: number; readonly end: number }[];
  readonly messages: readonly string[];
  /** Other rules that may report here. */
  readonly also: readonly string[];
  /** The good block is not made by the fix. */
  readonly apart: boolean;
  /** The good block is made by a fix that is not safe, of a rule with safe ones. */
  readonly suggested: boolean;
}

const defaults: Readonly<Record<string, string>> = {
  dockerfile: 'Dockerfile',
  yaml: 'manifest.yaml',
  python: 'app.py',
};

/** Reads a page. */
export const readPage = (markdown: string): Page => {
  const lines = markdown.split('\n');
  const headings: string[] = [];
  const cases: { heading: string; bad: Block[]; good: Block[] }[] = [];
  let heading = '';
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const title = /^#{1,3} (.+)$/.exec(line)?.[1];
    if (title) {
      heading = title;
      if (line.startsWith('## ')) headings.push(title);
    }
    const fence = /^```(\w+) (bad|good)\b(.*)$/.exec(line);
    if (!fence) continue;
    const end = lines.indexOf('```', i);
    const body = lines.slice(i + 1, end);
    const messages: string[] = [];
    let next = end + 1;
    for (; lines[next]?.startsWith('> '); next++) messages.push(lines[next]?.slice(2) ?? '');
    i = next - 1;
    const block = toBlock(fence[1] ?? '', fence[3] ?? '', body, messages);
    const last = cases.at(-1);
    if (fence[2] === 'bad') {
      const together = last?.heading === heading && last.good.length === 0;
      if (last && together && last.bad.every(({ file }) => file !== block.file))
        last.bad.push(block);
      else cases.push({ heading, bad: [block], good: [] });
    } else if (last && last.heading === heading) last.good.push(block);
    else cases.push({ heading, bad: [], good: [block] });
  }
  return {
    title: /^# (.+)$/m.exec(markdown)?.[1] ?? '',
    summary: /^# .+\n\n((?:.+\n)+)/m.exec(markdown)?.[1]?.replaceAll('\n', ' ').trim() ?? '',
    headings,
    cases,
  };
};

const toBlock = (
  lang: string,
  info: string,
  body: readonly string[],
  messages: readonly string[],
): Block => {
  const marked = `${body.join('\n')}\n`;
  const marks: { start: number; end: number }[] = [];
  const open: number[] = [];
  let text = '';
  for (const char of marked) {
    if (char === '«') open.push(text.length);
    else if (char === '»') marks.push({ start: open.pop() ?? 0, end: text.length });
    else text += char;
  }
  marks.sort((a, b) => a.start - b.start || a.end - b.end);
  return {
    file: /\bfile=(\S+)/.exec(info)?.[1] ?? defaults[lang] ?? `file.${lang}`,
    text,
    marks,
    messages,
    also: /\balso=(\S+)/.exec(info)?.[1]?.split(',') ?? [],
    apart: /\bapart\b/.test(info),
    suggested: /\bsuggested\b/.test(info),
  };
};
