import { baseImage } from '../../data/base-images.ts';
import { literalSource } from '../../project/context.ts';
import type { DockerfileIn } from '../../project/project.ts';
import type { Copy, Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage, stageNamed } from '../../syntax/dockerfile/stages.ts';
import { inImage, resolve, statesOf } from '../../syntax/dockerfile/state.ts';
import { aptCall } from '../../syntax/shell/apt.ts';
import { imageName } from '../../text/image.ts';
import { basename } from '../../text/path.ts';
import { type Answer, type Asked, evidenceAt, lineOf, type Maker, question, say } from './make.ts';

/** Asks what of a multi-stage build is in the final image. */
export const finalContents: Maker = function* (asked) {
  for (const file of asked.dockerfiles) {
    const stage = finalStage(file.stages);
    if (!stage || stage.parent || file.stages.length < 2) continue;
    if (stage.instructions.some(({ keyword }) => keyword === 'ONBUILD')) continue;
    const brought = broughtTo(file, stage);
    const first = brought?.find(({ target }) => !commonFolder.test(target));
    if (!brought || !first) continue;
    const wrong = [
      ...leftPackages(asked, file, stage, first.from, brought),
      ...leftFiles(asked, file, stage, first.from, brought),
      ...leftBase(asked, file, stage, first.from, brought),
    ];
    const at = lineOf(asked, file.path, first.copy.span[0]);
    const source = first.copy.sources[0]?.text ?? '';
    yield question({
      maker: 'final-contents',
      concept: 'small-images',
      fact: 'last-stage',
      difficulty: 2,
      stem: say`${asked.shown(file.path)} is built without naming a stage. Which of these is in the image that comes out?`,
      right: {
        text: say`${first.target}, as line ${at} fills it from the stage ${first.copy.from?.text ?? 0}`,
        why: say`COPY with ${'--from'} takes ${source} out of an earlier stage into the last one.`,
      },
      wrong,
      hints: [
        say`The image is made of the last stage. Look which lines reach back from it into an earlier one.`,
      ],
      evidence: evidenceAt(asked, file.path, [
        at - lineOf(asked, file.path, stage.from.span[0]) < 6
          ? stage.from.span[0]
          : first.copy.span[0],
        first.copy.span[1],
      ]),
    });
  }
};

interface Brought {
  readonly copy: Copy;
  /** The stage that the files come from. */
  readonly from: Stage;
  /** The absolute paths in that stage. */
  readonly sources: readonly string[];
  /** The absolute path in the image. */
  readonly target: string;
}

/** What the last stage takes from earlier ones; undefined when that is not fully known. */
const broughtTo = (file: DockerfileIn, stage: Stage): readonly Brought[] | undefined => {
  const result: Brought[] = [];
  for (const { instruction: copy, state } of statesOf(file, stage)) {
    if (copy.keyword !== 'COPY' || !copy.from) continue;
    const from = stageNamed(file.stages.slice(0, stage.index), copy.from.text);
    const to = copy.target && resolve(copy.target, state);
    const target = to === undefined ? undefined : inImage(state, to);
    const sources = copy.sources.map(({ text, dynamic }) =>
      dynamic || !/^\/[\w./-]*$/.test(text) ? undefined : text.replace(/(.)\/+$/, '$1'),
    );
    if (!from || from.parent || target === undefined || target === '/') return undefined;
    if (copy.flags.some(({ name }) => !/^(?:from|chown|chmod|link)$/.test(name))) return undefined;
    result.push({ copy, from, sources: sources.filter((each) => each !== undefined), target });
    if (sources.includes(undefined) || sources.includes('/')) return undefined;
  }
  const removed = stage.instructions.some(
    (each) =>
      each.keyword === 'RUN' &&
      (each.form === 'exec' ||
        each.script.broken ||
        each.script.commands.some(({ name }) => /^(?:rm|mv|find)$/.test(name))),
  );
  return removed ? undefined : result;
};

// Folders that are in nearly every image.
const commonFolder =
  /^\/(?:bin|sbin|lib|etc|opt|root|home|tmp|var|srv|mnt|usr(?:\/(?:bin|lib|local(?:\/(?:bin|lib|share))?|share))?)$/;

const systemFolder =
  /^\/(?:$|(?:usr|bin|sbin|lib\w*|etc|opt|var)$|usr\/(?:bin|sbin|lib\w*|include|share)(?:\/|$)|(?:bin|sbin|lib\w*|etc)\/)/;

const tools = /^(?:build-essential|gcc|g\+\+|make|cmake|git|curl|wget|ninja-build|pkg-config)$/;

/** Tools that apt installs in the stage that is copied from, and that the last one lacks. */
const leftPackages = (
  asked: Asked,
  { path }: DockerfileIn,
  stage: Stage,
  from: Stage,
  brought: readonly Brought[],
): readonly Answer[] => {
  const { image } = stage;
  const isBare =
    image !== undefined &&
    baseImage(image) !== undefined &&
    /^(?:debian|ubuntu)$|^python$/.test(imageName(image)) &&
    (imageName(image) !== 'python' || /slim|alpine/.test(image.tag ?? ''));
  const isClosed = brought.every(({ sources }) => !sources.some((each) => systemFolder.test(each)));
  const installs = stage.instructions.some(
    (each) =>
      each.keyword === 'ADD' ||
      (each.keyword === 'RUN' &&
        each.script.commands.some(
          ({ name, words }) =>
            /^(?:apt|apt-get|aptitude|apk|dpkg|conda|mamba|curl|wget|sh|bash|make)$|\.sh$/.test(
              name,
            ) || words.some(({ dynamic, text }) => dynamic || text.endsWith('.sh')),
        )),
  );
  if (!isBare || !isClosed || installs) return [];
  const names = from.instructions.flatMap((each) =>
    each.keyword === 'RUN'
      ? each.script.commands.flatMap((command) => {
          const call = aptCall(command);
          return call?.verb === 'install'
            ? call.packages.filter(({ text, dynamic }) => !dynamic && tools.test(text))
            : [];
        })
      : [],
  );
  return names.slice(0, 1).map((word) => ({
    text: say`${word.text}, which line ${lineOf(asked, path, word.span[0])} installs`,
    why: say`It is installed in an earlier stage, and no line copies it from there.`,
  }));
};

/** Files that the stage copied from takes from the context, and that stay there. */
const leftFiles = (
  asked: Asked,
  file: DockerfileIn,
  stage: Stage,
  from: Stage,
  brought: readonly Brought[],
): readonly Answer[] => {
  const own = stage.instructions.flatMap((each) =>
    each.keyword === 'COPY' || each.keyword === 'ADD' ? (each.from ? [] : each.sources) : [],
  );
  const isKnown = own.every(({ text, dynamic }) => {
    const source = literalSource(text, dynamic);
    return source !== undefined && /\.\w+$/.test(source);
  });
  const mounted = stage.instructions.some(
    (each) =>
      each.keyword === 'RUN' &&
      (each.flags.length > 0 || each.script.commands.some(({ name }) => bringsFiles.test(name))),
  );
  if (!isKnown || mounted) return [];
  const kept = new Set(own.map(({ text }) => basename(text)));
  return statesOf(file, from)
    .flatMap(({ instruction: copy, state }) => {
      if (copy.keyword !== 'COPY' || copy.from || copy.flags.length > 0) return [];
      const [source, more] = copy.sources;
      const to = copy.target && resolve(copy.target, state);
      const target = to === undefined ? undefined : inImage(state, to);
      if (!source || more || source.dynamic || !/^[\w./-]+\.\w+$/.test(source.text)) return [];
      if (to === undefined || target === undefined || kept.has(basename(source.text))) return [];
      const isFolder = to.endsWith('/') || to === '.';
      if (!isFolder && basename(to) !== basename(source.text)) return [];
      const path = isFolder ? `${target === '/' ? '' : target}/${basename(source.text)}` : target;
      const isTaken = brought.some(
        (each) =>
          each.from !== from ||
          isBelow(each.target, path) ||
          each.sources.some((taken) => isBelow(taken, path)),
      );
      return isTaken ? [] : [{ copy, path }];
    })
    .slice(0, 1)
    .map(({ copy, path }) => ({
      text: say`${path}, which line ${lineOf(asked, file.path, copy.span[0])} copies`,
      why: say`That line belongs to an earlier stage, and what is taken from there does not hold this file.`,
    }));
};

const bringsFiles = /^(?:git|curl|wget|tar|unzip|cp|ln|sh|bash)$|\.sh$/;

const isBelow = (folder: string, path: string): boolean =>
  folder === '/' || path === folder || path.startsWith(`${folder}/`);

const compilers = /^(?:go|golang|rust|rustc|rustup|cargo)$/;

/** The base image and the layers of the stage copied from. */
const leftBase = (
  asked: Asked,
  { path }: DockerfileIn,
  stage: Stage,
  { from, image, name }: Stage,
  brought: readonly Brought[],
): readonly Answer[] => {
  const line = lineOf(asked, path, from.span[0]);
  const last = stage.image;
  const isClosed =
    !brought.some(({ sources }) =>
      sources.some((each) => /^\/(?:usr|opt)\//.test(each) || systemFolder.test(each)),
    ) &&
    !stage.instructions.some(
      (each) =>
        each.keyword === 'RUN' &&
        each.script.commands.some(({ words }) => words.some(({ text }) => compilers.test(text))),
    );
  return [
    ...(image &&
    last &&
    isClosed &&
    compilers.test(imageName(image)) &&
    !compilers.test(imageName(last)) &&
    !from.image?.dynamic
      ? [
          {
            text: say`The tools of ${image.text}, which line ${line} names`,
            why: say`It is the base of an earlier stage; the image stands on ${last.text}.`,
          },
        ]
      : []),
    {
      text: say`The layers that the stage ${name ?? 0} adds, from line ${line} on`,
      why: say`They stay with the builder as a cache; the image has the layers of the last stage.`,
    },
    {
      text: say`The history of each stage, for ${'docker history'} to show`,
      why: say`The history lists the steps of the last stage and of its base.`,
    },
  ];
};
