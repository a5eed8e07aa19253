import { systemLibraries } from '../data/system-libraries.ts';
import type { DockerfileIn, Project } from '../project/project.ts';
import { factsOf } from '../project/services.ts';
import type { Copy, From, Instruction, Plain, Run } from '../syntax/dockerfile/model.ts';
import { finalState, inImage, resolve, stateBefore } from '../syntax/dockerfile/state.ts';
import { aptCall } from '../syntax/shell/apt.ts';
import { pipInstall } from '../syntax/shell/pip.ts';
import { type Span, touches } from '../text/span.ts';
import type { Hover } from './features.ts';
import { code } from './markdown.ts';
import { mountOptions, mountTypes } from './mount-docs.ts';
import { packageNotes, packageText } from './package-notes.ts';

/** What is said of a word of an instruction: options of mounts, packages, ports, users, folders and stages. */
export const hoverWord = (
  file: DockerfileIn,
  instruction: Instruction,
  offset: number,
  project: Project,
): Hover | undefined => {
  switch (instruction.keyword) {
    case 'RUN':
      return mountOption(file.text, instruction, offset) ?? packageAt(instruction, offset, project);
    case 'EXPOSE':
      return portAt(file, instruction, offset, project);
    case 'USER':
    case 'WORKDIR':
      return placeAt(file, instruction, offset);
    case 'FROM':
      return stageName(file, instruction, offset);
    case 'COPY':
    case 'ADD':
      return targetAt(file, instruction, offset);
    default:
      return undefined;
  }
};

const mountOption = (text: string, { flags }: Instruction, offset: number): Hover | undefined => {
  const flag = flags.find(({ name, span }) => name === 'mount' && touches(span, offset));
  if (!flag?.value) return undefined;
  let start = flag.value.span[0];
  for (const part of text.slice(...flag.value.span).split(',')) {
    const at: Span = [start, start + part.length];
    start = at[1] + 1;
    if (!touches(at, offset)) continue;
    const [key = '', value = ''] = part.split('=');
    const about = mountOptions[key === 'dst' ? 'target' : key === 'src' ? 'source' : key];
    if (!about) return undefined;
    const type = key === 'type' && mountTypes[value] ? `\n\n**${value}** ${mountTypes[value]}` : '';
    return { at, markdown: `**${key}** ${about}${type}` };
  }
  return undefined;
};

const packageAt = (instruction: Run, offset: number, { packages }: Project): Hover | undefined => {
  for (const command of instruction.script.commands) {
    if (!touches(command.span, offset)) continue;
    const found = pipInstall(command)?.packages.find(({ word }) => touches(word.span, offset));
    if (found) return pipPackage(found.name, found.word.span, packages);
    const apt = aptCall(command)?.packages.find(({ span }) => touches(span, offset));
    if (apt) return aptPackage(apt.text.split(/[=/]/)[0] ?? apt.text, apt.span);
  }
  return undefined;
};

const most = 8;

const pipPackage = (name: string, at: Span, packages: Project['packages']): Hover | undefined => {
  const rows = packages ? packageNotes({ name, extras: [], version: '' }, packages) : [];
  return rows.length === 0
    ? undefined
    : { at, markdown: packageText(name, rows, packages?.facts ?? '') };
};

const aptPackage = (name: string, at: Span): Hover | undefined => {
  const needing = systemLibraries.filter(({ needs }) =>
    needs.some(({ apt }) => apt.includes(name)),
  );
  if (needing.length === 0) return undefined;
  const names = [...new Set(needing.flatMap(({ distributions }) => distributions))];
  return {
    at,
    markdown: `**${code(name)}** holds what ${names.slice(0, most).map(code).join(', ')} need${names.length === 1 ? 's' : ''} from the system.`,
  };
};

const portAt = (
  file: DockerfileIn,
  { words }: Plain,
  offset: number,
  project: Project,
): Hover | undefined => {
  const word = words.find(({ span }) => touches(span, offset));
  const facts = factsOf(file, project);
  const server = facts?.server;
  if (!word || !server?.port) return undefined;
  return {
    at: word.span,
    markdown: `${server.name} of this image listens on port ${code(String(server.port.value))}. EXPOSE publishes nothing: ${code('docker run -p')} or a Service does.`,
  };
};

const placeAt = (file: DockerfileIn, instruction: Plain, offset: number): Hover | undefined => {
  const [word] = instruction.words;
  const stage = file.stages.find(({ instructions }) => instructions.includes(instruction));
  if (!word || !stage || !touches(word.span, offset)) return undefined;
  const state = stateBefore(file, stage, instruction);
  const value = resolve(word, state);
  if (value === undefined) return undefined;
  if (instruction.keyword === 'WORKDIR') {
    const folder = inImage(state, value);
    return folder === undefined
      ? undefined
      : { at: word.span, markdown: `From here on the folder is ${code(folder)}.` };
  }
  const last = finalState(file, stage).user === word;
  const text = /^\d+(?::\d+)?$/.test(value)
    ? 'a number needs no account in the image, and Kubernetes can check that it is not root'
    : `${code(value)} must have an account in the image${value === 'root' ? ', as root has' : ''}; Kubernetes cannot tell a name from root`;
  return {
    at: word.span,
    markdown: `${last ? 'The container starts as' : 'The next instructions run as'} ${code(value)}: ${text}.`,
  };
};

const stageName = (file: DockerfileIn, { name }: From, offset: number): Hover | undefined => {
  if (!name || !touches(name.span, offset)) return undefined;
  const stage = file.stages.find(({ from }) => from.name === name);
  const key = name.text.toLowerCase();
  const users = file.stages.filter(
    ({ parent, instructions }) =>
      parent === stage ||
      instructions.some(({ flags }) =>
        flags.some(
          (flag) =>
            (flag.name === 'from' && flag.value?.text.toLowerCase() === key) ||
            (flag.name === 'mount' &&
              new RegExp(`(?:^|,)from=${escapeRegExp(key)}(?:,|$)`, 'i').test(
                flag.value?.text ?? '',
              )),
        ),
      ),
  );
  const last = stage === file.stages.at(-1);
  const text = users.map((each) => code(each.name ?? String(each.index))).join(', ');
  const used = text
    ? `Stage ${code(name.text)} is used by ${text}.`
    : last
      ? 'The last stage: the image that is shipped.'
      : `Nothing in this file uses stage ${code(name.text)}; ${code('docker build --target')} can.`;
  return { at: name.span, markdown: used };
};

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const targetAt = (file: DockerfileIn, instruction: Copy, offset: number): Hover | undefined => {
  const { target } = instruction;
  const stage = file.stages.find(({ instructions }) => instructions.includes(instruction));
  if (!target || !stage || !touches(target.span, offset)) return undefined;
  const state = stateBefore(file, stage, instruction);
  const text = resolve(target, state);
  const path = text === undefined ? undefined : inImage(state, text);
  return path === undefined
    ? undefined
    : { at: target.span, markdown: `In the image: ${code(path)}.` };
};
