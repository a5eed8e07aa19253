import { launched } from '../shell/program.ts';
import type { Start } from './model.ts';

/** Whether all that an instruction runs is what a build does, and ends at once. */
export const isBuildStep = ({ script }: Start): boolean =>
  !script.broken &&
  script.commands.length > 0 &&
  script.commands.every((command) => {
    const { name, words } = launched(command);
    return (
      steps.has(name) ||
      (installers.has(name) &&
        words.slice(1).some(({ text }) => /^(?:install|update|upgrade|ci)$/.test(text)))
    );
  });

const steps: ReadonlySet<string> = new Set('rm mkdir cp mv ln chmod chown touch'.split(' '));
const installers: ReadonlySet<string> = new Set(
  'apt apt-get apk dnf yum microdnf pip pip3 conda mamba npm'.split(' '),
);
