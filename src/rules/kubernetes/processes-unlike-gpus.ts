import { gpus, onlyGpusOf } from '../../syntax/kubernetes/accelerator.ts';
import { commandWords, flagNumbers } from '../../syntax/kubernetes/command.ts';
import { replace } from '../../text/edit.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './processes-unlike-gpus.md' with { type: 'text' };

const rule: Rule = {
  id: 'processes-unlike-gpus',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'gpu-scheduling',
  fix: 'suggested',
  about: ['pods'],

  *check(resource) {
    if (resource.partial) return;
    for (const { path, name, init } of resource.containers()) {
      const asked = onlyGpusOf(resource, path);
      if (init || !asked) continue;
      const words = commandWords(resource, path) ?? [];
      if (words.some(({ text }) => elsewhere.test(text))) continue;
      const found = flags.flatMap((names) => {
        const numbers = flagNumbers(resource, words, ...names);
        return numbers.length > 0 ? [numbers] : [];
      });
      const [first] = found;
      const [flag] = first ?? [];
      // Two servers in one container share its GPUs.
      if (!flag || found.some((numbers) => numbers.length > 1)) continue;
      const count = found.reduce((product, [each]) => product * (each?.value ?? 1), 1);
      const have = asked.count;
      if (count === have || count === 0) continue;
      yield {
        at: flag.at,
        message: `Container ${name} splits its work over ${gpus(count)} and gets ${have}: ${count > have ? 'it stops at its start' : have - count === 1 ? 'one stays idle' : `${have - count} stay idle`}.`,
        related: [{ file: resource.path, at: resource.at(asked.path), message: asked.name }],
        ...(found.length === 1 ? mend(`Use ${gpus(have)}`, replace(flag.at, String(have))) : {}),
      };
    }
  },
};
export default rule;

const flags: readonly (readonly string[])[] = [
  ['--tensor-parallel-size', '-tp', '--tp-size', '--tp'],
  ['--pipeline-parallel-size', '-pp', '--pp-size'],
  ['--num-shard'],
  ['--nproc_per_node', '--nproc-per-node'],
];

/** Work that goes to other pods, or to GPUs that are chosen by hand. */
const elsewhere =
  /\bray\b|--nnodes|--node-rank|--headless|data-parallel|--dp\b|-dp\b|CUDA_VISIBLE_DEVICES|multi-node/;
