import type { Dockerfile } from '../syntax/dockerfile/model.ts';
import { callsOf } from '../syntax/dockerfile/programs.ts';
import { commandsOf } from '../syntax/dockerfile/select.ts';
import { pipInstall } from '../syntax/shell/pip.ts';
import { recent } from '../text/memo.ts';
import { contextCopies } from './context.ts';
import type { DockerfileIn } from './project.ts';

/** Whether an install of a Dockerfile reads a requirements file, or names a distribution that is looked for: few do, and following all is slow. */
export const mayInstall = (file: Dockerfile, wanted: (name: string) => boolean): boolean =>
  commandsOf(file).some((command) => {
    const install = pipInstall(command);
    return (
      !!install &&
      (install.requirements.length > 0 || install.packages.some(({ name }) => wanted(name)))
    );
  });

/** The names of variables that tell pip and uv of another index. */
export const indexVariables =
  /^(?:PIP|UV)_(?:EXTRA_)?(?:INDEX|DEFAULT_INDEX|FIND_LINKS|TORCH_BACKEND|CONFIG|NO_INDEX)/;

/** Whether pip may know another index: by a variable, its own settings, or a file that is copied. */
export const setsIndex = recent(
  (file: DockerfileIn): boolean =>
    file.instructions.some(
      (each) =>
        (each.keyword === 'ENV' || each.keyword === 'ARG') &&
        each.pairs.some(({ key }) => indexVariables.test(key.text)),
    ) ||
    contextCopies(file).some(({ sources }) =>
      sources.some(({ text }) =>
        /(?:^|\/)(?:\.?pip\.conf|\.pip\/?|uv\.toml|\.config\/?)$/.test(text),
      ),
    ) ||
    callsOf(file).some(
      ({ command: { words } }) =>
        words.some(({ text }) => /pip\.conf|index-url|find-links/.test(text)) &&
        words.some(({ text }) => text === 'config' || /pip\.conf/.test(text)),
    ),
);
