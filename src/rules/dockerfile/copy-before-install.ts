import type { DockerfileIn } from '../../project/project.ts';
import type { Copy, Instruction, Run, Stage } from '../../syntax/dockerfile/model.ts';
import { mountsOf } from '../../syntax/dockerfile/mounts.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import type { Edit } from '../../text/edit.ts';
import { insert } from '../../text/edit.ts';
import { lineEndOf, linesOf, wholeLines } from '../../text/lines.ts';
import { basename } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './copy-before-install.md' with { type: 'text' };

const rule: Rule = {
  id: 'copy-before-install',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'layers-cache',
  fix: 'suggested',

  *check(file) {
    for (const stage of file.stages) {
      const found = installAfterCopy(stage);
      if (!found) continue;
      const { copy, run, requirements } = found;
      yield {
        at: [copy.word.span[0], copy.target?.span[1] ?? copy.operands[1]],
        message: `Every edit to the copied files makes pip install ${requirements} again, because this COPY stands before it.`,
        related: [{ file: file.path, at: run.word.span, message: 'the install that is repeated' }],
        fixes: [
          {
            title: `Copy ${requirements} first`,
            edits: () => reorder(file, copy, run, requirements),
          },
        ],
      };
    }
  },
};
export default rule;

interface Found {
  readonly copy: Copy;
  readonly run: Run;
  readonly requirements: string;
}

/** The COPY of whole folders that stands before an install from a requirements file inside them. */
const installAfterCopy = ({ instructions }: Stage): Found | undefined => {
  let copy: Copy | undefined;
  const apart = new Set<string>();
  for (const instruction of instructions) {
    if (instruction.keyword === 'COPY' || instruction.keyword === 'ADD') {
      if (instruction.from) continue;
      for (const { text } of instruction.sources) if (!isWhole(text)) apart.add(basename(text));
      if (instruction.sources.length === 1 && isWhole(instruction.sources[0]?.text ?? ''))
        copy ??= instruction;
      continue;
    }
    const requirements = copy && requirementsOf(instruction);
    if (!copy || instruction.keyword !== 'RUN' || requirements === undefined) continue;
    return apart.has(basename(requirements)) ? undefined : { copy, run: instruction, requirements };
  }
  return undefined;
};

const isWhole = (source: string): boolean => source === '.' || source === './' || source === '/';

/** The single requirements file in the working folder that a RUN installs, when it installs nothing of the project itself. */
const requirementsOf = (instruction: Instruction): string | undefined => {
  if (
    instruction.keyword !== 'RUN' ||
    mountsOf(instruction).some((mount) => mount.get('type') === 'bind')
  )
    return undefined;
  for (const command of instruction.script.commands) {
    const install = pipInstall(command);
    if (!install || install.opaque.length > 0) continue;
    const [file, more] = install.requirements;
    if (file && !more && !file.dynamic && !file.text.startsWith('/') && !file.text.includes('..'))
      return file.text;
  }
  return undefined;
};

const reorder = (
  file: DockerfileIn,
  copy: Copy,
  run: Run,
  requirements: string,
): readonly Edit[] => {
  const lines = linesOf(file.text);
  const end = lineEndOf(file.text);
  const target = copy.target?.text ?? '.';
  const folder = target.endsWith('/') ? target : `${target}/`;
  const source = requirements.replace(/^\.\//, '');
  const nested = source.includes('/')
    ? `${folder}${source.slice(0, source.lastIndexOf('/') + 1)}`
    : folder;
  const whole = wholeLines(lines, copy.span);
  const moved = file.text.slice(...whole).replace(/\r?\n?$/, '');
  const after = wholeLines(lines, run.span)[1];
  const newline = file.text[after - 1] === '\n' ? '' : end;
  return [
    {
      span: whole,
      text: `COPY ${source} ${nested === '/' && target === '.' ? './' : nested}${end}`,
    },
    insert(after, `${newline}${moved}${end}`),
  ];
};
