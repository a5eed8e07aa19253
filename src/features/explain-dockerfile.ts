import { baseImage } from '../data/base-images.ts';
import type { Model } from '../project/model.ts';
import { findServer } from '../project/server.ts';
import { startCommand } from '../project/start-command.ts';
import type { Instruction, Stage } from '../syntax/dockerfile/model.ts';
import { finalStage, rootImage } from '../syntax/dockerfile/stages.ts';
import { finalState, resolve } from '../syntax/dockerfile/state.ts';
import { lineAt } from '../text/lines.ts';
import { instructionDocs } from './instruction-docs.ts';
import { code, escaped } from './markdown.ts';

/** A Dockerfile in words, stage by stage, as Markdown; undefined for another file. */
export const explainDockerfile = (model: Model | undefined): string | undefined => {
  if (model?.kind !== 'dockerfile') return undefined;
  const { file } = model;
  const last = finalStage(file.stages);
  const lines = file.lines();
  const parts = [`# ${escaped(file.path)}`, ''];
  if (!last)
    return [...parts, 'No FROM stands in this file yet, so it builds no image.', ''].join('\n');
  parts.push(...summary(model.file, last), '');
  for (const stage of file.stages) {
    parts.push(`## ${headOf(stage, stage === last)}`, '');
    for (const instruction of [stage.from, ...stage.instructions]) {
      const line = lineAt(lines, instruction.span[0]) + 1;
      const first = file.text.slice(...instruction.span).split(/\r?\n/)[0] ?? '';
      parts.push(`- **Line ${line}** ${code(shortened(first))}: ${docOf(instruction)}`);
    }
    parts.push('');
  }
  return parts.join('\n');
};

const longest = 90;

const shortened = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest)}…` : text;

const docOf = (instruction: Instruction): string => {
  if (instruction.keyword === 'UNKNOWN') return 'Not an instruction that Docker knows.';
  if (instruction.keyword === 'COPY' && instruction.from)
    return `Copies files from ${code(instruction.from.text)}, not from the build context. **At build time.**`;
  return instructionDocs[instruction.keyword] ?? '';
};

const headOf = ({ from, index, parent, image }: Stage, final: boolean): string => {
  const name = from.name ? `Stage ${escaped(from.name.text)}` : `Stage ${index}`;
  const base = parent ? `stage ${parent.name ?? parent.index}` : (image?.text ?? 'an image');
  return `${name}, from ${escaped(base)}${final ? ': what is shipped' : ''}`;
};

const summary = (
  file: Extract<Model, { kind: 'dockerfile' }>['file'],
  stage: Stage,
): readonly string[] => {
  const state = finalState(file, stage);
  const image = rootImage(stage);
  const base = image && baseImage(image);
  const user = state.user ? resolve(state.user, state) : base?.user;
  const start = startCommand(stage);
  const server = start && findServer(start.words);
  const rows = [
    image ? `- The image starts from ${code(image.text)}${base ? `: ${base.about}` : ''}.` : '',
    start
      ? `- A container runs ${code(start.words.map(({ text }) => text).join(' '))}${server ? `, which is ${escaped(server.server.name)}` : ''}.`
      : '- What a container runs is left to the base image, or is not known from this file.',
    user === undefined ? '' : `- It runs as ${code(user)}.`,
    state.workdir === undefined ? '' : `- Its working folder is ${code(state.workdir)}.`,
    file.stages.length > 1
      ? `- Of ${file.stages.length} stages only the last one, with what it copies, is shipped.`
      : '',
  ];
  return rows.filter(Boolean);
};
