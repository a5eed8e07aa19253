import { baseImage } from '../../data/base-images.ts';
import { isSecretName } from '../../data/secrets.ts';
import type { Instruction } from '../../syntax/dockerfile/model.ts';
import {
  automaticArgs,
  globalArgNames,
  lineage,
  rootImage,
} from '../../syntax/dockerfile/stages.ts';
import { statesOf, variableIn, variableNames } from '../../syntax/dockerfile/state.ts';
import type { Word } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import { nearest } from '../../text/nearest.ts';
import { declareArg } from '../declare-arg.ts';
import type { Rule } from '../rule.ts';
import docs from './undefined-variable.md' with { type: 'text' };

// Set for every build, or by every base image.
const always: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'HOSTNAME',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'FTP_PROXY',
  'NO_PROXY',
  'ALL_PROXY',
  'http_proxy',
  'https_proxy',
  'ftp_proxy',
  'no_proxy',
  'all_proxy',
  'SOURCE_DATE_EPOCH',
]);

// ENV of the images in the table of base images, from their Dockerfiles (2026-11).
const fromImage: readonly { readonly image: RegExp; readonly names: readonly string[] }[] = [
  {
    image: /^python$/,
    names: [
      'LANG',
      'GPG_KEY',
      'PYTHON_VERSION',
      'PYTHON_SHA256',
      'PYTHON_PIP_VERSION',
      'PYTHON_SETUPTOOLS_VERSION',
      'PYTHON_GET_PIP_URL',
      'PYTHON_GET_PIP_SHA256',
    ],
  },
  { image: /^(?:ubuntu|debian|alpine)$/, names: [] },
];

const rule: Rule = {
  id: 'undefined-variable',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'env-arg',
  aka: ['buildkit/UndefinedVar'],
  fix: 'suggested',
  holds: ['$'],

  *check(file) {
    const globals = globalArgNames(file);
    for (const stage of file.stages) {
      const image = rootImage(lineage(stage).at(-1) ?? stage);
      const known =
        image && baseImage(image)
          ? fromImage.find(
              (each) =>
                each.image.test(image.repository.replace(/^library\//, '')) && !image.registry,
            )
          : undefined;
      // What other base images set is not known, but for names that are plainly those of the project.
      if (!known && !(image && baseImage(image))) continue;
      for (const { instruction, state } of statesOf(file, stage)) {
        const dollar = file.text.indexOf('$', instruction.span[0]);
        if (dollar < 0 || dollar >= instruction.span[1]) continue;
        for (const word of wordsOf(instruction)) {
          if (!word.dynamic) continue;
          for (const match of file.text
            .slice(...word.span)
            .matchAll(/(?<![\\$])\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g)) {
            const name = match[1] ?? match[2] ?? '';
            if (
              variableIn(state, name) ||
              // arg-out-of-scope tells how to bring it in.
              globals.has(name) ||
              always.has(name) ||
              known?.names.includes(name)
            )
              continue;
            if (inSingleQuotes(word, match.index)) continue;
            const itself = isOwnValue(instruction, word, name);
            if (itself ? ofImages.test(name) : !known || isOwnName(instruction, name)) continue;
            const start = word.span[0] + match.index + (match[1] ? 2 : 1);
            const at = [start, start + name.length] as const;
            if (itself) {
              yield {
                at,
                message: `${name} is not set here, so this sets it to nothing: Docker takes no variable from the machine that builds, and a value that is given at the start replaces it.`,
                ...(isSecretName(name) ? {} : { fixes: [declareArg(file, stage, name)] }),
              };
              continue;
            }
            if (automaticArgs.has(name)) {
              yield {
                at,
                message: `${name} is not set here, so its value is empty: Docker gives it to a stage that says ARG ${name}.`,
                fixes: [declareArg(file, stage, name)],
              };
              continue;
            }
            const near = nearest(name, variableNames(state));
            yield {
              at,
              message: `${name} is not set here, so its value is empty.${near ? ` Did you mean ${near}?` : ''}`,
              ...(near
                ? { fixes: [{ title: `Write ${near}`, edits: () => [replace(at, near)] }] }
                : {}),
            };
          }
        }
      }
    }
  },
};
export default rule;

/** The words in which Docker itself replaces variables; RUN, CMD and ENTRYPOINT leave that to the shell. */
const wordsOf = (instruction: Instruction): readonly Word[] => {
  switch (instruction.keyword) {
    case 'COPY':
    case 'ADD':
      return instruction.heredocs.length > 0
        ? []
        : [
            ...instruction.flags.flatMap(({ name, value }) =>
              name === 'chown' && value ? [value] : [],
            ),
            ...instruction.sources,
            ...(instruction.target ? [instruction.target] : []),
          ];
    case 'ENV':
    case 'LABEL':
      return instruction.pairs.flatMap(({ value }) => (value ? [value] : []));
    case 'EXPOSE':
    case 'USER':
    case 'WORKDIR':
    case 'VOLUME':
    case 'STOPSIGNAL':
      return instruction.words;
    default:
      return [];
  }
};

/** `ENV MODEL_NAME=${MODEL_NAME}`: the whole value is the name that is set. */
const isOwnValue = (instruction: Instruction, { text }: Word, name: string): boolean =>
  isOwnName(instruction, name) && (text === `$${name}` || text === `\${${name}}`);

// What images set themselves, and what programs of the system take.
const ofImages =
  /^(?:CUDA|CUDNN|NV|NCCL|TENSORRT|ROCM|HIP|LD_|LIBRARY_|LANG|LC_|PYTHON|PIP|CONDA|MAMBA|NODE|NPM|YARN|GO|JAVA|JUPYTER|NB_|SPARK|RAY|TORCH|TF_|DEBIAN|UV_|RUST|CARGO|SHELL$|USER$|TERM$|TZ$|C(?:XX)?FLAGS$|CPATH$|PKG_CONFIG|MAKEFLAGS$)/;

/** `ENV PYTHONPATH=$PYTHONPATH:/srv` adds to what may be there; another name of the same ENV is a finding of its own. */
const isOwnName = (instruction: Instruction, name: string): boolean =>
  instruction.keyword === 'ENV' && instruction.pairs.some(({ key }) => key.text === name);

const inSingleQuotes = ({ raw }: Word, at: number): boolean =>
  (raw.slice(0, at).match(/'/g)?.length ?? 0) % 2 === 1 && !raw.startsWith('"');
