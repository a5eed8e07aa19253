import type { Instruction, Stage } from '../../syntax/dockerfile/model.ts';
import { globalArgNames, rootImage } from '../../syntax/dockerfile/stages.ts';
import { statesOf, variableIn } from '../../syntax/dockerfile/state.ts';
import { unreadScript } from '../../syntax/shell/parse.ts';
import { imageName } from '../../text/image.ts';
import { lazy } from '../../text/memo.ts';
import { declareArg } from '../declare-arg.ts';
import type { Rule } from '../rule.ts';
import docs from './arg-out-of-scope.md' with { type: 'text' };

const rule: Rule = {
  id: 'arg-out-of-scope',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'env-arg',
  like: ['buildkit/UndefinedVar'],
  fix: 'suggested',
  about: ['ARG'],
  holds: ['$'],

  *check(file) {
    const globals = globalArgNames(file);
    if (globals.size === 0) return;
    for (const stage of file.stages) {
      const own = ownNames(stage);
      if (!own) continue;
      const found = new Set<string>();
      for (const { instruction, state } of statesOf(file, stage)) {
        const text = textOf(file.text, instruction);
        const set = lazy(() => namesSetIn(text));
        const inside = quotes(text);
        for (const match of text.matchAll(use)) {
          const quoted = inside(match.index);
          const name = match[1] ?? match[2] ?? '';
          if (!globals.has(name) || found.has(name) || own.test(name) || quoted) continue;
          if (everywhere.test(name) || set().has(name)) continue;
          if (variableIn(state, name)) continue;
          found.add(name);
          const start = instruction.span[0] + match.index + (match[1] ? 2 : 1);
          yield {
            at: [start, start + name.length],
            message: `${name} is empty here: its ARG stands before FROM and counts for FROM alone, until the stage says ARG ${name} again.`,
            fixes: [declareArg(file, stage, name)],
          };
        }
      }
    }
  },
};
export default rule;

const use = /(?<![\\$])\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

// Set by Docker for every step.
const everywhere = /^(?:PATH|HOME|HOSTNAME|PWD|SOURCE_DATE_EPOCH)$|_proxy$/i;

/** The names that the image of a stage sets itself, or undefined when they are not known. */
const ownNames = (stage: Stage): RegExp | undefined => {
  const image = rootImage(stage);
  return image && images.find(({ name }) => name.test(imageName(image)))?.own;
};

// From the images' Dockerfiles (2026-11).
const images: readonly { readonly name: RegExp; readonly own: RegExp }[] = [
  { name: /^(?:ubuntu|debian|alpine|scratch|busybox)$/, own: /^LANG$/ },
  { name: /^python$/, own: /^(?:LANG|GPG_KEY|PYTHON_.*)$/ },
  {
    name: /^(?:nvcr\.io\/)?nvidia\/cuda$/,
    own: /^(?:NV_.*|NVARCH|NVIDIA_.*|CUDA_.*|CUDNN_.*|NCCL_.*|TENSORRT_.*|LD_LIBRARY_PATH|LIBRARY_PATH)$/,
  },
];

const textOf = (text: string, instruction: Instruction): string => {
  switch (instruction.keyword) {
    case 'RUN':
      return instruction.form === 'exec' ||
        instruction.script === unreadScript ||
        instruction.heredocs.some((each) => each.quoted)
        ? ''
        : text.slice(...instruction.span);
    case 'COPY':
    case 'ADD':
      return instruction.heredocs.length > 0 ? '' : text.slice(...instruction.span);
    case 'ENV':
    case 'LABEL':
    case 'EXPOSE':
    case 'USER':
    case 'WORKDIR':
    case 'VOLUME':
    case 'STOPSIGNAL':
      return text.slice(...instruction.span);
    default:
      return '';
  }
};

/** The names that a shell text gives a value itself, or a default. */
const namesSetIn = (text: string): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const match of text.matchAll(/\b([A-Za-z_]\w*)=|\$\{([A-Za-z_]\w*):?[-+?=]/g))
    names.add(match[1] ?? match[2] ?? '');
  for (const match of text.matchAll(/\b(?:read|for)\s+([\w\s-]{1,200})/g))
    for (const name of match[1]?.split(/\s+/) ?? []) names.add(name);
  return names;
};

/** Says, for places in rising order, whether they stand in single quotes or in a comment. */
const quotes = (text: string): ((at: number) => boolean) => {
  let from = 0;
  let single = false;
  let comment = false;
  let blank = false;
  return (at) => {
    for (; from < at; from++) {
      const char = text[from];
      if (char === '\n') {
        comment = false;
        blank = true;
      } else if (char === '#' && blank) comment = true;
      else if (char === "'" && !comment) single = !single;
      else if (char !== ' ' && char !== '\t') blank = false;
    }
    return single || comment;
  };
};
