import type { Card, Item, Option, Page } from './content.ts';
import { type Code, type Inline, plainCode } from './markup.ts';

const head = [
  '#separator:tab',
  '#html:true',
  '#notetype:Basic',
  '#deck:Seaworthy',
  '#columns:Front\tBack\tTags\tGuid',
  '#tags column:3',
  '#guid column:4',
];

/** Cards and questions as a text file that Anki imports: one note a line, which a later import updates by its id. */
export function ankiNotes(pages: readonly Page[]): string {
  const notes = pages.flatMap(({ items }) => items.flatMap(noteOf));
  return [...head, ...notes].map((line) => `${line}\n`).join('');
}

function noteOf(item: Item): readonly string[] {
  const tags = `seaworthy::${item.concept}`;
  const sides = sidesOf(item);
  return sides ? [[...sides.map(field), tags, `seaworthy/${item.id}`].join('\t')] : [];
}

function sidesOf(item: Item): readonly [front: string, back: string] | undefined {
  if (item.kind === 'card') return cardSides(item);
  if (item.kind !== 'question' && item.kind !== 'predict') return undefined;
  const key = item.options.find(({ correct }) => correct);
  if (!key) return undefined;
  const code = item.code ? block(item.code) : '';
  const options = list(item.options.map(({ text }) => html(text)));
  return [
    `${html(item.stem)}${code}${options}`,
    `<b>${html(key.text)}</b>${list(item.options.map(reason))}`,
  ];
}

const cardSides = ({ question, answer }: Card): readonly [string, string] => [
  html(question),
  html(answer),
];

const reason = ({ text, why }: Option): string => `${html(text)}: ${html(why)}`;

const list = (items: readonly string[]): string =>
  `<ol>${items.map((item) => `<li>${item}</li>`).join('')}</ol>`;

const block = (code: Code): string => `<pre>${escaped(plainCode(code))}</pre>`;

const html = (nodes: readonly Inline[]): string => nodes.map(htmlOf).join('');

function htmlOf(node: Inline): string {
  switch (node.kind) {
    case 'text':
      return escaped(node.text);
    case 'code':
      return `<code>${escaped(node.text)}</code>`;
    case 'strong':
      return `<b>${html(node.children)}</b>`;
    case 'em':
      return `<i>${html(node.children)}</i>`;
    case 'link':
      return `<a href="${escaped(node.href)}">${html(node.children)}</a>`;
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

/** A field of a line: tabs and line breaks would end it, so they become HTML. */
const field = (text: string): string => text.replaceAll('\t', '&#9;').replace(/\r\n?|\n/g, '<br>');
