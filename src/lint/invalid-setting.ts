import { catalogue } from '../rules/catalogue.generated.ts';
import type { Finding, Meta } from '../rules/rule.ts';
import { type Located, type LocatedEntry, locatedYaml } from '../syntax/located-yaml.ts';
import { replace } from '../text/edit.ts';
import { lazy } from '../text/memo.ts';
import { nearest } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';
import docs from './invalid-setting.md' with { type: 'text' };
import { labelTypes, severities } from './settings.ts';

/** A mistake in a settings file. */
export const invalidSettingMeta: Meta = {
  id: 'invalid-setting',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'promote-and-ci',
  fix: 'suggested',
};

/** The names by which rules can be called in settings: ids, and names of other tools with and without the tool. */
export const ruleNames = lazy((): ReadonlySet<string> => {
  const peers = catalogue.flatMap(({ aka = [] }) => aka);
  return new Set([
    ...catalogue.map(({ id }) => id),
    ...['unused-ignore', 'malformed-ignore', 'invalid-setting', 'shellcheck'],
    ...peers,
    ...peers.map((name) => name.slice(name.indexOf('/') + 1)),
  ]);
});

/** Codes that findings of ShellCheck have, or that hadolint keeps for what no rule here finds. */
export const codeName = /^(?:(?:shellcheck\/)?SC|(?:hadolint\/)?DL)\d{4}$/;

type Check = (value: Located, at: Span, path: string) => Iterable<Finding>;

/** What is wrong in a `.seaworthy.yaml`; `custom` are the names of checks that the settings of kube-linter define. */
export function* invalidSettings(
  text: string,
  custom: ReadonlySet<string> = new Set(),
): Generator<Finding> {
  const { root, problems } = locatedYaml(text);
  for (const { at, message } of problems)
    yield {
      at,
      message: `This is not YAML, so no setting counts: ${message.replace(/\.?$/, '.')}`,
    };
  if (!root) return;
  yield* mapOf(root, 'The settings', function* (entry) {
    const check = settingChecks(custom)[entry.key];
    if (check) yield* check(entry.value, entry.at, entry.key);
    else
      yield slip(
        entry.at,
        `${entry.key} is not a setting`,
        entry.key,
        Object.keys(settingChecks(custom)),
        `The settings are ${Object.keys(settingChecks(custom)).join(', ')}.`,
      );
  });
}

const settingChecks = (custom: ReadonlySet<string>): Readonly<Record<string, Check>> => ({
  profile: oneOf(['recommended', 'strict'], 'a profile'),
  rules: (value, at, path) => mapOf(value, path, (entry) => ruleEntry(entry, custom), at),
  ignore: listOfStrings,
  kubernetesVersion: version,
  trustedRegistries: listOfStrings,
  labels: (value, at, path) =>
    mapOf(
      value,
      path,
      ({ value: type, at: key }) => oneOf(labelTypes, 'a type of label')(type, key, path),
      at,
    ),
  strictLabels: function* (value, at, path) {
    if (value.kind === 'other' || (value.kind === 'scalar' && typeof value.value === 'boolean'))
      return;
    yield { at: placeOf(value, at), message: `${path} must be true or false, not ${said(value)}.` };
  },
  failOn: oneOf([...severities.filter((each) => each !== 'off'), 'never'], 'a severity'),
});

function* ruleEntry(
  { key, at, value }: LocatedEntry,
  custom: ReadonlySet<string>,
): Generator<Finding> {
  const known = ruleNames();
  const isCustom = custom.has(key.replace(/^kube-linter\//, ''));
  if (!known.has(key) && !isCustom && !codeName.test(key))
    yield slip(
      at,
      `${key} is not a rule`,
      key,
      [...known, ...custom],
      '`seaworthy rules` lists them.',
    );
  if (value.kind !== 'map') {
    if (value.kind === 'scalar' && value.value === false) return;
    yield* oneOf(severities, 'a severity')(value, at, `rules.${key}`);
    return;
  }
  for (const entry of value.entries) {
    if (entry.key === 'severity')
      yield* oneOf(severities, 'a severity')(entry.value, entry.at, `rules.${key}.severity`);
    else
      yield slip(
        entry.at,
        `${entry.key} is not a setting of a rule`,
        entry.key,
        ['severity'],
        'The only one is severity.',
      );
  }
}

function* mapOf(
  value: Located,
  path: string,
  each: (entry: LocatedEntry) => Iterable<Finding>,
  key?: Span,
): Generator<Finding> {
  if (value.kind === 'map') for (const entry of value.entries) yield* each(entry);
  else if (value.kind !== 'other')
    yield {
      at: placeOf(value, key ?? value.at),
      message: `${path} must be a map (name: value), not ${said(value)}.`,
    };
}

const oneOf = (allowed: readonly string[], what: string): Check =>
  function* (value, at, path) {
    if (value.kind === 'other') return;
    if (value.kind !== 'scalar' || value.value === null) {
      yield {
        at: placeOf(value, at),
        message: `${path} must be ${what}, not ${said(value)}: ${either(allowed)}.`,
      };
      return;
    }
    const { source } = value;
    if (typeof value.value === 'string' && allowed.includes(value.value)) return;
    yield slip(value.at, `${source} is not ${what}`, source, allowed, `It is ${either(allowed)}.`);
  };

function* listOfStrings(value: Located, at: Span, path: string): Generator<Finding> {
  if (value.kind === 'other') return;
  if (value.kind !== 'list') {
    yield {
      at: placeOf(value, at),
      message: `${path} must be a list of strings, not ${said(value)}.`,
    };
    return;
  }
  for (const item of value.items)
    if (item.kind !== 'other' && !(item.kind === 'scalar' && typeof item.value === 'string'))
      yield {
        at: placeOf(item, at),
        message: `Each entry of ${path} must be a string, not ${said(item)}.`,
      };
}

function* version(value: Located, at: Span, path: string): Generator<Finding> {
  if (value.kind === 'other') return;
  const source = value.kind === 'scalar' ? value.source : '';
  if (value.kind !== 'scalar' || !/^\d+\.\d+(?:\.\d+)?$/.test(source))
    yield {
      at: placeOf(value, at),
      message: `${path} must be a version such as "1.33", not ${said(value)}.`,
    };
  else if (typeof value.value === 'number' && String(value.value) !== source)
    yield {
      at: value.at,
      message: `${source} without quotes is the number ${value.value}. Did you mean "${source}"?`,
      fixes: [{ title: 'Put it in quotes', edits: () => [replace(value.at, `"${source}"`)] }],
    };
}

/** A finding about a wrong name, with the nearest right one. */
const slip = (
  at: Span,
  message: string,
  word: string,
  names: Iterable<string>,
  otherwise: string,
): Finding => {
  const meant = nearest(word, names);
  if (meant === undefined) return { at, message: `${message}. ${otherwise}` };
  return {
    at,
    message: `${message}. Did you mean ${meant}?`,
    fixes: [{ title: `Change to ${meant}`, edits: () => [replace(at, meant)] }],
  };
};

/** Where a value is written, or its key when it is empty. */
const placeOf = ({ at }: Located, key: Span): Span => (at[0] < at[1] ? at : key);

const said = (value: Located): string => {
  if (value.kind === 'list') return 'a list';
  if (value.kind === 'map') return 'a map';
  if (value.kind === 'other' || value.value === null || value.value === undefined) return 'empty';
  return `${typeof value.value === 'string' ? 'the string' : `the ${typeof value.value}`} ${value.source}`;
};

const either = (words: readonly string[]): string =>
  `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
