import { type Call, callsOf } from '../../syntax/dockerfile/programs.ts';
import { hasOption, hasShort, type Options, splitOptions } from '../../syntax/shell/options.ts';
import type { Word } from '../../syntax/word.ts';
import { type Edit, insert } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './curl-without-fail.md' with { type: 'text' };

const rule: Rule = {
  id: 'curl-without-fail',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'run-build-time',
  oncePerFile: 'in reports',
  fix: 'suggested',
  about: ['curl'],

  *check(file) {
    const calls = callsOf(file);
    // Without it another rule speaks of the pipe, which hides the result of curl.
    const pipefail = file.text.includes('pipefail');
    for (const [i, call] of calls.entries()) {
      const { command } = call;
      if (command.name !== 'curl' || command.conditional) continue;
      const options = splitOptions(command.words.slice(1), valued);
      if (
        fails(options) ||
        /^(?:file:|https?:\/\/(?:localhost|127\.))/.test(options.operands[0]?.text ?? 'file:')
      )
        continue;
      const piped = command.feeds ? intoShell(call, calls[i + 1]) : false;
      const saved = savedAs(options) ?? command.writes[0]?.text.replace(/^.*\//, '');
      if (piped && !pipefail) continue;
      if (!piped && (saved === undefined || command.feeds)) continue;
      const later = calls.slice(i + 1);
      if (!piped && later.some((each) => checks(each, saved ?? ''))) continue;
      yield {
        at: command.span,
        message: piped
          ? 'Without -f curl hands the page of an HTTP error to the shell, and does not fail itself.'
          : 'Without -f curl saves the page of an HTTP error as the file and does not fail, so the build goes on with it.',
        fixes: [{ title: 'Add -f', edits: () => [addFail(command.words)] }],
      };
    }
  },
};
export default rule;

// curl --help all (8.17, 2026-11).
const valued: ReadonlySet<string> = new Set([
  ...['-o', '--output', '-H', '--header', '-d', '--data', '-X', '--request', '-u', '--user', '-A'],
  ...['--user-agent', '--retry', '--retry-delay', '--connect-timeout', '-m', '--max-time', '-x'],
  ...['--proxy', '-e', '--referer', '-b', '--cookie', '-c', '--cookie-jar', '-w', '--write-out'],
  ...['--output-dir', '--cacert', '-E', '--cert', '--key', '-F', '--form', '-T', '--upload-file'],
  ...['-r', '--range', '-C', '--continue-at', '--proto', '--tlsv', '--ciphers', '--retry-max-time'],
]);

/** It fails by itself, or asks for the result in another way. */
const fails = (options: Options): boolean =>
  hasShort(options, 'f') ||
  hasShort(options, 'I') ||
  hasShort(options, 'K') ||
  hasOption(options, '--fail', '--fail-with-body', '--head', '-w', '--write-out', '--config');

/** The name of the file that is written. */
const savedAs = (options: Options): string | undefined => {
  const [, outputs] =
    [...options.options].find(([name]) => name === '--output' || /^-\w*o$/.test(name)) ?? [];
  const output = outputs?.[0]?.text;
  if (output !== undefined)
    return output === '-' || output === '/dev/null' ? undefined : output.replace(/^.*\//, '');
  const remote = hasShort(options, 'O') || hasOption(options, '--remote-name');
  return remote ? (options.operands[0]?.text ?? '').replace(/^.*\//, '') : undefined;
};

const shells = /^(?:ba|da|a|k|z)?sh$/;

const intoShell = ({ run, command }: Call, next: Call | undefined): boolean =>
  next?.run === run &&
  next.command.piped &&
  next.command.listEnd === command.listEnd &&
  shells.test(next.command.name);

/** Whether a later command fails on a page in place of the file. */
const checks = ({ command: { name, words } }: Call, file: string): boolean =>
  /sum$|^(?:shasum|gpg|gpgv|cosign|minisign|openssl)$/.test(name) ||
  (/^(?:(?:ba|da|a)?sh|tar|unzip|gunzip|bunzip2|unxz|dpkg|apt|apt-get|rpm|gzip|xz|zstd|7z|pip[\d.]*|jq|python[\d.]*)$/.test(
    name,
  ) &&
    words.some(({ text }) => text.replace(/^.*\//, '') === file || file === ''));

/** Into the first bundle of short options, or as an option of its own. */
const addFail = ([curl, first]: readonly Word[]): Edit => {
  const bundle = first && /^-[sSLkgqv]+(?:[oO])?$/.test(first.raw) ? first : undefined;
  if (bundle) return insert(bundle.span[0] + 1, 'f');
  return insert(curl?.span[1] ?? 0, ' -f');
};
