import { expand } from '../syntax/dockerfile/expand.ts';
import type { Run } from '../syntax/dockerfile/model.ts';
import { type Mount, mountsOf } from '../syntax/dockerfile/mounts.ts';
import { sourceStage } from '../syntax/dockerfile/stages.ts';
import { inImage, lookupIn } from '../syntax/dockerfile/state.ts';
import { joinPath } from '../text/path.ts';
import { sentTo } from './sent.ts';
import { type Change, type Growing, growing, inside } from './tree.ts';
import { placeOf, type Work, whereIs } from './work.ts';

/** The file system that a RUN with mounts sees, and what of its changes stays in the image; undefined without mounts. */
export const mountedTree = (
  work: Work,
  run: Run,
): { readonly tree: Growing; kept(): readonly Change[] } | undefined => {
  const mounts = mountsOf(run).filter((mount) => mount.get('type') !== 'ssh');
  if (mounts.length === 0) return undefined;
  const tree = growing(work.tree.now());
  const targets: string[] = [];
  for (const mount of mounts) {
    const target = targetOf(work, mount);
    // Where a mount is that is not known, anything may end that is written.
    if (target === undefined) continue;
    targets.push(target);
    tree.add(contentOf(work, run, mount, target));
  }
  const first = tree.now().count;
  return {
    tree,
    kept: () =>
      tree
        .now()
        .changes.slice(first)
        .filter(({ path }) => targets.every((target) => inside(target, path) === undefined)),
  };
};

const valueOf = ({ state }: Work, text: string): string | undefined =>
  expand(text, lookupIn(state));

const targetOf = (work: Work, mount: Mount): string | undefined => {
  const given = mount.get('target');
  if (given === undefined)
    return mount.get('type') === 'secret' ? `/run/secrets/${mount.get('id') ?? ''}` : undefined;
  const text = valueOf(work, given);
  return text === undefined ? undefined : inImage(work.state, text);
};

/** What is at the target of a mount while the RUN lasts. */
const contentOf = (work: Work, run: Run, mount: Mount, target: string): Change => {
  const place = placeOf(work, run);
  const { file, project, stage } = work;
  const unknown: Change = {
    kind: 'open',
    path: target,
    because: { text: `${whereIs(work, run)} mounts it`, place },
  };
  if (mount.get('type') !== 'bind') return unknown;
  const source = valueOf(work, mount.get('source') ?? '');
  if (source === undefined) return unknown;
  const name = mount.get('from');
  if (name !== undefined) {
    const other = sourceStage(file, stage, name);
    const path = `/${joinPath(source.replace(/^\/+/, '')) ?? ''}`;
    return other
      ? {
          kind: 'copy',
          path: target,
          tree: work.endOf(other),
          source: path,
          from: { kind: 'run', place },
        }
      : unknown;
  }
  const files = sentTo(file, project);
  const from = files.path(source);
  const context = { kind: 'context', file: from, place } as const;
  if (project.exists(from))
    return {
      kind: 'entry',
      path: target,
      entry: { kind: 'file', source: from },
      from: context,
    };
  if (from !== '' && project.under(from).length === 0) return unknown;
  return {
    kind: 'context',
    path: target,
    sent: (inner) => files.look(joinPath(from, inner) ?? inner, place),
    *inner() {
      for (const path of project.under(from))
        if ('entry' in files.look(path, place))
          yield from === '' ? path : path.slice(from.length + 1);
    },
    from: context,
  };
};
