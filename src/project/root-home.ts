import type { Instruction, Stage } from '../syntax/dockerfile/model.ts';
import { finalState, resolve } from '../syntax/dockerfile/state.ts';
import type { DockerfileIn, Project } from './project.ts';
import { servicesOf } from './services.ts';

/** The name or number of the user as whom a stage's container starts, without its group; undefined where that is root, not known, or a compose file says another. */
export const otherUser = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): string | undefined => {
  const state = finalState(file, stage);
  const user = state.user && resolve(state.user, state);
  if (!user || /^(?:root|0)(?::|$)/.test(user)) return undefined;
  if (servicesOf(file, project).some((service) => service.user)) return undefined;
  return user.split(':')[0] ?? user;
};

/** Whether a RUN may bring what is in the home directory of root to another place, or let others in. */
export const opensRootHome = (instruction: Instruction): boolean =>
  instruction.keyword === 'RUN' &&
  instruction.script.commands.some(({ name, words }) =>
    /^(?:chmod|chown|chgrp|mv|cp|ln|setfacl|usermod|rsync|mount)$/.test(name)
      ? words.some(({ text }) => /^(?:\/root|~|\$HOME)(?:\/|$)/.test(text))
      : name === 'useradd' && words.some(({ text }) => text === '/root'),
  );
