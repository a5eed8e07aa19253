import { highlight } from './highlight.ts';

/** A piece of a line of prose; shown as text nodes and elements, never as HTML. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly children: readonly Inline[] }
  | { readonly kind: 'em'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] };

/** The colour class of a piece of code and its text; an empty class is plain code. */
export type Token = readonly [cls: string, text: string];

/** Code with one array of tokens per line. */
export interface Code {
  readonly lang: string;
  readonly lines: readonly (readonly Token[])[];
}

/** A block of prose, a list, or code. */
export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly children: readonly Inline[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly items: readonly (readonly Inline[])[];
    }
  | ({ readonly kind: 'code' } & Code);

const inlinePattern =
  /`([^`]+)`|\*\*(?=\S)(.+?)\*\*|\*(?=\S)([^*]+?)\*|\[([^\]]+)\]\((https:\/\/[^\s)]+)\)/g;

/** Turns `code`, **strong**, *em* and [https links](https://…) into nodes; all else stays text. */
export function parseInline(text: string): readonly Inline[] {
  const nodes: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(inlinePattern)) {
    if (match.index > at) nodes.push({ kind: 'text', text: text.slice(at, match.index) });
    nodes.push(inlineOf(match));
    at = match.index + match[0].length;
  }
  if (at < text.length) nodes.push({ kind: 'text', text: text.slice(at) });
  return nodes;
}

function inlineOf([whole, code, strong, em, label, href]: RegExpMatchArray): Inline {
  if (code !== undefined) return { kind: 'code', text: code };
  if (strong !== undefined) return { kind: 'strong', children: parseInline(strong) };
  if (em !== undefined) return { kind: 'em', children: parseInline(em) };
  if (label !== undefined && href !== undefined) {
    return { kind: 'link', href, children: parseInline(label) };
  }
  return { kind: 'text', text: whole };
}

/** Turns a small part of Markdown (paragraphs, lists, `###` headings, fenced code) into blocks. */
export function parseBlocks(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = markdown.split('\n');
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      at += 1;
      continue;
    }
    const end = blockEnd(lines, at);
    blocks.push(blockOf(lines.slice(at, end)));
    at = end;
  }
  return blocks;
}

function blockEnd(lines: readonly string[], start: number): number {
  const first = lines[start] ?? '';
  if (first.startsWith('```')) {
    const close = lines.findIndex((line, i) => i > start && line.startsWith('```'));
    return close < 0 ? lines.length : close + 1;
  }
  if (/^#{1,6} /.test(first)) return start + 1;
  let end = start + 1;
  while (end < lines.length && !startsBlock(lines[end] ?? '', first)) end += 1;
  return end;
}

function startsBlock(line: string, first: string): boolean {
  if (line.trim() === '' || line.startsWith('```') || /^#{1,6} /.test(line)) return true;
  return !isListItem(first) && isListItem(line);
}

const isListItem = (line: string): boolean => /^(?:[-*]|\d+\.) /.test(line);

function blockOf(lines: readonly string[]): Block {
  const first = lines[0] ?? '';
  if (first.startsWith('```')) {
    const lang = first.slice(3).trim().split(' ')[0] ?? '';
    return { kind: 'code', ...codeOf(lang, codeText(lines)) };
  }
  if (/^#{1,6} /.test(first)) {
    return { kind: 'heading', children: parseInline(first.replace(/^#+ /, '')) };
  }
  if (isListItem(first)) return listOf(lines);
  return { kind: 'paragraph', children: parseInline(joined(lines)) };
}

function codeText(lines: readonly string[]): string {
  const closed = lines.length > 1 && (lines.at(-1) ?? '').startsWith('```');
  return lines.slice(1, closed ? -1 : undefined).join('\n');
}

function listOf(lines: readonly string[]): Block {
  const items: string[] = [];
  for (const line of lines) {
    if (isListItem(line)) items.push(line.replace(/^\S+ /, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return { kind: 'list', ordered: /^\d/.test(lines[0] ?? ''), items: items.map(parseInline) };
}

const joined = (lines: readonly string[]): string => lines.map((line) => line.trim()).join(' ');

/** Gives code its colour classes. */
export function codeOf(lang: string, text: string): Code {
  return { lang, lines: text.split('\n').map((line) => highlight(lang, line)) };
}

/** The text of nodes without their marks. */
export function plainText(nodes: readonly Inline[]): string {
  return nodes.map((node) => ('text' in node ? node.text : plainText(node.children))).join('');
}

/** The text of code without its colours. */
export function plainCode(code: Code): string {
  return code.lines.map((tokens) => tokens.map(([, text]) => text).join('')).join('\n');
}
