import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { modelSize } from '../../src/data/model-size.ts';

describe('the size of a model by its name', () => {
  const known: readonly (readonly [string, number])[] = [
    ['meta-llama/Llama-3.3-70B-Instruct', 140],
    ['Qwen/Qwen2.5-1.5B', 3],
    ['google/gemma-2b', 4],
    ['Qwen/Qwen3-30B-A3B', 60],
  ];
  for (const [name, gigabytes] of known)
    it(`of ${name}`, () => assert.equal(modelSize(name)?.gigabytes, gigabytes));

  const unknown = [
    '/models/llama-70B',
    'mistralai/Mixtral-8x7B-v0.1',
    'TheBloke/Llama-2-70B-AWQ',
    'openai/gpt-oss-20b',
    'bert-base-uncased',
    'neuralmagic/Llama-3-8B-FP8',
  ];
  for (const name of unknown)
    it(`is not told by ${name}`, () => assert.equal(modelSize(name), undefined));
});
