import { bringsNoEntrypoint } from '../../data/base-images.ts';
import type { DockerfileIn } from '../../project/project.ts';
import type { Copy, Instruction, Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, rootImage, sourceStage } from '../../syntax/dockerfile/stages.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';

/** The COPYs that bring a stage nothing but directories of another one in which its pip puts nothing, where no other way is left for a program of Python to come; undefined otherwise. */
export const onlyOwnDirectories = (
  file: DockerfileIn,
  stage: Stage,
): readonly Copy[] | undefined => {
  const own = instructionsOf(stage);
  const image = rootImage(stage);
  if (!image || !bringsNoEntrypoint(image) || own.some(mayBring)) return undefined;
  const copies = own.flatMap((each) => (each.keyword === 'COPY' && each.from ? [each] : []));
  return copies.length > 0 && copies.every((copy) => bringsNoProgram(copy, file, stage))
    ? copies
    : undefined;
};

const instructionsOf = (stage: Stage): readonly Instruction[] =>
  lineage(stage).flatMap(({ instructions }) => instructions);

const harmless =
  /^(?:apk|apt|apt-get|adduser|addgroup|cd|chmod|chown|echo|export|groupadd|id|ls|mkdir|rm|set|true|touch|useradd|usermod)$/;

/** Whether an instruction may bring a program by another way than a COPY of a stage, or say where else programs are. */
const mayBring = (each: Instruction): boolean => {
  if (each.keyword === 'ENV') return each.pairs.some(({ key }) => /PATH$/.test(key.text));
  if (each.keyword !== 'RUN') return false;
  const { form, flags, script } = each;
  return (
    form === 'exec' ||
    script.broken ||
    flags.length > 0 ||
    script.commands.some(({ name }) => !harmless.test(name))
  );
};

const bringsNoProgram = (copy: Copy, file: DockerfileIn, stage: Stage): boolean => {
  const from = sourceStage(file, stage, copy.from?.text ?? '');
  return (
    from !== undefined &&
    copy.sources.every(
      ({ dynamic, text }) =>
        !dynamic &&
        /^\/(?:app|srv|code|src|build|workspace|work|opt\/app|usr\/src\/app)(?:\/|$)/.test(text) &&
        !/venv|site-packages|\bbin\b|\benv\b/.test(text),
    ) &&
    instructionsOf(from).every(installsGlobally)
  );
};

/** Whether an instruction of the other stage puts what it installs where pip does by itself. */
const installsGlobally = (each: Instruction): boolean => {
  if (each.keyword === 'USER') return /^(?:root|0)$/.test(each.words[0]?.text ?? '');
  if (each.keyword === 'ENV')
    return !each.pairs.some(({ key }) =>
      /^(?:PIP|UV|PYTHON|VIRTUAL|POETRY|PIPENV|PDM|CONDA).*(?:TARGET|PREFIX|USER|BASE|ENV|ROOT|HOME|VENV|PROJECT|INSTALL)|PATH$/.test(
        key.text,
      ),
    );
  if (each.keyword === 'COPY') return !each.from;
  if (each.keyword !== 'RUN') return true;
  const { form, script } = each;
  if (form === 'exec' || script.broken) return false;
  return script.commands.every((command) => {
    const install = pipInstall(command);
    if (!install)
      return /^(?:pip[\d.]*|npm|yarn|pnpm|node)$/.test(command.name) || harmless.test(command.name);
    return (
      install.tool !== 'uv' &&
      !command.words.some(({ text }) =>
        /^(?:-t|--target|--prefix|--root|--user|-e|--editable)/.test(text),
      )
    );
  });
};
