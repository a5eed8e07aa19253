import { expand } from './expand.ts';
import type { Run } from './model.ts';
import { lookupIn, type State } from './state.ts';

/** A `--mount` of RUN by its options: `type`, `target`, `from`, `id` … */
export type Mount = ReadonlyMap<string, string>;

/** The mounts of a RUN; the type is `bind` when none is written. */
export const mountsOf = ({ flags }: Run): readonly Mount[] =>
  flags
    .filter(({ name }) => name === 'mount')
    .map(({ value }) => {
      const options = (value?.text ?? '').split(',').map((part): [string, string] => {
        const equals = part.indexOf('=');
        const key = equals < 0 ? part : part.slice(0, equals);
        return [alias(key.trim()), equals < 0 ? '' : part.slice(equals + 1)];
      });
      return new Map([['type', 'bind'], ...options]);
    });

const alias = (key: string): string =>
  key === 'dst' || key === 'destination' ? 'target' : key === 'src' ? 'source' : key;

/** The folders that cache and tmpfs mounts of a RUN lie over; undefined for one that the state does not tell. */
export const cacheTargets = (run: Run, state?: State): readonly (string | undefined)[] =>
  mountsOf(run)
    .filter((mount) => mount.get('type') === 'cache' || mount.get('type') === 'tmpfs')
    .map((mount) => expand(mount.get('target') ?? '', state ? lookupIn(state) : () => undefined));

/** Whether a cache or tmpfs mount lies, or may lie, over a folder that `target` matches. */
export const cacheMountOver = (run: Run, target: RegExp, state?: State): boolean =>
  cacheTargets(run, state).some((folder) => folder === undefined || target.test(folder));
