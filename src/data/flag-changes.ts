/** What to write in place of a flag that a server no longer has. */
export interface FlagChange {
  /** The flag that takes its place, without dashes; with `=` it brings its value and the old one had none. */
  readonly instead?: string;
  /** Without it the server does the same, where this flag is known too, or is there beside it. */
  readonly drop?: { readonly knows?: string; readonly beside?: string };
  /** Where what it said is said now, when a new name is not enough. */
  readonly now?: string;
}

/**
 * Read from the sources of the last release that had the flag: its help, `new_flag`, or the warning that names the new one (2026-11).
 * The rows of servers whose releases are in server-flags.json.
 */
const vllm: Readonly<Record<string, FlagChange>> = {
  // 0.10.1, AsyncEngineArgs: "has been replaced with `enable_log_requests`", which is off by default.
  'disable-log-requests': { drop: { knows: 'enable-log-requests' } },
  // 0.6.3.post1, help: "Use --max-seq-len-to-capture instead".
  'max-context-len-to-capture': { instead: 'max-seq-len-to-capture' },
  // 0.6.6.post1, help: "use --distributed-executor-backend=ray".
  'worker-use-ray': { instead: 'distributed-executor-backend=ray' },
  // 0.9.2 and 0.10.1, help: "has no effect".
  'use-v2-block-manager': { drop: {} },
  'qlora-adapter-name-or-path': { drop: {} },
  'enable-prompt-adapter': { drop: {} },
  // 0.9.2, help: with --reasoning-parser "reasoning mode is automatically enabled".
  'enable-reasoning': { drop: { beside: 'reasoning-parser' }, now: '--reasoning-parser' },
  // 0.9.2, DeviceConfig: "set automatically based on the current platform".
  device: { drop: {} },
  // 0.12.0, warnings that name the new flag.
  'cuda-graph-sizes': { instead: 'cudagraph-capture-sizes' },
  'disable-mm-preprocessor-cache': { instead: 'mm-processor-cache-gb=0' },
  'enable-multimodal-encoder-data-parallel': { instead: 'mm-encoder-tp-mode=data' },
  // 0.11.2, ModelConfig: "Use `pooler_config` instead".
  'override-pooler-config': { instead: 'pooler-config' },
  // 0.11.2, create_engine_config: handed on to StructuredOutputsConfig and EPLBConfig.
  'guided-decoding-backend': { now: '--structured-outputs-config' },
  'guided-decoding-disable-fallback': { now: '--structured-outputs-config' },
  'guided-decoding-disable-any-whitespace': { now: '--structured-outputs-config' },
  'guided-decoding-disable-additional-properties': { now: '--structured-outputs-config' },
  'num-redundant-experts': { now: '--eplb-config' },
  'eplb-window-size': { now: '--eplb-config' },
  'eplb-step-interval': { now: '--eplb-config' },
  'eplb-log-balancedness': { now: '--eplb-config' },
  // 0.12.0, ModelConfig: "Please replace this option with `--runner …".
  task: { now: '--runner' },
  // 0.8.3, SpeculativeConfig has their fields.
  'speculative-model': { now: '--speculative-config' },
  'num-speculative-tokens': { now: '--speculative-config' },
  'speculative-draft-tensor-parallel-size': { now: '--speculative-config' },
  'speculative-max-model-len': { now: '--speculative-config' },
  'speculative-disable-by-batch-size': { now: '--speculative-config' },
  'ngram-prompt-lookup-max': { now: '--speculative-config' },
  'ngram-prompt-lookup-min': { now: '--speculative-config' },
};

const sglang: Readonly<Record<string, FlagChange>> = {
  // The same help at the same place of the next release: 0.2.7, 0.3.5, 0.3.5.post1, 0.5.3.post1, 0.5.4, 0.5.4.post2, 0.5.5.post1.
  'schedule-heuristic': { instead: 'schedule-policy' },
  'max-torch-compile-bs': { instead: 'torch-compile-max-bs' },
  'disable-regex-jump-forward': { instead: 'disable-jump-forward' },
  'max-micro-batch-size': { instead: 'pp-max-micro-batch-size' },
  'nsa-prefill': { instead: 'nsa-prefill-backend' },
  'nsa-decode': { instead: 'nsa-decode-backend' },
  'oltp-traces-endpoint': { instead: 'otlp-traces-endpoint' },
  'kt-amx-weight-path': { instead: 'kt-weight-path' },
  'kt-amx-method': { instead: 'kt-method' },
  // 0.4.1 and 0.4.7, help of DeprecatedAction: "Please use … instead", "Please drop this argument".
  'disable-disk-cache': { instead: 'disable-outlines-disk-cache' },
  'disable-flashinfer': { instead: 'attention-backend=triton' },
  'disable-flashinfer-sampling': { instead: 'sampling-backend=pytorch' },
  'enable-overlap-schedule': { drop: {} },
  'enable-flashinfer-mla': { instead: 'attention-backend=flashinfer' },
  'enable-flashmla': { instead: 'attention-backend=flashmla' },
  // 0.5.3, help of DeprecatedAction: "Please set … to …".
  'enable-deepep-moe': { instead: 'moe-a2a-backend=deepep' },
  'enable-ep-moe': { now: '--ep-size' },
  'enable-flashinfer-cutedsl-moe': { instead: 'moe-runner-backend=flashinfer_cutedsl' },
  'enable-flashinfer-cutlass-moe': { instead: 'moe-runner-backend=flashinfer_cutlass' },
  'enable-flashinfer-mxfp4-moe': { instead: 'moe-runner-backend=flashinfer_mxfp4' },
  'enable-flashinfer-trtllm-moe': { instead: 'moe-runner-backend=flashinfer_trtllm' },
  'enable-triton-kernel-moe': { instead: 'moe-runner-backend=triton_kernel' },
  // 0.5.13: "Piecewise cuda graph is enabled by default".
  'enable-piecewise-cuda-graph': { drop: {} },
  'hybrid-kvcache-ratio': { now: '--swa-full-tokens-ratio' },
  // 0.5.19, new_flag of the deprecated actions.
  'cuda-graph-bs': { instead: 'cuda-graph-bs-decode' },
  'cuda-graph-max-bs': { instead: 'cuda-graph-max-bs-decode' },
  'disable-piecewise-cuda-graph': { instead: 'cuda-graph-backend-prefill=disabled' },
  'enable-breakable-cuda-graph': { instead: 'cuda-graph-backend-prefill=breakable' },
  'enable-dsa-prefill-context-parallel': { instead: 'enable-prefill-cp' },
  'enable-nsa-prefill-context-parallel': { instead: 'enable-prefill-cp' },
  'enable-prefill-context-parallel': { instead: 'enable-prefill-cp' },
  'enable-gdn-replayssm-spec': { instead: 'enable-linear-replayssm-spec' },
  'mamba-scheduler-strategy': { instead: 'mamba-radix-cache-strategy' },
  'nsa-decode-backend': { instead: 'dsa-decode-backend' },
  'nsa-prefill-backend': { instead: 'dsa-prefill-backend' },
  'piecewise-cuda-graph-max-tokens': { instead: 'cuda-graph-max-bs-prefill' },
  'piecewise-cuda-graph-tokens': { instead: 'cuda-graph-bs-prefill' },
  'speculative-dflash-draft-window-size': { instead: 'speculative-draft-window-size' },
  'stream-output': { instead: 'incremental-streaming-output' },
  'dsa-prefill-cp-mode': { now: '--cp-strategy' },
  'nsa-prefill-cp-mode': { now: '--cp-strategy' },
  'prefill-cp-mode': { now: '--cp-strategy' },
  'enable-expert-distribution-metrics': { now: '--expert-balancedness-report-mode' },
};

const llama: Readonly<Record<string, FlagChange>> = {
  // b8955, arg_removed: "the argument has been removed. use --spec-draft-n-max or …".
  draft: { now: '--spec-draft-n-max' },
  'draft-max': { now: '--spec-draft-n-max' },
  'draft-min': { now: '--spec-draft-n-min' },
};

const serving: Readonly<Record<string, FlagChange>> = {
  // 2.3.0, the same option of the server under another name.
  use_tflite_model: { now: '--prefer_tflite_model' },
};

const changes: Readonly<Record<string, Readonly<Record<string, FlagChange>>>> = {
  ...{ vllm, sglang, llama },
  'tensorflow-serving': serving,
};

/** What to write in place of a flag of a server, by its name without dashes. */
export const changeOf = (server: string, flag: string): FlagChange | undefined => {
  const rows = changes[server];
  return rows && Object.hasOwn(rows, flag) ? rows[flag] : undefined;
};

/** Two flags of which one asks for the other, or rules it out. */
export interface FlagPair {
  readonly server: string;
  readonly flags: readonly [string, string];
  readonly kind: 'needs' | 'excludes';
  /** The releases whose sources say so; to the newest one of the table when none is last. */
  readonly first: string;
  readonly last?: string;
}

/** From checks in the sources that end the server with an error (2026-11). */
export const flagPairs: readonly FlagPair[] = [
  // validate_parsed_serve_args.
  {
    server: 'vllm',
    flags: ['enable-auto-tool-choice', 'tool-call-parser'],
    kind: 'needs',
    first: '0.6.3',
  },
  {
    server: 'vllm',
    flags: ['enable-prompt-embeds', 'enable-prompt-adapter'],
    kind: 'excludes',
    first: '0.9.0',
    last: '0.9.2',
  },
  // validate_grpc_port_arg.
  { server: 'vllm', flags: ['grpc', 'grpc-port'], kind: 'excludes', first: '0.32.0' },
  // _handle_cache_compatibility.
  {
    server: 'sglang',
    flags: ['enable-hierarchical-cache', 'disable-radix-cache'],
    kind: 'excludes',
    first: '0.5.1',
    last: '0.5.18',
  },
  // The mutually exclusive group of ts_parser.
  { server: 'torchserve', flags: ['start', 'stop'], kind: 'excludes', first: '0.5.0' },
];

/** The releases whose `vllm serve` ends with an error at `--model`, from parse_args of FlexibleArgumentParser: later ones warn. */
export const servesWithoutModel = { first: '0.5.5', last: '0.11.0' } as const;
