import { baseImage } from '../../data/base-images.ts';
import type { Instruction, Run } from '../../syntax/dockerfile/model.ts';
import { mountsOf } from '../../syntax/dockerfile/mounts.ts';
import { aptCall } from '../../syntax/shell/apt.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { replace } from '../../text/edit.ts';
import { imageName } from '../../text/image.ts';
import { lineEndOf, wholeLines } from '../../text/lines.ts';
import type { Offer } from './refactoring.ts';

// What compiles wheels and brings nothing that runs with them, unlike `libpq-dev` with its libpq5.
const buildTools =
  /^(?:build-essential|gcc|g\+\+|make|cmake|ninja-build|pkg-config|git|curl|wget|python3-dev)$/;

/** Installs Python packages into an environment in a builder stage, and copies that into a stage without the tools. */
export const splitStages: Offer = ({ file, stage, instruction }) => {
  const { image, from, instructions } = stage;
  const asked = instruction === from || (instruction.keyword === 'RUN' && installs(instruction));
  if (!asked || file.stages.length !== 1 || !image || from.name) return undefined;
  if (imageName(image) !== 'python' || baseImage(image)?.libc !== 'glibc') return undefined;
  const last = instructions.findLastIndex((each) => each.keyword === 'RUN' && installs(each));
  const head = instructions.slice(0, last + 1);
  if (last < 0 || !head.every((each) => movable(each, head))) return undefined;
  const lines = file.lines();
  const end = lineEndOf(file.text);
  // Whole lines up to the next instruction, so that comments stay with what they stand above.
  const textOf = (each: Instruction): string => file.text.slice(...wholeLines(lines, each.span));
  const environment = 'ENV PATH=/opt/venv/bin:$PATH';
  const kept = head.filter((each) => each.keyword !== 'RUN' && each.keyword !== 'COPY');
  const install = instructions[last];
  const first = wholeLines(lines, from.span);
  if (!install) return undefined;
  const until = wholeLines(lines, install.span)[1];
  const source = from.image?.raw ?? image.text;
  const flags = from.flags.map(({ span }) => `${file.text.slice(...span)} `).join('');
  const begun = file.text.slice(first[1], until);
  const text = [
    `FROM ${flags}${source} AS builder`,
    'RUN python -m venv /opt/venv',
    environment,
    begun.replace(/\r?\n$/, ''),
    '',
    `FROM ${flags}${source}`,
    ...kept.map((each) => textOf(each).replace(/\r?\n$/, '')),
    'COPY --from=builder /opt/venv /opt/venv',
    environment,
    '',
  ].join(end);
  return {
    title: 'Install packages in a builder stage, and copy only them',
    edits: [replace([first[0], until], text)],
  };
};

const installs = ({ script }: Run): boolean => script.commands.some((each) => pipInstall(each));

/** What may stand in the builder alone, or in both stages. */
const movable = (instruction: Instruction, head: readonly Instruction[]): boolean => {
  switch (instruction.keyword) {
    case 'ENV':
    case 'ARG':
    case 'LABEL':
    case 'WORKDIR':
      return true;
    case 'COPY':
      return copiesRequirements(instruction, head);
    case 'RUN':
      return (
        !instruction.script.broken && instruction.heredocs.length === 0 && buildsOnly(instruction)
      );
    default:
      return false;
  }
};

/** Files that the installs alone read. */
const copiesRequirements = (
  instruction: Extract<Instruction, { keyword: 'COPY' | 'ADD' }>,
  head: readonly Instruction[],
): boolean => {
  const read = head.flatMap((each) =>
    each.keyword === 'RUN'
      ? each.script.commands.flatMap((command) => {
          const install = pipInstall(command);
          return [...(install?.requirements ?? []), ...(install?.constraints ?? [])];
        })
      : [],
  );
  const names = new Set(read.map(({ text }) => text.split('/').at(-1)));
  return (
    !instruction.from && instruction.sources.every(({ text }) => names.has(text.split('/').at(-1)))
  );
};

const buildsOnly = (run: Run): boolean =>
  mountsOf(run).every((mount) => mount.get('type') === 'cache') &&
  run.script.commands.every((command) => {
    const install = pipInstall(command);
    if (install) return install.tool === 'pip' && install.opaque.length === 0;
    const apt = aptCall(command);
    if (!apt) return command.name === 'rm';
    return apt.verb !== 'install' || apt.packages.every(({ text }) => buildTools.test(text));
  });
