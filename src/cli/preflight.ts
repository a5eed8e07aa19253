import { join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { countsIn, type Preflight } from '../features/preflight/line.ts';
import {
  preflightJson,
  preflightMarkdown,
  preflightText,
  type Shown,
} from '../features/preflight/write.ts';
import { problemText, type Report } from '../project/attempt.ts';
import type { Service } from '../service.ts';
import { UsageError } from './arguments.ts';
import { isWanted, loadTarget, type Target, targetsOf } from './load.ts';

const writers = { text: preflightText, json: preflightJson, markdown: preflightMarkdown } as const;

type Format = keyof typeof writers;

const isFormat = (name: string): name is Format => Object.hasOwn(writers, name);

/** Prints for each image and workload what was checked; returns the exit code: 1 when something is broken. Throws UsageError. */
export const preflight = async (args: readonly string[]): Promise<number> => {
  const { format, paths } = argumentsOf(args);
  const failures: string[] = [];
  let broken = 0;
  for (const target of targetsOf(paths)) {
    const report: Report = ({ path, ...problem }) =>
      failures.push(problemText(path === undefined ? problem : { ...problem, path }));
    const { service, walked } = await loadTarget(target, {}, report);
    const ignored = new Set(walked.filter((each) => each.ignored).map(({ path }) => path));
    const all = service.preflights().filter(({ file }) => isWanted(file, target.wanted, ignored));
    broken += all.reduce((sum, each) => sum + countsIn(each).broken, 0);
    process.stdout.write(written(all, format, shownBy(service, target)));
  }
  for (const failure of failures)
    process.stderr.write(
      `seaworthy: ${failure}. This is a mistake in Seaworthy; please report it.\n`,
    );
  if (failures.length > 0) return 2;
  return broken > 0 ? 1 : 0;
};

const written = (all: readonly Preflight[], format: Format, by: Shown): string =>
  all.length === 0 && format === 'text'
    ? 'No Dockerfile and no workload found.\n'
    : writers[format](all, by);

const shownBy = (service: Service, { root }: Target): Shown => ({
  text: (path) => service.text(path) ?? '',
  shown: (path) => relative(process.cwd(), join(root, path)).split(sep).join('/'),
});

const argumentsOf = (
  args: readonly string[],
): { readonly format: Format; readonly paths: readonly string[] } => {
  const { positionals, values } = parse(args);
  const format = values.format ?? 'text';
  if (!isFormat(format))
    throw new UsageError(`--format takes ${Object.keys(writers).join(', ')}; got "${format}".`);
  return { format, paths: positionals };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};
