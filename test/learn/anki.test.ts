import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ankiNotes } from '../../src/learn/anki.ts';
import type { Page } from '../../src/learn/content.ts';
import { allPages } from './compiled.ts';

/** Reads a file as Anki's importer of text does: headers behind `#`, then one note a line. */
function imported(text: string) {
  const lines = text.split('\n').filter((line) => line !== '');
  const headers = new Map(
    lines
      .filter((line) => line.startsWith('#'))
      .map((line): [string, string] => {
        const colon = line.indexOf(':');
        return [line.slice(1, colon), line.slice(colon + 1)];
      }),
  );
  const notes = lines.filter((line) => !line.startsWith('#')).map((line) => line.split('\t'));
  return { headers, notes };
}

describe('notes for Anki', () => {
  const { headers, notes } = imported(ankiNotes(allPages));

  test('say how they are to be read', () => {
    assert.equal(headers.get('separator'), 'tab');
    assert.equal(headers.get('html'), 'true');
    const columns = headers.get('columns')?.split('\t') ?? [];
    assert.equal(columns[Number(headers.get('tags column')) - 1], 'Tags');
    assert.equal(columns[Number(headers.get('guid column')) - 1], 'Guid');
  });

  test('are all cards, questions and predictions, each with an id of its own', () => {
    const kinds = ['card', 'question', 'predict'];
    const items = allPages.flatMap((page) => page.items.filter(({ kind }) => kinds.includes(kind)));
    assert.equal(notes.length, items.length);
    assert.equal(new Set(notes.map((note) => note[3])).size, notes.length);
    for (const note of notes) {
      assert.equal(note.length, 4);
      assert.match(note[2] ?? '', /^seaworthy::[a-z0-9-]+$/);
      assert.ok(note[0] && note[1], note.join('\t'));
      assert.ok(!/["]/.test((note[0] ?? '')[0] ?? ''), 'a quote at the start opens a quoted field');
    }
  });

  test('keep signs of HTML, tabs and line breaks of what they show', () => {
    const [page] = allPages;
    const [item] = page?.items ?? [];
    assert.ok(page && item?.kind === 'card');
    const odd: Page = {
      ...page,
      items: [
        { ...item, question: [{ kind: 'code', text: 'a <b> & "c"\td\ne' }], answer: item.answer },
      ],
    };
    const [note] = imported(ankiNotes([odd])).notes;
    assert.equal(note?.length, 4);
    assert.equal(note?.[0], '<code>a &lt;b&gt; &amp; &quot;c&quot;&#9;d<br>e</code>');
  });
});
