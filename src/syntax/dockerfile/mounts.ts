import type { Run } from './model.ts';

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

/** Whether a cache or tmpfs mount lies over a folder that `target` matches. */
export const cacheMountOver = (run: Run, target: RegExp): boolean =>
  mountsOf(run).some(
    (mount) =>
      (mount.get('type') === 'cache' || mount.get('type') === 'tmpfs') &&
      target.test(mount.get('target') ?? ''),
  );
