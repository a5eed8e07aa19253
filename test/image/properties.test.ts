import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { Known } from '../../src/image/known.ts';
import { mayWrite, ownerAt } from '../../src/image/rights.ts';
import { treeOf } from '../../src/image/stage.ts';
import { entryAt, filesIn, openIn, targetAt } from '../../src/image/tree.ts';
import type { DockerfileIn, Project } from '../../src/project/project.ts';
import type { Instruction } from '../../src/syntax/dockerfile/model.ts';
import { finalStage } from '../../src/syntax/dockerfile/stages.ts';
import { type ImageCase, imageCases, projectOf } from './cases.ts';
import { pick, randomFrom } from './random.ts';

const cases = imageCases().filter(({ files }) => 'Dockerfile' in files);

/** The paths that a case asks about. */
const askedIn = ({ expected }: ImageCase): readonly string[] =>
  expected.flatMap((line) => (line.startsWith('? ') ? [line.split(' ')[1] ?? ''] : []));

/** What is said of some paths; nothing where there is no stage. */
const answers = (
  { file, project }: { readonly file: DockerfileIn; readonly project: Project },
  paths: readonly string[],
): readonly Known<unknown>['is'][] => {
  const stage = finalStage(file.stages);
  if (!stage) return [];
  const tree = treeOf(file, stage, project).end;
  return paths.map((path) => entryAt(tree, path).is);
};

/** Asks everything there is to ask. */
const askAll = (files: Readonly<Record<string, string>>): void => {
  const { file, project } = projectOf(files);
  for (const stage of file.stages) {
    const stages = treeOf(file, stage, project);
    const { end } = stages;
    let left = 50;
    for (const path of filesIn(end)) {
      if (left-- === 0) break;
      entryAt(end, path);
      targetAt(end, `${path}/x`);
      ownerAt(end, path);
      mayWrite(end, path, '1001');
    }
    for (const each of stage.instructions) entryAt(stages.before(each), '/app/main.py');
    assert.ok([...openIn(end)].every(({ because }) => because.text !== ''));
  }
};

const damaged = (text: string, random: () => number): string => {
  const at = Math.floor(random() * text.length);
  const lines = text.split('\n');
  const line = Math.floor(random() * lines.length);
  switch (Math.floor(random() * 5)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + Math.floor(random() * 12));
    case 1:
      return `${text.slice(0, at)}${pick(random, ['$', '"', '{', '*', '/', '..', ' ', '\\', '\n', '<<A', '--from=0 ', '`', '['])}${text.slice(at)}`;
    case 2:
      return lines.toSpliced(line, 1).join('\n');
    case 3:
      return lines.toSpliced(line, 0, pick(random, lines)).join('\n');
    default:
      return text.slice(0, at);
  }
};

// A user brings a home directory, and with it another meaning of `~`.
const adds = /^(?:mkdir|touch|curl|wget|git|tee|unzip|apt-get|pip|echo|cd|true)$/;

/** Whether all that an instruction does is to add. */
const onlyAdds = (each: Instruction): boolean =>
  each.keyword === 'COPY' ||
  each.keyword === 'ADD' ||
  (each.keyword === 'RUN' &&
    each.form === 'shell' &&
    !each.script.broken &&
    each.script.commands.every(({ name }) => adds.test(name)));

suite('the model of an image', () => {
  test('never throws, over damaged cases', () => {
    const random = randomFrom(5);
    for (const { files } of cases)
      for (let i = 0; i < 6; i++) {
        let text = files['Dockerfile'] ?? '';
        for (let times = 1 + Math.floor(random() * 3); times > 0; times--)
          text = damaged(text, random);
        try {
          askAll({ ...files, Dockerfile: text });
        } catch (error) {
          assert.fail(`${text}\n\n${error instanceof Error ? error.stack : error}`);
        }
      }
  });

  // SEAWORTHY_CORPUS is a folder of Dockerfiles.
  const folder = process.env['SEAWORTHY_CORPUS'];
  // Only where a directory is given: npm test has none.
  if (folder !== undefined)
    test('never throws, over a directory of real files', () => {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        const full = join(folder, name);
        if (!/dockerfile|containerfile/i.test(name) || !statSync(full).isFile()) continue;
        askAll({ Dockerfile: readFileSync(full, 'utf8'), 'main.py': '', 'src/app.py': '' });
      }
    });

  test('finds nothing more when an instruction is taken away that only adds', () => {
    let tried = 0;
    for (const each of cases) {
      const whole = projectOf(each.files);
      const paths = askedIn(each);
      const before = answers(whole, paths);
      for (const instruction of whole.file.instructions.filter(onlyAdds)) {
        const { text } = whole.file;
        const [from, to] = instruction.span;
        // Only whole lines, so that no here-document is left.
        const Dockerfile = `${text.slice(0, from)}${text.slice(to).replace(/^[^\n]*/, '')}`;
        if (/<</.test(text.slice(from, to))) continue;
        const after = answers(projectOf({ ...each.files, Dockerfile }), paths);
        tried++;
        for (const [i, path] of paths.entries())
          assert.ok(
            !(before[i] === 'no' && after[i] === 'yes'),
            `${path} in ${each.title}, without ${text.slice(from, to)}`,
          );
      }
    }
    assert.ok(tried > 100, `${tried} tried`);
  });

  test('knows no less when the project has more files', () => {
    for (const each of cases) {
      const paths = askedIn(each);
      const before = answers(projectOf(each.files), paths);
      const after = answers(projectOf({ ...each.files, 'zz/more/file.txt': 'x' }), paths);
      for (const [i, path] of paths.entries())
        assert.ok(
          before[i] === 'unknown' || after[i] !== 'unknown',
          `${path} in ${each.title}: ${before[i]}, and ${after[i]} with another file`,
        );
    }
  });
});
