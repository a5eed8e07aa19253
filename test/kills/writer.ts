import { writeSync } from 'node:fs';
import { answer, windowOn } from './answers.ts';

// A window that answers without end and says which answers are taken, until it is killed.
const [folder = '', name = ''] = process.argv.slice(2);
const window = windowOn(folder);
for (let i = 0; ; i++) {
  const id = `${name}-${i}`;
  await window.add([answer(id)]);
  writeSync(1, `${id}\n`);
}
