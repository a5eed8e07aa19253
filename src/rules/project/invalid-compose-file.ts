import { isTestData } from '../../project/homes.ts';
import type { Project } from '../../project/project.ts';
import type { ComposeFault } from '../../syntax/builds/compose-faults.ts';
import type { ComposeType } from '../../syntax/builds/compose-types.ts';
import { replace } from '../../text/edit.ts';
import type { Path } from '../../text/path.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './invalid-compose-file.md' with { type: 'text' };

const rule: Rule = {
  id: 'invalid-compose-file',
  on: 'project',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'docker-cli',
  fix: 'suggested',

  *check(project) {
    for (const { faults, file } of project.composeFiles()) {
      // Another program may fill it in, and a test may want it refused.
      if (isTestData(file) || /templ|tpl|\.j2|cookiecutter/i.test(file)) continue;
      for (const fault of faults) {
        if (mayBeFilled(fault, file, project)) continue;
        yield {
          file,
          at: fault.at,
          message: `${wrong(fault)}, so Compose refuses the file.${hint(fault)}`,
          ...fixesOf(fault),
        };
      }
    }
  },
};
export default rule;

/** Whether another compose file may have what is not there: Compose lays files over each other before it judges them. */
const mayBeFilled = (fault: ComposeFault, file: Path, project: Project): boolean => {
  const empty = fault.kind === 'missing' || (fault.kind === 'type' && fault.is === 'null');
  const [section, service] = fault.path.split('.');
  return (
    empty &&
    project
      .composeFiles()
      .some(
        (each) =>
          each.file !== file &&
          (section !== 'services' || each.services.some(({ name }) => name === service)),
      )
  );
};

const wrong = (fault: ComposeFault): string => {
  const { path } = fault;
  switch (fault.kind) {
    case 'key':
      return `${path === '' ? 'The file' : path} cannot have the key ${fault.key}`;
    case 'type':
      return `${path} is ${kinds[fault.is]}, not ${either(wantedIn(fault.wanted))}`;
    case 'word':
      return `${path} is ${fault.word}, not ${either(fault.words)}`;
    case 'missing':
      return `${path} has no ${fault.key}`;
    case 'twice':
      return `The key ${fault.key} is there twice in one map`;
    case 'variable':
      return `${fault.text} in ${path} is not a variable as Compose reads it`;
  }
};

const hint = (fault: ComposeFault): string => {
  if (fault.kind === 'variable') return ' A $ for the shell in the container is written $$.';
  return fault.kind === 'key' && fault.near !== undefined ? ` Did you mean ${fault.near}?` : '';
};

const fixesOf = (fault: ComposeFault): { readonly fixes?: readonly Fix[] } => {
  const { at } = fault;
  if (fault.kind === 'variable') {
    const start: readonly [number, number] = [at[0], at[0]];
    return { fixes: [{ title: `Write $${fault.text}`, edits: () => [replace(start, '$')] }] };
  }
  if (fault.kind !== 'key' || fault.near === undefined) return {};
  const { near } = fault;
  return at[1] - at[0] === fault.key.length
    ? { fixes: [{ title: `Write ${near}`, edits: () => [replace(at, near)] }] }
    : {};
};

const kinds = {
  ...{ boolean: 'a boolean', integer: 'a number', list: 'a list', map: 'a map' },
  ...{ null: 'empty', number: 'a number', other: 'something else', string: 'a string' },
} as const;

const wantedIn = (types: readonly ComposeType[]): readonly string[] => [
  ...new Set(
    types.flatMap((type) => {
      if (type.is === 'word') return type.words;
      if (type.is === 'free' || type.is === 'map') return 'a map';
      if (type.is === 'integer') return 'an integer';
      return type.is === 'null' || type.is === 'any' ? [] : kinds[type.is];
    }),
  ),
];

const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
