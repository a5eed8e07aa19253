import { baseImage } from '../data/base-images.ts';
import type { DockerfileIn, Project } from '../project/project.ts';
import { findServer } from '../project/server.ts';
import { placeOf, startCommand } from '../project/start-command.ts';
import type { Instruction, Stage } from '../syntax/dockerfile/model.ts';
import { rootImage } from '../syntax/dockerfile/stages.ts';
import { stateBefore, variableIn } from '../syntax/dockerfile/state.ts';
import { imageName } from '../text/image.ts';
import { type Span, touches } from '../text/span.ts';
import type { Hover } from './features.ts';
import { hoverWord } from './hover-word.ts';
import { imageViewOf } from './image-view/holds.ts';
import { imageSummary } from './image-view/write.ts';
import { directiveDocs, flagDocs, instructionDocs, isCommonFlag } from './instruction-docs.ts';
import { code } from './markdown.ts';

const reference = 'https://docs.docker.com/reference/dockerfile/';

/** What is said of the word at an offset of a Dockerfile. */
export const hoverDockerfile = (
  file: DockerfileIn,
  offset: number,
  project: Project,
): Hover | undefined => {
  const note = directiveAt(file, offset);
  if (note) return note;
  const outer = file.instructions.find(({ span }) => touches(span, offset));
  if (!outer) return undefined;
  const instruction =
    outer.keyword === 'ONBUILD' && outer.trigger && touches(outer.trigger.span, offset)
      ? outer.trigger
      : outer;
  const stage = file.stages.find(
    ({ from, instructions }) => from === outer || instructions.includes(outer),
  );
  return (
    keyword(file, instruction, offset, project) ??
    hoverWord(file, instruction, offset, project) ??
    flag(instruction, offset) ??
    image(instruction, stage, offset) ??
    variable(file, stage, outer, offset) ??
    server(stage, offset)
  );
};

const directiveAt = ({ directives }: DockerfileIn, offset: number): Hover | undefined => {
  const found = directives.find(({ span }) => touches(span, offset));
  const text = found && directiveDocs[found.name];
  if (!text) return undefined;
  const markdown = `**${found.name}** ${text}`;
  return { at: found.span, markdown, ...(found.name === 'check' ? {} : { common: true }) };
};

const keyword = (
  file: DockerfileIn,
  { keyword: name, word }: Instruction,
  offset: number,
  project: Project,
): Hover | undefined => {
  const text = instructionDocs[name];
  if (!text || !touches(word.span, offset)) return undefined;
  const markdown = `**${name}** ${text}\n\n[Dockerfile reference](${reference}#${name.toLowerCase()})`;
  const view = changing.has(name) ? imageViewOf(file, project, offset) : undefined;
  if (!view) return { at: word.span, markdown, common: true };
  const more = imageSummary(view);
  return { at: word.span, markdown: `${markdown}\n\n${more}`, common: true, more };
};

/** The instructions that change what an image holds or starts. */
const changing: ReadonlySet<string> = new Set(['FROM', 'COPY', 'ADD', 'RUN', 'CMD', 'ENTRYPOINT']);

const flag = ({ keyword: name, flags }: Instruction, offset: number): Hover | undefined => {
  const found = flags.find(({ span }) => touches(span, offset));
  const text = found && flagDocs[name]?.[found.name];
  if (!text) return undefined;
  const markdown = `**${name} --${found.name}** ${text}`;
  return { at: found.span, markdown, ...(isCommonFlag(name, found.name) ? { common: true } : {}) };
};

const image = (
  instruction: Instruction,
  stage: Stage | undefined,
  offset: number,
): Hover | undefined => {
  if (instruction.keyword !== 'FROM' || !instruction.image || !stage) return undefined;
  const { span } = instruction.image;
  if (!touches(span, offset)) return undefined;
  if (stage.parent) {
    const root = rootImage(stage);
    return {
      at: span,
      markdown: `The stage ${code(stage.parent.name ?? String(stage.parent.index))} above${root ? `, which starts from ${code(root.text)}` : ''}.`,
    };
  }
  const facts = stage.image && baseImage(stage.image);
  if (!stage.image || !facts) return undefined;
  const rows = [
    `**${imageName(stage.image)}** ${facts.about}.`,
    '',
    ...(facts.python ? [`- Python ${facts.python}`] : []),
    ...(facts.libc
      ? [
          `- C library: ${facts.libc}${facts.libc === 'musl' ? ': most ML wheels are built for glibc and do not install here' : ''}`,
        ]
      : []),
    ...(facts.user ? [`- starts as user ${code(facts.user)}`] : []),
    ...(facts.cuda ? ['- CUDA libraries inside; the GPU driver comes from the node'] : []),
    `- size: ${facts.size}`,
    '',
    '*Facts of 2026-11.*',
  ];
  return { at: span, markdown: rows.join('\n') };
};

const variable = (
  file: DockerfileIn,
  stage: Stage | undefined,
  instruction: Instruction,
  offset: number,
): Hover | undefined => {
  const found = variableAt(file.text, offset);
  if (!found || !stage || !touches(instruction.span, offset)) return undefined;
  const set = variableIn(stateBefore(file, stage, instruction), found.name);
  const value = set
    ? set.value === null
      ? 'a value that is not known here'
      : code(set.value)
    : undefined;
  const from = set ? `set by ${set.from}` : 'not set in this stage; the base image may set it';
  return {
    at: found.at,
    markdown: `${code(`$${found.name}`)}${value ? ` is ${value}` : ''}, ${from}.`,
  };
};

/** The variable whose use stands at an offset. */
export const variableAt = (
  text: string,
  offset: number,
): { readonly name: string; readonly at: Span } | undefined => {
  const start = text.lastIndexOf('$', offset);
  if (start < 0 || offset - start > 100) return undefined;
  const match = /^\$(?:\{([A-Za-z_]\w*)[^}\n]*\}|([A-Za-z_]\w*))/.exec(
    text.slice(start, start + 200),
  );
  const name = match?.[1] ?? match?.[2];
  if (!match || !name || start + match[0].length < offset) return undefined;
  return { name, at: [start, start + match[0].length] };
};

const server = (stage: Stage | undefined, offset: number): Hover | undefined => {
  const start = stage && startCommand(stage);
  const found = start && findServer(start.words);
  const first = found?.program[0];
  if (!found || !first) return undefined;
  const at = placeOf(first, found.program, start);
  if (!touches(at, offset)) return undefined;
  const { server: facts } = found;
  const host =
    facts.host === 'localhost'
      ? '`127.0.0.1`, which is reachable from inside the container only'
      : 'all addresses';
  return {
    at,
    markdown: `**${facts.name}** listens on ${host}, port \`${facts.port}\`, unless flags or variables say otherwise.\n\n*Facts of 2026-11.*`,
  };
};
