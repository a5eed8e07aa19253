import { type DebianKnowledge, lacksPackage } from '../data/debian-knowledge.ts';
import type { SystemLibrary } from '../data/system-libraries.ts';
import type { Installed, Installs } from '../image/installs/installed.ts';
import { surelyBrings } from '../project/closure.ts';
import type { DockerfileIn, Project } from '../project/project.ts';
import type { Instruction, Stage } from '../syntax/dockerfile/model.ts';
import { lineage } from '../syntax/dockerfile/stages.ts';
import { type Edit, insert, replace } from '../text/edit.ts';
import { lineEndOf } from '../text/lines.ts';
import type { Fix } from './rule.ts';

interface Lacking {
  /** The packages to install. */
  readonly names: readonly string[];
  readonly library: SystemLibrary;
  readonly by: Installed;
  readonly file: DockerfileIn;
  readonly stage: Stage;
  readonly project: Project;
  readonly debian: DebianKnowledge;
  readonly installs: Installs;
}

/** Ways to give a distribution what it needs of the system. */
export const systemLibraryFixes = (lacking: Lacking): readonly Fix[] => {
  const { by, file, names } = lacking;
  const fixes: Fix[] = [];
  const instead = insteadOf(lacking);
  if (instead !== undefined) {
    fixes.push({
      title: `Install ${instead} instead`,
      edits: () => {
        const edit = replace([by.at[0], by.at[0] + by.name.length], instead);
        return [by.file === file.path ? quoted(edit, file.text) : { ...edit, path: by.file }];
      },
    });
  }
  const before = isThere(lacking) ? asRoot(lacking) : undefined;
  if (before) {
    fixes.push({
      title: `Install ${names.join(' and ')} before`,
      edits: () => {
        const line = `RUN apt-get update && apt-get install -y --no-install-recommends ${names.join(' ')} && rm -rf /var/lib/apt/lists/*`;
        return [insert(before.span[0], `${line}${lineEndOf(file.text)}`)];
      },
    });
  }
  return fixes;
};

/** What gives the same import without the library, where nothing else brings the distribution that needs it. */
const insteadOf = ({ by, installs, library, project }: Lacking): string | undefined => {
  const instead = library.instead?.[by.name];
  const { packages } = project;
  const others = installs.python.filter(({ name }) => name !== by.name);
  return instead !== undefined &&
    !others.some((other) => packages && surelyBrings(other, by.name, undefined, packages))
    ? instead
    : undefined;
};

/** Whether some release has all the packages. */
const isThere = ({ names, debian }: Lacking): boolean =>
  !names.some((name) => lacksPackage(debian, 'trixie', name));

/** The instruction before which apt can run: the install of Python packages, the first of the stage where another stage has that, or what takes root away before. */
const asRoot = ({ file, installs, stage }: Lacking): Instruction | undefined => {
  const run = installs.last?.run;
  const home = run && lineage(stage).find(({ instructions }) => instructions.includes(run));
  const { instructions } = home ?? stage;
  const wanted = home
    ? run
    : instructions.find(({ keyword }) => /^(?:RUN|COPY|ADD)$/.test(keyword));
  const user = instructions.find(
    (each) => each.keyword === 'USER' && !/^(?:root|0)(?::|$)/.test(each.words[0]?.text ?? ''),
  );
  const first = user && wanted && user.span[0] < wanted.span[0] ? user : wanted;
  return first && file.text.slice(0, first.span[0]).endsWith('\n') ? first : undefined;
};

/** A name in quotes starts one character later. */
const quoted = (edit: Edit, text: string): Edit =>
  /["']/.test(text[edit.span[0]] ?? '')
    ? { ...edit, span: [edit.span[0] + 1, edit.span[1] + 1] }
    : edit;
