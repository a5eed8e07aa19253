import type { ResourceIn } from '../../project/project.ts';
import { itemsAt } from '../../syntax/kubernetes/fields.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { rawText, rawWords } from '../../syntax/kubernetes/raw-text.ts';
import { type Edit, replace } from '../../text/edit.ts';
import { isPlaceholder } from '../../text/placeholder.ts';
import { mend } from '../mend.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './variable-not-expanded.md' with { type: 'text' };

const rule: Rule = {
  id: 'variable-not-expanded',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'configmap-secret',
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    const containers = resource.containers().map(({ path }) => ({
      path,
      variables: variablesOf(resource, path),
    }));
    const names = containers.flatMap(({ variables }) => variables.map(({ name }) => name));
    const filledIn = isFilledIn(resource, new Set(names));
    for (const { path, variables } of containers) {
      yield* ofValues(resource, path, variables, filledIn);
      // KubeRay joins the words, and hands them to a shell.
      if (filledIn || resource.apiVersion.startsWith('ray.io/')) continue;
      yield* ofWords(resource, path, new Set(variables.map(({ name }) => name)));
    }
  },
};
export default rule;

interface Variable {
  readonly name: string;
  readonly at: KeyPath;
  readonly value?: string;
}

const variablesOf = (resource: ResourceIn, container: KeyPath): readonly Variable[] =>
  itemsAt(resource, [...container, 'env']).flatMap(({ path, value }) => {
    const { name } = value;
    const at = [...path, 'value'];
    const text = rawText(resource, at);
    return typeof name === 'string'
      ? [{ name, at, ...(text === undefined ? {} : { value: text }) }]
      : [];
  });

/** A reference in the way of a shell: `$NAME` or `${NAME}`. */
const reference = /(?<![$\\])\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g;

interface Reference {
  readonly name: string;
  readonly written: string;
}

const referencesIn = (text: string): readonly Reference[] =>
  [...text.matchAll(reference)].map(([written, plain, braced]) => ({
    ...{ name: plain ?? braced ?? '', written },
  }));

/** Whether another program fills the file in: it has a name in braces that is none of the containers' variables. */
const isFilledIn = ({ text }: ResourceIn, names: ReadonlySet<string>): boolean =>
  [...text.matchAll(/\$\{([A-Za-z_]\w*)/g)].some(
    ([, name = '']) => !names.has(name) && !searchPaths.has(name),
  );

/** Lists of directories that images set, and that one adds to. */
const searchPaths: ReadonlySet<string> = new Set([
  ...['PATH', 'LD_LIBRARY_PATH', 'LIBRARY_PATH', 'PYTHONPATH', 'CPATH', 'CLASSPATH'],
]);

/** A variable of the container in a word of its command that no shell reads. */
function* ofWords(
  resource: ResourceIn,
  container: KeyPath,
  names: ReadonlySet<string>,
): Generator<Finding> {
  const lists = ['command', 'args'].map((part) => [...container, part]);
  const found = lists.map((list) => (resource.key(list) ? rawWords(resource, list) : []));
  const [command = [], args = []] = found;
  if (found.some((words) => words === undefined)) return;
  const all = [...command, ...args];
  if (all.some((word) => shell.test(word))) return;
  for (const [list, words] of [command, args].entries())
    for (const [i, word] of words.entries()) {
      // A line for the shell of an ENTRYPOINT.
      if (/\s/.test(word) || isPlaceholder(word)) continue;
      const used = referencesIn(word).filter(({ name }) => names.has(name));
      const [first] = used;
      if (!first) continue;
      const path = [...(lists[list] ?? []), i];
      yield {
        at: resource.at(path),
        message: `No shell reads this, so the program gets the text ${first.written}: Kubernetes expands only $(${first.name}).`,
        ...mend(`Write $(${first.name})`, written(resource, path, used)),
      };
    }
}

/** A shell, an option for its script, or a program that puts variables in by itself. */
const shell =
  /^(?:\S*\/)?(?:(?:ba|da|a|k|z|c|tc|fi)?sh|envsubst|busybox|su|gosu|script)$|^-[a-z]*c$/;

/** The references in a word in the way of Kubernetes. */
const written = (
  resource: ResourceIn,
  path: KeyPath,
  used: readonly Reference[],
): Edit | undefined => {
  const at = resource.at(path);
  const before = resource.text.slice(...at);
  const after = before.replaceAll(reference, (whole, plain?: string, braced?: string) =>
    used.some(({ name }) => name === (plain ?? braced)) ? `$(${plain ?? braced ?? ''})` : whole,
  );
  return after === before ? undefined : replace(at, after);
};

/** A value that adds to the image's own, or that names a variable above it. */
function* ofValues(
  resource: ResourceIn,
  container: KeyPath,
  variables: readonly Variable[],
  filledIn: boolean,
): Generator<Finding> {
  const above = new Set<string>();
  for (const { name, at, value = '' } of variables) {
    const own = value.includes('$') ? ownReference(name, value) : undefined;
    const fromAbove = own?.startsWith('$(') && (above.has(name) || mayBeFrom(resource, container));
    if (own !== undefined && !fromAbove) {
      yield {
        at: resource.at(at),
        message: `Kubernetes does not expand ${own} here: the container gets this text in place of the ${name} that its image sets.`,
        // Without the right PATH no program is found; libraries are often found in other ways.
        ...(name === 'PATH' ? {} : { severity: 'warning' }),
      };
    } else if (value.includes('$') && !/\s/.test(value) && !filledIn) {
      const used = referencesIn(value).filter((each) => above.has(each.name) && each.name !== name);
      const [first] = used;
      if (first)
        yield {
          at: resource.at(at),
          message: `The value holds the text ${first.written}: Kubernetes expands only $(${first.name}).`,
          ...mend(`Write $(${first.name})`, written(resource, at, used)),
        };
    }
    above.add(name);
  }
}

const mayBeFrom = (resource: ResourceIn, container: KeyPath): boolean =>
  resource.key([...container, 'envFrom']) !== undefined;

/** The reference of a list of directories to itself, among others: `/opt/lib:$LD_LIBRARY_PATH`. */
const ownReference = (name: string, value: string): string | undefined => {
  if (!searchPaths.has(name)) return undefined;
  const parts = value.split(/:(?![-+=?])/);
  if (parts.length < 2) return undefined;
  return parts.find((part) => {
    const [, plain, braced, kubernetes] =
      /^\$(?:(\w+)|\{(\w+)(?::?[-+][^{}]*)?\}|\((\w+)\))$/.exec(part) ?? [];
    return (plain ?? braced ?? kubernetes) === name;
  });
};
