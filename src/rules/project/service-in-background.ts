import { passesCommandOn } from '../../data/base-images.ts';
import { inBackground } from '../../project/background.ts';
import { isTestData } from '../../project/homes.ts';
import type { Project } from '../../project/project.ts';
import type { ComposeService } from '../../syntax/builds/compose-service.ts';
import { scriptOfWords } from '../../syntax/shell/exec.ts';
import { nameOf, programWords } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { parseImage } from '../../text/image.ts';
import { dirname, type Path } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './service-in-background.md' with { type: 'text' };

const rule: Rule = {
  id: 'service-in-background',
  on: 'project',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'cmd-entrypoint',
  fix: 'none',

  *check(project) {
    for (const { file, services } of project.composeFiles()) {
      if (isTestData(file)) continue;
      for (const service of services) {
        const { command, name } = service;
        if (!command || !startsAsWritten(service, file, project)) continue;
        const found = lastOf(service);
        if (!found) continue;
        yield {
          file,
          at: command.at,
          message: `${found} starts the server in the background and ends, so the container of ${name} ends at once.`,
        };
      }
    }
  },
};
export default rule;

/** Whether nothing but the command decides what a service starts, as far as these files tell. */
const startsAsWritten = (service: ComposeService, file: Path, project: Project): boolean => {
  const { built, command, entrypoint, image, name, open } = service;
  const others = project
    .composeFiles()
    .filter((each) => each.file !== file && dirname(each.file) === dirname(file))
    .some(({ services }) => services.some((each) => each.name === name));
  if (open || others || command?.dynamic || entrypoint?.dynamic) return false;
  if (entrypoint) return true;
  return !built && image !== undefined && !image.dynamic && passesCommandOn(parseImage(image.text));
};

/** What the command of a service leaves in the background in the end. */
const lastOf = ({ command, entrypoint }: ComposeService): string | undefined => {
  const words = [entrypoint, command].flatMap((each) =>
    (each?.words ?? []).map(
      (text): Word => ({ text, raw: text, span: each?.at ?? [0, 0], dynamic: text.includes('$') }),
    ),
  );
  const { broken, commands } = scriptOfWords(words);
  const last = commands.at(-1);
  if (broken || !last || last.conditional || last.piped || last.background) return undefined;
  const found = inBackground(programWords(last.words));
  // Its file may say the same, and may be mounted.
  if (!found || found.server.file) return undefined;
  return [...found.program, ...found.by.slice(0, 1)]
    .map((word, i) => (i > 0 ? word.text : nameOf(word)))
    .join(' ');
};
