import type { Run } from '../../syntax/dockerfile/model.ts';
import { callsOf } from '../../syntax/dockerfile/programs.ts';
import { withTriggers } from '../../syntax/dockerfile/select.ts';
import type { Word } from '../../syntax/word.ts';
import { insert } from '../../text/edit.ts';
import { slice } from '../../text/span.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './clear-text-download.md' with { type: 'text' };

const rule: Rule = {
  id: 'clear-text-download',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'run-build-time',
  oncePerFile: 'in reports',
  fix: 'suggested',
  about: ['curl', 'wget', 'aria2c', 'git', 'pip', 'python', 'uv', 'ADD'],
  holds: ['http://'],

  *check(file) {
    for (const instruction of withTriggers(file)) {
      if (instruction.keyword !== 'ADD') continue;
      if (instruction.flags.some(({ name }) => name === 'checksum')) continue;
      for (const word of instruction.sources) yield* judge(word, file.text);
    }
    for (const { run, command } of callsOf(file)) {
      if (
        !/^(?:curl|wget|aria2c|git|pip[\d.]*|python[\d.]*|uv)$/.test(command.name) ||
        compares(run)
      )
        continue;
      if (command.name.startsWith('python') && !command.words.some(({ text }) => text === 'pip'))
        continue;
      for (const [i, word] of command.words.entries()) {
        if (
          /^(?:-x|--proxy|-H|--header|-e|--referer|--build-arg)$/.test(
            command.words[i - 1]?.text ?? '',
          )
        )
          continue;
        yield* judge(word, file.text);
      }
    }
  },
};
export default rule;

/** A name that the internet knows: names within a network and addresses have no certificate that everyone trusts. */
const address =
  /(?:^|^--(?:extra-)?index-url=|^--find-links=|^-[if])http:\/\/((?:[a-z0-9-]+\.)+[a-z]{2,})(?=[:/]|$)(?!:)/i;
const inside = /(?:^|\.)(?:local|localhost|internal|intranet|lan|corp|svc|home|test|invalid)$/i;

// They answer http only, or https with a certificate for another name (2026-11): archives of distributions, whose packages are signed, and data sets.
const onlyHttp =
  /(?:^|\.)(?:(?:archive|security|ports|old-releases|ddebs|changelogs)\.ubuntu\.com|ppa\.launchpad\.net|(?:archive|security|ftp|snapshot)\.debian\.org|neuro\.debian\.net|mirror(?:list)?\.centos\.org|ftp\.[\w.-]+|images\.cocodataset\.org|yann\.lecun\.com|host\.robots\.ox\.ac\.uk|[\w-]+\.s3-website[\w.-]*\.amazonaws\.com)$/i;

const judge = function* (word: Word, text: string): Generator<Finding> {
  const host = address.exec(word.text)?.[1];
  if (host === undefined || inside.test(host)) return;
  const at = slice(text, word.span).indexOf('http://');
  yield {
    at: word.span,
    message: `http:// sends the file from ${host} in clear text, so anybody on the way can change it.`,
    ...(at < 0 || onlyHttp.test(host)
      ? {}
      : {
          fixes: [{ title: 'Write https://', edits: () => [insert(word.span[0] + at + 4, 's')] }],
        }),
  };
};

const checks = /^(?:(?:sha(?:1|224|256|384|512)|md5|b2)sum|shasum|gpgv?|cosign|minisign|openssl)$/;

const compares = ({ script }: Run): boolean =>
  script.commands.some(({ name }) => checks.test(name));
