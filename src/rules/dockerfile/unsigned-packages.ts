import { callsOf } from '../../syntax/dockerfile/programs.ts';
import { without } from '../../syntax/shell/without.ts';
import type { Word } from '../../syntax/word.ts';
import type { Rule } from '../rule.ts';
import docs from './unsigned-packages.md' with { type: 'text' };

const apt =
  /^(?:--allow-unauthenticated|--force-yes|--allow-insecure-repositories|(?:-o|--option=)?(?:APT::Get::AllowUnauthenticated|Acquire::AllowInsecureRepositories)="?(?:true|1|yes)"?)$/i;
const rpm = /^--(?:nosignature|nodigest|noverify|nogpgcheck|nogpg)$/;
const yum = /^--(?:nogpgcheck|setopt=(?:\S+\.)?(?:repo_)?gpgcheck=(?:0|false|no))$/i;

const options: Readonly<Record<string, RegExp>> = {
  apk: /^--allow-untrusted$/,
  apt,
  'apt-get': apt,
  aptitude: apt,
  rpm,
  yum,
  dnf: yum,
  microdnf: yum,
  tdnf: yum,
  zypper: /^--no-gpg-checks$/,
};

// One of these stands in every file that has a finding.
const hint = /allow-|force-yes|allowun|allowin|nosig|nodigest|noverify|nogpg|gpgcheck|no-gpg/i;

const rule: Rule = {
  id: 'unsigned-packages',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'system-libraries',
  fix: 'suggested',
  about: Object.keys(options),

  *check(file) {
    if (!hint.test(file.text)) return;
    for (const { command } of callsOf(file)) {
      const { name, words } = command;
      const pattern = Object.hasOwn(options, name) ? options[name] : undefined;
      const at = pattern ? words.findIndex(({ text }) => pattern.test(text)) : -1;
      const word = words[at];
      if (!word || bringsKeys(words)) continue;
      const before = words[at - 1];
      const first = before && /^(?:-o|--option)$/.test(before.text) ? before : word;
      yield {
        at: [first.span[0], word.span[1]],
        message: `${name} installs packages here without looking whether their makers signed them.`,
        fixes: [{ title: `Remove ${word.text}`, edits: () => [without(words, first, word)] }],
      };
    }
  },
};
export default rule;

/** Whether all that is installed are packages from their own site that bring the keys of a repository: they are what the keys come from. */
const bringsKeys = (words: readonly Word[]): boolean => {
  const packages = words.filter(({ text }) => text.endsWith('.rpm'));
  return (
    packages.length > 0 &&
    packages.every(({ text }) => /^https:\/\/\S*-release[^/]*\.rpm$/.test(text))
  );
};
