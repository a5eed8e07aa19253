import type { Stage } from '../syntax/dockerfile/model.ts';
import type { State } from '../syntax/dockerfile/state.ts';

/** Whether a PYTHONPATH names only directories of the project, in which no installer puts packages. */
export const isOwnPath = (text: string, { workdir }: State, stages: readonly Stage[]): boolean =>
  text
    .split(':')
    .filter((part) => part !== '' && !/^\$\{?PYTHONPATH(?::-)?\}?$/.test(part))
    .every(
      (part) =>
        part === '.' ||
        /^\/(?:app|code|src|workspace|opt\/app|usr\/src\/app|home\/\w+\/app)(?:\/(?!.*(?:packages|venv|lib))[\w./-]*)?$/.test(
          part,
        ) ||
        (workdir !== undefined && workdir !== '/' && part === workdir) ||
        isCopied(part, stages),
    );

/** Whether a directory gets files of the project, and no command may put others there. */
const isCopied = (path: string, stages: readonly Stage[]): boolean =>
  /^\/(?!.*(?:packages|venv|lib|conda|local|python))[\w./-]+$/.test(path) &&
  stages.some(({ instructions }) =>
    instructions.some(
      (each) =>
        each.keyword === 'COPY' && !each.from && each.target?.text.replace(/\/$/, '') === path,
    ),
  ) &&
  !stages.some(({ instructions }) =>
    instructions.some(
      (each) =>
        each.keyword === 'RUN' &&
        each.script.commands.some(
          ({ name, words }) =>
            /^(?:git|tar|unzip|curl|wget|cp|mv)$/.test(name) ||
            words.some(({ text }) => text.startsWith(path)),
        ),
    ),
  );
