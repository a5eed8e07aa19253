import { callsOf } from '../../syntax/dockerfile/programs.ts';
import { isPython } from '../../syntax/shell/program.ts';
import type { Rule } from '../rule.ts';
import docs from './gpu-query-in-build.md' with { type: 'text' };

const rule: Rule = {
  id: 'gpu-query-in-build',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'portability-limits-gpu',
  fix: 'none',
  about: ['nvidia-smi', 'python'],

  *check(file) {
    for (const { run, command } of callsOf(file)) {
      if (command.conditional || run.flags.some(({ name }) => name === 'device')) continue;
      const { name, words } = command;
      if (name === 'nvidia-smi') {
        yield {
          at: command.span,
          message: 'No GPU and no driver are there while an image is built, so nvidia-smi fails.',
        };
        continue;
      }
      if (!isPython(words[0])) continue;
      const code = words[words.findIndex(({ text }) => text === '-c') + 1];
      const found = code && code !== words[0] ? needsGpu.exec(code.text)?.[0] : undefined;
      // Who asks first goes another way.
      if (!code || found === undefined || /\bif\b[^;]*is_available\(\)/.test(code.text)) continue;
      yield {
        at: code.span,
        message: `No GPU is there while an image is built, so ${found.trim()} fails or finds none.`,
      };
    }
  },
};
export default rule;

/** Code that needs the GPU itself; asking and printing the answer does no harm. */
const needsGpu =
  /\bassert\s+(?:torch\.cuda\.(?:is_available|device_count)|tf\.config\.list_(?:physical|logical)_devices|tf\.test\.is_gpu_available)\b|\btorch\.cuda\.(?:get_device_(?:name|properties|capability)|current_device|init|set_device|synchronize|mem_get_info)\b|\.cuda\(\)|\.to\(\s*["']cuda|\bdevice(?:_map)?\s*=\s*["']cuda/;
