import { join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { imageJson, imageText, type Shown } from '../features/image-view/write.ts';
import { problemText, type Report } from '../project/attempt.ts';
import { lineSpan, linesOf } from '../text/lines.ts';
import { UsageError } from './arguments.ts';
import { loadTarget, targetsOf } from './load.ts';

/** Prints what the image of a Dockerfile holds, after a line of it where one is named; returns the exit code. Throws UsageError. */
export const image = async (args: readonly string[]): Promise<number> => {
  const { format, line, name } = argumentsOf(args);
  const [target] = targetsOf([name]);
  const [path] = target?.wanted ?? [];
  if (!target || path === undefined) throw new UsageError(`There is no file ${name}.`);
  const failures: string[] = [];
  const report: Report = (problem) => failures.push(problemText(problem));
  const { service } = await loadTarget(target, {}, report);
  const text = service.text(path);
  if (text === undefined || service.kind(path) !== 'dockerfile')
    throw new UsageError(`${name} is not a Dockerfile.`);
  const lines = linesOf(text);
  if (line !== undefined && line > lines.starts.length)
    throw new UsageError(`${name} has ${lines.starts.length} lines; --line asks for ${line}.`);
  const view = service.image(path, line === undefined ? undefined : lineSpan(lines, line - 1)[1]);
  for (const failure of failures)
    process.stderr.write(
      `seaworthy: ${failure}. This is a mistake in Seaworthy; please report it.\n`,
    );
  if (!view) throw new UsageError(`No FROM stands in ${name} as far as that line.`);
  const by: Shown = {
    text: (file) => service.text(file) ?? '',
    shown: (file) => relative(process.cwd(), join(target.root, file)).split(sep).join('/'),
  };
  process.stdout.write(format === 'json' ? imageJson(view, by) : imageText(view, by));
  return failures.length > 0 ? 2 : 0;
};

interface ImageArguments {
  readonly name: string;
  readonly format: 'text' | 'json';
  readonly line?: number;
}

const argumentsOf = (args: readonly string[]): ImageArguments => {
  const { positionals, values } = parse(args);
  const [name, more] = positionals;
  if (name === undefined || more !== undefined)
    throw new UsageError('image takes one Dockerfile: `seaworthy image Dockerfile`.');
  const format = values.format ?? 'text';
  if (format !== 'text' && format !== 'json')
    throw new UsageError(`--format takes text, json; got "${format}".`);
  if (values.line === undefined) return { name, format };
  if (!/^[1-9]\d{0,6}$/.test(values.line))
    throw new UsageError(`--line takes a number from 1; got "${values.line}".`);
  return { name, format, line: Number(values.line) };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string' }, line: { type: 'string' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};
