import type { Dockerfile } from '../syntax/dockerfile/model.ts';
import { commandsOf } from '../syntax/dockerfile/select.ts';
import { pipInstall } from '../syntax/shell/pip.ts';

/** Whether an install of a Dockerfile reads a requirements file, or names a distribution that is looked for: few do, and following all is slow. */
export const mayInstall = (file: Dockerfile, wanted: (name: string) => boolean): boolean =>
  commandsOf(file).some((command) => {
    const install = pipInstall(command);
    return (
      !!install &&
      (install.requirements.length > 0 || install.packages.some(({ name }) => wanted(name)))
    );
  });
