import type { Span } from '../../text/span.ts';
import { parseShell } from '../shell/parse.ts';
import { buildsOf, expanded, marks, nameIn, pathOf, type ValueOf } from './build-line.ts';
import type { BuildPath, StatedBuild } from './model.ts';
import { shellValues } from './scripts.ts';
import { below, imagePattern, isLiteral } from './written.ts';
import { type YamlValue, yamlValue } from './yaml-value.ts';

const root: BuildPath = { from: 'repository', path: '' };

/** The builds of a workflow of GitHub, or of a composite action. */
export const buildsOfWorkflow = (text: string): readonly StatedBuild[] => {
  const workflow = yamlValue(text);
  if (!workflow) return [];
  const jobs = (workflow.get('jobs')?.entries() ?? []).map(({ value }) => value);
  const action = workflow.get('runs');
  return [...jobs, ...(action ? [action] : [])].flatMap((job) => {
    const variants = variantsOf(job.get('strategy', 'matrix'));
    const steps = job.get('steps')?.items() ?? [];
    return steps.flatMap((step) =>
      variants.flatMap((variant, i) => {
        const scope = scopeOf(workflow, job, step, variant);
        // Without a value of the matrix in it every variant says the same.
        return i > 0 && !speaksOf(step, text) ? [] : buildsOfStep(scope, text);
      }),
    );
  });
};

interface Scope {
  readonly step: YamlValue;
  readonly directory: string;
  /** A text with the expressions in it that are known. */
  filled(text: string): string;
  readonly environment: ValueOf;
}

type Variant = ReadonlyMap<string, string>;

const mostVariants = 64;

/** The values that a matrix gives, where each of its keys is alone or they come in `include`. */
const variantsOf = (matrix: YamlValue | undefined): readonly Variant[] => {
  const lists = (matrix?.entries() ?? []).filter(({ key }) => key !== 'exclude');
  const found = lists.flatMap(({ key, value }) =>
    value.items().map((item) => flat(key === 'include' ? 'matrix' : `matrix.${key}`, item)),
  );
  return found.length > 0 ? found.slice(0, mostVariants) : [new Map()];
};

const flat = (name: string, value: YamlValue): Variant =>
  new Map(
    value.text === undefined
      ? value.entries().map(({ key, value: { text = '' } }) => [`${name}.${key}`, text])
      : [[name, value.text]],
  );

const speaksOf = ({ at }: YamlValue, text: string): boolean =>
  text.slice(...at).includes('matrix.');

const scopeOf = (workflow: YamlValue, job: YamlValue, step: YamlValue, variant: Variant): Scope => {
  const holders = [step, job, workflow];
  const environment: ValueOf = (name) => {
    if (name === 'GITHUB_WORKSPACE') return marks.repository;
    return holders.map((each) => each.get('env', name)?.text).find((each) => each !== undefined);
  };
  const filled = (text: string, depth = 0): string =>
    text.replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (match: string, name: string) => {
      if (name === 'github.workspace') return marks.repository;
      const value = name.startsWith('env.') ? environment(name.slice(4)) : variant.get(name);
      return value === undefined || depth > 3 ? match : filled(value, depth + 1);
    });
  const directory =
    step.get('working-directory')?.text ??
    [job, workflow]
      .map((each) => each.get('defaults', 'run', 'working-directory')?.text)
      .find((each) => each !== undefined) ??
    '';
  return {
    step,
    directory: filled(directory),
    filled,
    environment: (name) => {
      const value = environment(name);
      return value === undefined ? undefined : filled(value);
    },
  };
};

const buildsOfStep = (scope: Scope, text: string): readonly StatedBuild[] => {
  const { step } = scope;
  const uses = step.get('uses')?.text ?? '';
  if (/^docker\/build-push-action@/.test(uses)) return ofAction(scope) ?? [];
  const run = step.get('run');
  if (run?.text === undefined || !/build|bud\b/.test(run.text)) return [];
  const start = scope.directory === '' ? root : pathOf(scope.directory, root);
  return start ? buildsOfText(scope.filled(run.text), start, scope.environment, run.at, text) : [];
};

/** The builds of a script within a YAML file, at the places of their lines there. */
export const buildsOfText = (
  script: string,
  start: BuildPath,
  environment: ValueOf,
  at: Span,
  text: string,
): readonly StatedBuild[] => {
  const own = shellValues(script);
  const values: ValueOf = (name) => own(name) ?? environment(name);
  const { commands } = parseShell(script, (from, to) => [from, to]);
  let from = at[0];
  return buildsOf(commands, start, values).map((build) => {
    const [line = ''] = /^\S+(?: \S+)?/.exec(script.slice(build.at[0])) ?? [];
    const found = line === '' ? -1 : text.indexOf(line, from);
    if (found < 0 || found >= at[1]) return { ...build, at };
    from = found + line.length;
    return { ...build, at: [found, found + line.length] as const };
  });
};

/** A step with docker/build-push-action, whose context is the repository unless it says another one. */
const ofAction = ({ step, filled }: Scope): readonly StatedBuild[] | undefined => {
  const input = (name: string): YamlValue | undefined => step.get('with', name);
  const textOf = (name: string): string | undefined => {
    const text = input(name)?.text;
    return text === undefined ? undefined : filled(text).trim();
  };
  const linesOf = (name: string): readonly string[] =>
    (textOf(name) ?? '').split(/\n/).flatMap((line) => line.trim() || []);
  const stated = (textOf('context') || '.').replace(/^\{\{defaultContext\}\}:?/, './');
  const context = pathOf(
    expanded(stated, () => undefined),
    root,
  );
  const file = textOf('file');
  const dockerfile = file
    ? pathOf(file, root)
    : context && { ...context, path: below(context.path, 'Dockerfile') };
  if (!dockerfile) return undefined;
  const target = textOf('target');
  return [
    {
      at: (input('context') ?? input('file') ?? step.get('uses') ?? step).at,
      plain: false,
      dockerfile,
      ...(context ? { context } : {}),
      ...(target && isLiteral(target) ? { target } : {}),
      args: linesOf('build-args').map(nameIn),
      contexts: linesOf('build-contexts').map(nameIn),
      images: linesOf('tags')
        .flatMap((line) => line.split(','))
        .map((tag) => imagePattern(tag.trim())),
    },
  ];
};
