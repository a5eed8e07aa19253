import { withTriggers } from '../../syntax/dockerfile/select.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './add-instead-of-copy.md' with { type: 'text' };

const special: ReadonlySet<string> = new Set(['checksum', 'keep-git-dir', 'unpack']);

const rule: Rule = {
  id: 'add-instead-of-copy',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'copy-and-context',
  aka: ['hadolint/DL3020', 'trivy/DS-0005', 'checkov/CKV_DOCKER_4'],
  fix: 'safe',
  oncePerFile: true,
  about: ['ADD'],

  *check(file) {
    for (const instruction of withTriggers(file)) {
      if (instruction.keyword !== 'ADD' || instruction.sources.length === 0) continue;
      if (instruction.flags.some(({ name }) => special.has(name))) continue;
      if (instruction.sources.some(({ text, dynamic }) => dynamic || isSpecial(text))) continue;
      yield {
        at: instruction.word.span,
        message:
          'ADD can download and unpack; for these files COPY does the same and promises nothing else.',
        fixes: [
          {
            title: 'Write COPY',
            safe: true,
            edits: () => [replace(instruction.word.span, keepCase(instruction.word.raw))],
          },
        ],
      };
    }
  },
};
export default rule;

/** A URL, a Git address, or what ADD would unpack: it looks into a file, not at its name. A glob may match an archive. */
const isSpecial = (source: string): boolean =>
  /^(?:https?:|git@|git:|ssh:|ftp:)/i.test(source) ||
  /\.git(?:#|$)/.test(source) ||
  /\.(?:tar(?:\.\w+)?|t?gz|tgz|t?bz2?|tbz|t?xz|txz|zst|tzst|lzma|tlz|Z|gem|nemo|crate|apk|ova|box|mar|cbt|layer|rootfs|oci)$/i.test(
    source,
  ) ||
  /[*?[]/.test(source);

const keepCase = (word: string): string => (word === word.toLowerCase() ? 'copy' : 'COPY');
