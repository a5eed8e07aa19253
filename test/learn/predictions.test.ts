import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Predict } from '../../src/learn/content.ts';
import { plainCode, plainText } from '../../src/learn/markup.ts';
import { dockerfileFacts } from '../../src/project/dockerfile-facts.ts';
import type { DockerfileIn } from '../../src/project/project.ts';
import { startCommand } from '../../src/project/start-command.ts';
import { allRules } from '../../src/service.ts';
import { parseDockerfile } from '../../src/syntax/dockerfile/parse.ts';
import { finalStage, rootImage } from '../../src/syntax/dockerfile/stages.ts';
import { finalState } from '../../src/syntax/dockerfile/state.ts';
import { serviceOver } from '../support/host.ts';
import { allPages } from './compiled.ts';

const predictions = allPages
  .flatMap((page) => page.items)
  .filter((item) => item.kind === 'predict');

/** What the analysis says of a Dockerfile, in the words of an option. */
const foundIn = (
  file: DockerfileIn,
  asks: Exclude<Predict['asks'], 'finding'>,
): string | undefined => {
  const stage = finalStage(file.stages);
  const facts = dockerfileFacts(file);
  switch (asks) {
    case 'user':
      return facts.user?.value;
    case 'port':
      return facts.server?.port === undefined ? undefined : String(facts.server.port.value);
    case 'folder':
      return stage && finalState(file, stage).workdir;
    case 'base':
      return stage && rootImage(stage)?.text;
    case 'command':
      return (
        stage &&
        startCommand(stage)
          ?.words.map(({ text }) => text)
          .join(' ')
      );
  }
};

describe('predictions', () => {
  for (const item of predictions) {
    test(item.id, async () => {
      const key = item.options.find(({ correct }) => correct);
      assert.ok(key);
      const text = `${plainCode(item.code)}\n`;
      if (item.asks === 'finding') {
        const name = item.code.lang === 'dockerfile' ? 'Dockerfile' : 'manifest.yaml';
        const service = await serviceOver({ [name]: text });
        const found = new Set(service.findings(name).map(({ rule }) => rule.id));
        assert.ok(key.rule !== undefined && found.has(key.rule), [...found].join(' '));
        for (const { correct, rule } of item.options) {
          if (correct || rule === undefined) continue;
          assert.ok(
            allRules.some(({ id }) => id === rule),
            rule,
          );
          assert.ok(!found.has(rule), rule);
        }
        return;
      }
      const file = { ...parseDockerfile(text), path: 'Dockerfile' };
      assert.deepEqual(file.problems, []);
      const found = foundIn(file, item.asks);
      assert.ok(found !== undefined && plainText(key.text).includes(found), found);
      for (const option of item.options) {
        if (!option.correct) assert.notEqual(plainText(option.text), plainText(key.text));
      }
    });
  }
});
