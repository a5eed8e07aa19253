import type { DebianKnowledge } from '../../data/debian-knowledge.ts';
import { type ImageRelease, releaseOf } from '../../data/image-release.ts';
import { missingInUbuntu } from '../../data/ubuntu-packages.ts';
import { hasOtherSources } from '../../image/installs/apt-sources.ts';
import { namedImage } from '../../syntax/dockerfile/stages.ts';
import { runsIn } from '../../syntax/dockerfile/state.ts';
import { aptCall } from '../../syntax/shell/apt.ts';
import { without } from '../../syntax/shell/without.ts';
import type { Word } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import { recent } from '../../text/memo.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './package-not-in-release.md' with { type: 'text' };

const rule: Rule = {
  id: 'package-not-in-release',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'system-libraries',
  fix: 'suggested',
  about: ['apt-get', 'apt', 'aptitude'],

  *check(file, project) {
    for (const stage of file.stages) {
      const image = namedImage(stage);
      const release = image && releaseOf(image);
      const missing = release && missingIn(release, project.debian);
      if (!missing || !release) continue;
      for (const { run } of runsIn(file, stage)) {
        if (run.form === 'exec') continue;
        for (const command of run.script.commands) {
          const call = aptCall(command);
          if (call?.verb !== 'install' || command.conditional) continue;
          for (const word of call.packages) {
            if (word.dynamic || !missing.has(word.text)) continue;
            if (hasOtherSources(file, stage, project, run.span[1])) continue;
            yield finding(word, release, missing.get(word.text), call.packages);
          }
        }
      }
    }
  },
};
export default rule;

const finding = (
  word: Word,
  { distribution, number, suite }: ImageRelease,
  instead: string | undefined,
  all: readonly Word[],
): Finding => {
  const message = `${distribution} ${number} (${suite}) has no package ${word.text}, so this install fails`;
  if (instead === undefined) return { at: word.span, message: `${message}.` };
  const there = all.some(({ text }) => text === instead);
  return {
    at: word.span,
    message: `${message}; ${instead} takes its place.`,
    fixes: [
      there
        ? { title: `Remove ${word.text}`, edits: () => [without(all, word)] }
        : { title: `Install ${instead}`, edits: () => [replace(word.span, instead)] },
    ],
  };
};

/** The packages that a release lacks, each with what takes its place there. */
const missingIn = (
  { distribution, number, suite }: ImageRelease,
  debian: DebianKnowledge | undefined,
): ReadonlyMap<string, string | undefined> | undefined => {
  if (distribution === 'Ubuntu') return missingInUbuntu.get(number);
  return debian && distribution === 'Debian' ? inDebian(debian).get(suite) : undefined;
};

const inDebian = recent((debian: DebianKnowledge) => {
  const bySuite = new Map<string, Map<string, string | undefined>>();
  for (const [suites, names] of Object.entries(debian.missing))
    for (const suite of suites.split(' ')) {
      const known = bySuite.get(suite) ?? new Map<string, string | undefined>();
      bySuite.set(suite, known);
      for (const name of names.split(' ')) known.set(name, undefined);
    }
  for (const known of bySuite.values())
    for (const [name, instead] of Object.entries(debian.instead))
      if (known.has(name) && !known.has(instead)) known.set(name, instead);
  return bySuite;
});
