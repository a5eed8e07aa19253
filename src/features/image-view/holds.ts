import { baseImage } from '../../data/base-images.ts';
import { installsOf } from '../../image/installs/installed.ts';
import type { Reason } from '../../image/known.ts';
import { treeOf } from '../../image/stage.ts';
import { entryAt, filesIn, openIn, type Tree } from '../../image/tree.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { startCommand } from '../../project/start-command.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { parseDockerfile } from '../../syntax/dockerfile/parse.ts';
import { finalStage, lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { finalState, resolve, variableIn, variableNames } from '../../syntax/dockerfile/state.ts';
import type { Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';

/** What a line about an image is about, in the order in which they are shown. */
export type Held =
  | 'base'
  | 'python'
  | 'user'
  | 'workdir'
  | 'env'
  | 'port'
  | 'start'
  | 'apt'
  | 'pip'
  | 'file'
  | 'unknown';

/** One thing that an image holds, or one region of it that is not known. */
export interface HeldLine {
  readonly kind: Held;
  /** A path, a name or a value. */
  readonly name: string;
  /** Where it comes from, or why it is not known; may be empty. */
  readonly detail: string;
  readonly place?: { readonly file: Path; readonly at: Span };
}

/** What an image holds after an instruction. */
export interface ImageView {
  readonly file: Path;
  /** The instruction it is about, or the last one. */
  readonly after: Span;
  readonly lines: readonly HeldLine[];
}

/** What the stage at an offset of a Dockerfile holds after the instruction there; without an offset, what the final image holds. Undefined above the first FROM. */
export const imageViewOf = (
  file: DockerfileIn,
  project: Project,
  offset?: number,
): ImageView | undefined => {
  const cut = offset === undefined ? file : cutAfter(file, offset);
  const stage = cut && finalStage(cut.stages);
  const last = cut?.instructions.at(-1);
  if (!cut || !stage || !last) return undefined;
  const lines = [...about(cut, stage, project)];
  return { file: file.path, after: last.span, lines };
};

/** The file as far as the instruction at an offset, or the last one before it; all places stay as they are. */
const cutAfter = (file: DockerfileIn, offset: number): DockerfileIn | undefined => {
  const last = file.instructions.findLast(({ span }) => span[0] <= offset);
  if (!last) return undefined;
  return { ...parseDockerfile(file.text.slice(0, last.span[1])), path: file.path };
};

function* about(file: DockerfileIn, stage: Stage, project: Project): Generator<HeldLine> {
  yield* settings(file, stage);
  yield* packages(file, stage, project);
  yield* files(file, stage, project);
}

function* settings(file: DockerfileIn, stage: Stage): Generator<HeldLine> {
  const state = finalState(file, stage);
  const image = rootImage(stage);
  const base = image && baseImage(image);
  const at = lineage(stage).at(-1)?.from.span ?? stage.from.span;
  const from = { file: file.path, at };
  if (image)
    yield {
      kind: 'base',
      name: image.text,
      detail: base ? `${base.about}, ${base.size}` : 'what it holds is not known',
      place: from,
    };
  if (base?.python !== undefined)
    yield { kind: 'python', name: base.python, detail: 'of the base image', place: from };
  const user = state.user ? resolve(state.user, state) : (base?.user ?? undefined);
  yield {
    kind: 'user',
    name: user ?? 'not known',
    detail: state.user ? '' : 'of the base image',
    place: state.user ? { file: file.path, at: state.user.span } : from,
  };
  yield { kind: 'workdir', name: state.workdir ?? 'not known', detail: '' };
  for (const name of variableNames(state)) {
    const variable = variableIn(state, name);
    if (variable?.from !== 'ENV') continue;
    yield {
      kind: 'env',
      name: `${name}=${variable.value ?? '…'}`,
      detail: variable.value === null ? 'its value is not known' : '',
      ...(variable.declared ? { place: { file: file.path, at: variable.declared.span } } : {}),
    };
  }
  const own = lineage(stage)
    .toReversed()
    .flatMap(({ instructions }) => instructions);
  for (const each of own)
    if (each.keyword === 'EXPOSE')
      for (const word of each.words)
        yield {
          kind: 'port',
          name: resolve(word, state) ?? word.text,
          detail: 'EXPOSE',
          place: { file: file.path, at: word.span },
        };
  const start = startCommand(stage);
  if (start)
    yield {
      kind: 'start',
      name: start.words.map(({ text }) => text).join(' '),
      detail: '',
      ...(start.words[0] ? { place: { file: file.path, at: start.words[0].span } } : {}),
    };
}

function* packages(file: DockerfileIn, stage: Stage, project: Project): Generator<HeldLine> {
  const { folder } = buildContext(file, project);
  const installs = installsOf(file, stage, folder, project);
  const image = rootImage(stage);
  const given = new Set((image && baseImage(image)?.has) ?? []);
  for (const name of [...installs.apt].sort())
    if (!given.has(name)) yield { kind: 'apt', name, detail: '' };
  const seen = new Set<string>();
  const sorted = installs.python.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const { at, file: from, name, version } of sorted) {
    const text = `${name}${version}`;
    if (seen.has(text)) continue;
    seen.add(text);
    yield { kind: 'pip', name: text, detail: '', place: { file: from, at } };
  }
  if (installs.pythonOpen)
    yield { kind: 'unknown', name: 'Python packages', detail: 'not every install is followed' };
  if (installs.aptOpen)
    yield { kind: 'unknown', name: 'system packages', detail: 'not every install is followed' };
}

const mostFiles = 500;

function* files(file: DockerfileIn, stage: Stage, project: Project): Generator<HeldLine> {
  const { end } = treeOf(file, stage, project);
  const found = new Map<string, HeldLine>();
  let more = 0;
  for (const path of filesIn(end)) {
    if (found.has(path)) continue;
    if (found.size >= mostFiles) {
      more++;
      continue;
    }
    const entry = entryAt(end, path);
    if (entry.is === 'unknown')
      found.set(path, {
        kind: 'file',
        name: path,
        detail: `put there; then ${entry.because.text}`,
      });
    if (entry.is !== 'yes' || entry.value.kind !== 'file') continue;
    const { from, value } = entry;
    found.set(path, {
      kind: 'file',
      name: path,
      detail: value.source ?? '',
      ...('place' in from ? { place: from.place } : {}),
    });
  }
  yield* [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (more > 0) yield { kind: 'file', name: `and ${more} more`, detail: '' };
  yield* unknownIn(end);
}

/** The regions that are not known, one line a reason. */
function* unknownIn(tree: Tree): Generator<HeldLine> {
  const byReason = new Map<string, { readonly paths: Set<string>; readonly because: Reason }>();
  for (const { because, path } of openIn(tree)) {
    const known = byReason.get(because.text);
    if (known) known.paths.add(path);
    else byReason.set(because.text, { paths: new Set([path]), because });
  }
  for (const { because, paths } of byReason.values())
    yield {
      kind: 'unknown',
      name: [...paths].sort().join(', '),
      detail: because.text,
      ...(because.place ? { place: because.place } : {}),
    };
}
