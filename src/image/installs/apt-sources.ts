import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Instruction, Stage } from '../../syntax/dockerfile/model.ts';
import { lineage } from '../../syntax/dockerfile/stages.ts';
import { recent } from '../../text/memo.ts';
import { calledIn } from '../called.ts';
import { through } from '../scripts.ts';

/** Whether a stage, or one that it starts from, may take packages from elsewhere than the lists that its base image has; only in instructions that begin before `until` where that is given. */
export const hasOtherSources = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
  until?: number,
): boolean => {
  const first = sourcesIn(project)(file)(stage);
  return first !== undefined && (until === undefined || first < until);
};

const sourcesIn = recent((project: Project) =>
  recent((file: DockerfileIn) =>
    recent(
      (stage: Stage): number | undefined =>
        // Stages stand in the file in their order.
        lineage(stage)
          .toReversed()
          .flatMap(({ instructions }) => instructions)
          .find((instruction) => addsSources(file, instruction, project))?.span[0],
    ),
  ),
);

/** Words of those who add a source of packages, change the lists, or install a package from a file. */
const marks = [
  ...['/etc/apt', 'sources.list', 'apt-repository', 'nodesource', 'extrepo', '.deb', 'dpkg -i'],
  ...[
    'dpkg --install',
    'backports',
    'snapshot.debian.org',
    'archive.debian.org',
    'apt-key',
    'keyring',
  ],
];

const speaksOf = (text: string): boolean => marks.some((mark) => text.includes(mark));

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'zsh', 'eval']);

/** Whether an instruction may add a source of packages. */
export const addsSources = (
  file: DockerfileIn,
  instruction: Instruction,
  project: Project,
): boolean => {
  const { keyword } = instruction;
  if (keyword !== 'RUN' && keyword !== 'COPY' && keyword !== 'ADD') return false;
  if (speaksOf(file.text.slice(...instruction.span))) return true;
  if (keyword !== 'RUN') return /^\/(?:etc\/?)?$/.test(instruction.target?.text ?? '');
  if (instruction.script.broken) return true;
  const called = calledIn(file, project)(instruction);
  // A program of the project or of a download may do anything.
  if (called.unread.length > 0) return true;
  if ([...called.scripts.values()].some(({ text }) => speaksOf(text))) return true;
  return through(instruction.script.commands, called).some(
    ({ name, piped, words }) => shells.has(name) && (piped || words.length === 1),
  );
};
