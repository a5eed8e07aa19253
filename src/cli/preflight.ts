import { countsIn, type Preflight } from '../features/preflight/line.ts';
import { preflightJson, preflightMarkdown, preflightText } from '../features/preflight/write.ts';
import type { Shown } from '../features/shown.ts';
import { parsed, UsageError } from './arguments.ts';
import { collecting, isWanted, loadTarget, shownBy, targetsOf, tellFailures } from './load.ts';

const writers = { text: preflightText, json: preflightJson, markdown: preflightMarkdown } as const;

type Format = keyof typeof writers;

const isFormat = (name: string): name is Format => Object.hasOwn(writers, name);

/** Prints for each image and workload what was checked; returns the exit code: 1 when something is broken. Throws UsageError. */
export const preflight = async (args: readonly string[]): Promise<number> => {
  const { format, paths } = argumentsOf(args);
  const failures: string[] = [];
  let broken = 0;
  for (const target of targetsOf(paths)) {
    const { service, walked } = await loadTarget(target, {}, collecting(failures, target));
    const ignored = new Set(walked.filter((each) => each.ignored).map(({ path }) => path));
    const all = service.preflights().filter(({ file }) => isWanted(file, target.wanted, ignored));
    broken += all.reduce((sum, each) => sum + countsIn(each).broken, 0);
    process.stdout.write(written(all, format, shownBy(service, target.root)));
  }
  tellFailures(failures);
  if (failures.length > 0) return 2;
  return broken > 0 ? 1 : 0;
};

const written = (all: readonly Preflight[], format: Format, by: Shown): string =>
  all.length === 0 && format === 'text'
    ? 'No Dockerfile and no workload found.\n'
    : writers[format](all, by);

const argumentsOf = (
  args: readonly string[],
): { readonly format: Format; readonly paths: readonly string[] } => {
  const { positionals, values } = parsed(args, { format: { type: 'string' } });
  const format = values.format ?? 'text';
  if (!isFormat(format))
    throw new UsageError(`--format takes ${Object.keys(writers).join(', ')}; got "${format}".`);
  return { format, paths: positionals };
};
