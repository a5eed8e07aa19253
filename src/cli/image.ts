import { imageJson, imageText } from '../features/image-view/write.ts';
import { lineSpan, linesOf } from '../text/lines.ts';
import { parsed, UsageError } from './arguments.ts';
import { collecting, loadTarget, shownBy, targetsOf, tellFailures } from './load.ts';

/** Prints what the image of a Dockerfile holds, after a line of it where one is named; returns the exit code. Throws UsageError. */
export const image = async (args: readonly string[]): Promise<number> => {
  const { format, line, name } = argumentsOf(args);
  const [target] = targetsOf([name]);
  const [path] = target?.wanted ?? [];
  if (!target || path === undefined) throw new UsageError(`There is no file ${name}.`);
  const failures: string[] = [];
  const { service } = await loadTarget(target, {}, collecting(failures, target));
  const text = service.text(path);
  if (text === undefined || service.kind(path) !== 'dockerfile')
    throw new UsageError(`${name} is not a Dockerfile.`);
  const lines = linesOf(text);
  if (line !== undefined && line > lines.starts.length)
    throw new UsageError(`${name} has ${lines.starts.length} lines; --line asks for ${line}.`);
  const view = service.image(path, line === undefined ? undefined : lineSpan(lines, line - 1)[1]);
  tellFailures(failures);
  if (!view) throw new UsageError(`No FROM stands in ${name} as far as that line.`);
  const by = shownBy(service, target.root);
  process.stdout.write(format === 'json' ? imageJson(view, by) : imageText(view, by));
  return failures.length > 0 ? 2 : 0;
};

interface ImageArguments {
  readonly name: string;
  readonly format: 'text' | 'json';
  readonly line?: number;
}

const argumentsOf = (args: readonly string[]): ImageArguments => {
  const { positionals, values } = parsed(args, {
    format: { type: 'string' },
    line: { type: 'string' },
  });
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
