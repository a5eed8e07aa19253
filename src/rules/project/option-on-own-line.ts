import { isTestData } from '../../project/homes.ts';
import type { ComposeService } from '../../syntax/builds/compose-service.ts';
import { scriptOfWords } from '../../syntax/shell/exec.ts';
import type { Word } from '../../syntax/word.ts';
import type { Rule } from '../rule.ts';
import docs from './option-on-own-line.md' with { type: 'text' };

const rule: Rule = {
  id: 'option-on-own-line',
  on: 'project',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'docker-cli',
  fix: 'none',

  *check(project) {
    for (const { file, services } of project.composeFiles()) {
      if (isTestData(file)) continue;
      for (const service of services) {
        const found = lostOption(service);
        if (!found) continue;
        const { at, before, option } = found;
        yield {
          file,
          at,
          message: `The shell of ${service.name} starts ${before} without ${option}, which is on a line of its own, where it is a command.`,
        };
      }
    }
  },
};
export default rule;

interface LostOption {
  readonly at: Word['span'];
  /** The program that the option is meant for. */
  readonly before: string;
  readonly option: string;
}

/** The first option that a script of a service runs as a command. */
const lostOption = ({ command, entrypoint }: ComposeService): LostOption | undefined => {
  const words = [entrypoint, command].flatMap((part) =>
    part
      ? part.words.map(
          (text, i): Word => ({
            ...{ text, raw: text, span: part.places[i] ?? part.at },
            dynamic: text.includes('$'),
          }),
        )
      : [],
  );
  const { broken, commands } = scriptOfWords(words);
  const at = commands.findIndex(({ name }) => /^--[a-z][\w-]+(?:=|$)/.test(name));
  const before = commands[at - 1];
  const [option] = commands[at]?.words ?? [];
  if (broken || !before || !option) return undefined;
  const program = before.words.map(({ text }) => text).slice(0, 2);
  return { at: option.span, before: program.join(' '), option: option.text };
};
