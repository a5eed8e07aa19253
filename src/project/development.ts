import type { Path } from '../text/path.ts';

const develop =
  /(?:^|[-_.])(?:dev|devel|development|debug|test|tests|testing|local|demo)(?:$|[-_.])/i;

/** Whether the name of a stage, a file or a directory says that it is for development. */
export const saysDevelopment = (name: string): boolean => develop.test(name);

/** Whether a Dockerfile is for development, by its name or that of a directory that it is in. */
export const isForDevelopment = (path: Path): boolean =>
  path.split('/').some((part) => part === '.devcontainer' || saysDevelopment(part));
