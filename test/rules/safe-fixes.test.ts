import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Meta } from '../../src/rules/rule.ts';
import { allRules } from '../../src/service.ts';
import type { Dockerfile } from '../../src/syntax/dockerfile/model.ts';
import { parseDockerfile } from '../../src/syntax/dockerfile/parse.ts';
import { commandsOf } from '../../src/syntax/dockerfile/select.ts';
import { finalState, lookupIn, resolve, variableNames } from '../../src/syntax/dockerfile/state.ts';
import { serviceOver } from '../support/host.ts';
import { readPage } from '../support/page.ts';

const script = 'RUN ./install.sh';

/** The Dockerfiles of a rule's bad examples, each with a script that nobody can read at the end of every stage. */
const badFiles = ({ id, docs }: Meta): readonly string[] => {
  const edges = join(import.meta.dirname, `${id}.md`);
  const pages = [docs, ...(existsSync(edges) ? [readFileSync(edges, 'utf8')] : [])];
  return pages
    .flatMap((page) => readPage(page).cases.flatMap(({ bad }) => bad))
    .filter(({ file, text }) => /^(?:.*\/)?[Dd]ockerfile/.test(file) && /^from/im.test(text))
    .map(({ text }) => withScript(text));
};

const withScript = (text: string): string => {
  const { stages } = parseDockerfile(text);
  const ends = stages.map(({ from, instructions }) => (instructions.at(-1) ?? from).span[1]);
  return ends.toReversed().reduce((now, at) => {
    const next = now.indexOf('\n', at);
    const end = next < 0 ? now.length : next;
    return `${now.slice(0, end)}\n${script}${now.slice(end)}`;
  }, text);
};

/** What a script at the end of each stage finds: the commands before it, its user, folder, shell and variables. */
const before = (file: Dockerfile): unknown => ({
  commands: [...new Set(commandsOf(file).map(({ name }) => name))],
  stages: file.stages.map((stage) => {
    const state = finalState(file, stage);
    const value = lookupIn(state);
    return {
      user: state.user && resolve(state.user, state),
      folder: state.workdir,
      shell: state.shell,
      variables: Object.fromEntries(variableNames(state).map((name) => [name, value(name)])),
    };
  }),
  broken: file.problems.length,
});

describe('safe fixes', () => {
  for (const rule of allRules) {
    const says = /^The fix is safe /m.test(rule.docs);
    it(`${rule.id} says why its fix is safe, if it is`, () =>
      assert.equal(says, rule.fix === 'safe'));
    const texts = rule.fix === 'safe' ? badFiles(rule) : [];
    for (const [i, text] of texts.entries())
      it(`${rule.id} ${i + 1} leaves a later script what it had`, async () => {
        const service = await serviceOver({ Dockerfile: text });
        service.override(rule.profile === 'strict' ? { rules: { [rule.id]: rule.severity } } : {});
        const fixed = parseDockerfile(service.fixed('Dockerfile'));
        const original = parseDockerfile(text);
        assert.ok(fixed.problems.length <= original.problems.length);
        assert.deepEqual(before({ ...fixed, problems: original.problems }), before(original));
      });
  }
});
