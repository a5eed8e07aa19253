import { calledIn } from '../../image/called.ts';
import { through } from '../../image/scripts.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { aboveOf } from '../../syntax/dockerfile/above.ts';
import type { Instruction, Run, Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { resolve, type State, statesOf } from '../../syntax/dockerfile/state.ts';
import { launched } from '../../syntax/shell/program.ts';
import { insert } from '../../text/edit.ts';
import { type ImageRef, imageName } from '../../text/image.ts';
import { lineEndOf } from '../../text/lines.ts';
import type { Span } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './missing-user.md' with { type: 'text' };

const rule: Rule = {
  id: 'missing-user',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'non-root-user',
  fix: 'suggested',
  about: ['USER', 'COPY', 'ADD'],

  *check(file, project) {
    const said = new Set<string>();
    for (const stage of file.stages) {
      const image = rootImage(stage);
      // Of other images it is not known which accounts they have.
      if (!image || !plain.test(imageName(image))) continue;
      for (const { instruction, state } of statesOf(file, stage)) {
        const named = userOf(instruction, state);
        if (!named || said.has(named.name) || systemUsers.has(named.name)) continue;
        if (!isMissing(named.name, instruction, stage, file, project)) continue;
        said.add(named.name);
        const later = madeLater(named.name, instruction, stage);
        yield {
          at: named.at,
          message: messageOf(named.name, instruction, image, later !== undefined),
          ...(later
            ? { related: [{ file: file.path, at: later.word.span, message: 'makes it later' }] }
            : {
                fixes: [
                  {
                    title: `Create the user ${named.name}`,
                    edits: () => [
                      insert(
                        aboveOf(file.text, instruction),
                        `RUN ${creating(named.name, image)}${lineEndOf(file.text)}`,
                      ),
                    ],
                  },
                ],
              }),
        };
      }
    }
  },
};
export default rule;

// Images with the accounts of their distribution and no others.
const plain = /^(?:python|debian|ubuntu|alpine|nvidia\/cuda|golang|rust|buildpack-deps)$/;

/** Accounts of Debian, Ubuntu and Alpine (base-passwd 3.6 and alpine-baselayout, 2026-11), and of Ubuntu's images. */
const systemUsers: ReadonlySet<string> = new Set(
  'root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats _apt nobody ubuntu adm shutdown halt operator postmaster cron ftp sshd at squid xfs cyrus vpopmail ntp smmsp guest'.split(
    ' ',
  ),
);

/** The user that an instruction names, where it is a name. */
const userOf = (
  instruction: Instruction,
  state: State,
): { readonly name: string; readonly at: Span } | undefined => {
  const { keyword } = instruction;
  const word =
    keyword === 'USER'
      ? instruction.words[0]
      : keyword === 'COPY' || keyword === 'ADD'
        ? instruction.flags.find((flag) => flag.name === 'chown')?.value
        : undefined;
  const name = word && resolve(word, state)?.split(':')[0];
  return word && name && /^[a-z_][a-z0-9_-]*$/.test(name) ? { name, at: word.span } : undefined;
};

/** Whether nothing before an instruction may have made an account of this name. */
const isMissing = (
  name: string,
  instruction: Instruction,
  stage: Stage,
  file: DockerfileIn,
  project: Project,
): boolean => {
  const before = lineage(stage)
    .flatMap(({ instructions }) => instructions)
    .filter((each) => each.span[0] < instruction.span[0]);
  return before.every((each) => {
    if (each.keyword === 'RUN') return makesNone(each, name, file, project);
    if (each.keyword !== 'COPY' && each.keyword !== 'ADD') return true;
    const target = each.target?.text ?? '/';
    return !/^\/(?:etc(?:\/(?:passwd\S*)?)?)?$/.test(target) || target.startsWith('/etc/passwd-');
  });
};

/** Whether a RUN makes no account of a name: of programs that are not known it is not known, and packages bring accounts of their own names. */
const makesNone = (run: Run, name: string, file: DockerfileIn, project: Project): boolean => {
  const called = calledIn(file, project)(run);
  if (run.script.broken || called.unread.length > 0) return false;
  if (run.form === 'exec' || run.heredocs.length > 0) return false;
  const commands = through(run.script.commands, called).map(launched);
  return commands.every(
    (command) =>
      !command.piped &&
      !others.test(command.name) &&
      !command.words.some(({ dynamic, text }) => dynamic && /user|name|uid/i.test(text)) &&
      !command.words.some(({ text }) => text.toLowerCase().includes(name) || /passwd/.test(text)),
  );
};

// What may make accounts without naming them, and what does anything.
const others =
  /^(?:sh|bash|dash|zsh|eval|source|\.|make|dpkg|rpm|ansible\S*|newusers|adduser\.conf|.+\.(?:sh|py|pl))$/;

const madeLater = (
  name: string,
  instruction: Instruction,
  { instructions }: Stage,
): Run | undefined =>
  instructions.find(
    (each): each is Run =>
      each.keyword === 'RUN' &&
      each.span[0] > instruction.span[0] &&
      each.script.commands.some(
        (command) =>
          /^(?:useradd|adduser)$/.test(launched(command).name) &&
          command.words.some(({ text }) => text === name),
      ),
  );

const creating = (name: string, image: ImageRef): string =>
  imageName(image) === 'alpine' || image.tag?.includes('alpine')
    ? `adduser -D ${name}`
    : `useradd --create-home ${name}`;

const messageOf = (
  name: string,
  { keyword }: Instruction,
  image: ImageRef,
  later: boolean,
): string => {
  const lacks = later
    ? `The user ${name} is made only later`
    : `${image.text} has no user ${name} and nothing here creates it`;
  return keyword === 'USER'
    ? `${lacks}: the container stops with "unable to find user ${name}: no matching entries in passwd file".`
    : `${lacks}, so this ${keyword} fails with "can't find uid for user ${name}".`;
};
