import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { changeOf, flagPairs } from '../../src/data/flag-changes.ts';
import { erasOf, flagNames, isServerFlags, type ServerFlags } from '../../src/data/server-flags.ts';
import { readContent } from '../support/host.ts';

const load = async (): Promise<ServerFlags> => {
  const knowledge = await readContent('server-flags');
  assert.ok(isServerFlags(knowledge));
  return knowledge;
};

const releases = (known: ServerFlags, server: string): readonly string[] =>
  known.servers[server]?.versions.split(' ') ?? [];

/** What a release knows of a flag, in words; empty when it does not have it. */
const says = (known: ServerFlags, server: string, version: string, flag: string): string => {
  const number = releases(known, server).indexOf(version);
  assert.notEqual(number, -1, `${server} ${version}`);
  const era = erasOf(known, server, flag).find(
    (each) => each.first <= number && number <= each.last,
  );
  if (!era) return '';
  const limits = era.limits?.map(({ is, than }) => `${is}${than}`) ?? [];
  return [era.value, era.number, ...limits, ...(era.choices ?? [])].filter(Boolean).join(' ');
};

// Read by hand in the sources of the releases, and for uvicorn and gunicorn in what --help prints.
const rows: readonly (readonly [string, string, string, string])[] = [
  ['vllm', '0.4.0', 'worker-use-ray', 'none'],
  ['vllm', '0.4.0', 'served-model-name', 'one'],
  ['vllm', '0.4.0', 'reasoning-parser', ''],
  ['vllm', '0.6.3', 'dtype', 'one auto half float16 bfloat16 float float32'],
  ['vllm', '0.6.3', 'gpu-memory-utilization', 'one number <=1'],
  ['vllm', '0.6.3', 'num-scheduler-steps', 'one integer'],
  ['vllm', '0.6.3', 'enable-prefix-caching', 'none'],
  ['vllm', '0.6.3', 'no-enable-prefix-caching', ''],
  ['vllm', '0.6.3', 'tokenizer-mode', 'one auto slow mistral'],
  ['vllm', '0.8.2', 'speculative-model', 'one'],
  ['vllm', '0.8.3', 'speculative-model', ''],
  [
    'vllm',
    '0.9.1',
    'task',
    'one auto generate embedding embed classify score reward transcription draft',
  ],
  ['vllm', '0.9.1', 'no-enable-prefix-caching', 'none'],
  ['vllm', '0.9.1', 'max-model-len', 'one'],
  ['vllm', '0.9.2', 'device', 'one'],
  ['vllm', '0.10.0', 'device', ''],
  ['vllm', '0.10.0', 'disable-log-requests', 'none'],
  ['vllm', '0.11.2', 'guided-decoding-backend', 'one'],
  ['vllm', '0.12.0', 'guided-decoding-backend', ''],
  ['vllm', '0.12.0', 'tool-call-parser', 'one'],
  ['vllm', '0.17.0', 'disable-log-requests', ''],
  ['vllm', '0.17.0', 'enable-log-requests', 'none'],
  ['vllm', '0.17.1', 'swap-space', 'one number >=0'],
  ['vllm', '0.33.0', 'disable-log-requests', 'none'],
  ['vllm', '0.33.0', 'tensor-parallel-size', 'one integer >=1'],
  ['vllm', '0.33.0', 'gpu-memory-utilization', 'one number >0 <=1'],
  ['sglang', '0.4.5', 'sampling-backend', 'one flashinfer pytorch'],
  ['sglang', '0.4.5', 'disable-mla', 'none'],
  ['sglang', '0.4.6', 'disable-mla', ''],
  // It is registered there only to say what took its place, and stops the server.
  ['sglang', '0.5.3', 'enable-ep-moe', ''],
  ['sglang', '0.5.9', 'mem-fraction-static', 'one number'],
  ['sglang', '0.5.19', 'cuda-graph-max-bs', 'one integer'],
  ['sglang', '0.5.20', 'cuda-graph-max-bs', ''],
  ['sglang', '0.5.23', 'tensor-parallel-size', 'one integer'],
  ['uvicorn', '0.30.0', 'loop', 'one auto asyncio uvloop'],
  ['uvicorn', '0.30.0', 'no-proxy-headers', 'none'],
  ['uvicorn', '0.18.3', 'debug', 'none'],
  ['uvicorn', '0.19.0', 'debug', ''],
  ['gunicorn', '22.0.0', 'tolerate-dangerous-framing', 'none'],
  ['gunicorn', '23.0.0', 'tolerate-dangerous-framing', ''],
  ['gunicorn', '23.0.0', 'workers', 'one integer >=0'],
  ['torchserve', '0.12.0', 'disable-token-auth', 'none'],
  ['torchserve', '0.12.0', 'models', 'maybe'],
  ['ray', '2.50.0', 'num-gpus', 'one integer'],
  ['ray', '2.50.0', 'verbose', 'none'],
  // Builds at which a flag changed, and in them what the list of arguments in the server's README says.
  ['llama', '4524', 'jinja', 'none'],
  ['llama', '4519', 'jinja', ''],
  ['llama', '6301', '-fa', 'none'],
  ['llama', '6325', '-fa', 'one'],
  ['llama', '6393', 'flash-attn', 'one on enabled true 1 off disabled false 0 auto -1'],
  ['llama', '8874', 'draft-max', 'one integer'],
  ['llama', '8955', 'draft-max', ''],
  ['llama', '4441', 'prompt', ''],
  ['llama', '10063', 'control-vector-layer-range', 'maybe'],
  ['triton', '22.06', 'disable-auto-complete-config', ''],
  ['triton', '22.07', 'disable-auto-complete-config', 'none'],
  ['triton', '26.08', 'strict-readiness', 'one true on 1 false off 0'],
  ['triton', '24.01', 'log-verbose', 'one'],
  ['triton', '24.01', 'http-port', 'one integer'],
  ['tensorflow-serving', '2.2.3', 'use_tflite_model', 'maybe'],
  ['tensorflow-serving', '2.3.0', 'use_tflite_model', ''],
  ['tensorflow-serving', '2.20.0', 'port', 'one integer'],
  ['tensorflow-serving', '1.13.0', 'per_process_gpu_memory_fraction', 'one number'],
  ['mlflow', '2.9.2', 'allowed-hosts', ''],
  ['mlflow', '3.6.0', 'default-artifact-root', 'one'],
];

describe('flags of servers', () => {
  it('are less than 26 kB to load', async () => {
    assert.ok(gzipSync(JSON.stringify(await load())).length < 26_000);
  });

  it('are those of their releases', async () => {
    const known = await load();
    for (const [server, version, flag, want] of rows)
      assert.equal(says(known, server, version, flag), want, `${server} ${version} --${flag}`);
  });

  it('are listed by release', async () => {
    const known = await load();
    const at = (version: string) => releases(known, 'vllm').indexOf(version);
    assert.ok(flagNames(known, 'vllm', at('0.9.1')).includes('no-enable-prefix-caching'));
    assert.ok(!flagNames(known, 'vllm', at('0.6.3')).includes('no-enable-prefix-caching'));
    assert.ok(flagNames(known, 'vllm').includes('worker-use-ray'));
  });

  it('that are changed are gone from the newest release or refused there, and what takes their place was known', async () => {
    const known = await load();
    for (const server of ['vllm', 'sglang', 'llama', 'tensorflow-serving'])
      for (const name of flagNames(known, server)) {
        const change = changeOf(server, name);
        const eras = erasOf(known, server, name);
        if (!change) continue;
        const last = releases(known, server).length - 1;
        const gap = eras.some(({ first }, i) => i > 0 && first > (eras[i - 1]?.last ?? 0) + 1);
        assert.ok(gap || (eras.at(-1)?.last ?? 0) < last, `${server} --${name} is not gone`);
        const targets = [
          change.instead?.split('=')[0],
          change.drop?.knows,
          change.drop?.beside,
          change.now?.slice(2),
        ];
        for (const each of targets)
          if (each !== undefined) assert.ok(erasOf(known, server, each).length > 0, each);
      }
  });

  it('stand in pairs that their servers know', async () => {
    const known = await load();
    for (const { flags, server, first, last } of flagPairs) {
      for (const flag of flags) assert.notEqual(says(known, server, first, flag), '', flag);
      if (last !== undefined)
        for (const flag of flags) assert.notEqual(says(known, server, last, flag), '', flag);
    }
  });
});
