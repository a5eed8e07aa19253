import type { Model, ProjectIndex, Topic } from '../project/index.ts';
import type { Rule } from '../rules/rule.ts';
import type { Dockerfile } from '../syntax/dockerfile/model.ts';
import { namesIn, runsOf } from '../syntax/dockerfile/select.ts';
import { once, several } from '../text/memo.ts';
import type { Path } from '../text/path.ts';
import { type Span, touches } from '../text/span.ts';
import { type CheckOptions, checkDirective } from './check-directive.ts';
import type { Diagnostic } from './diagnostic.ts';
import { ignoredFile } from './ignored-file.ts';
import { leftOut } from './kube-linter.ts';
import { judge, type Raw } from './lint.ts';
import { exempted } from './polaris.ts';
import { type Settings, severityOf } from './settings.ts';
import { dockerfileSuppressions, enabledNames, kubernetesSuppressions } from './suppressions.ts';

/** Runs rules over the files of an index and remembers the results until something they read changes. */
export interface Linter {
  findings(path: Path): readonly Diagnostic[];
  /** Adds what another program found in a file, as long as its text is the one that was looked at. */
  add(path: Path, text: string, found: readonly Raw[]): void;
  /** Forgets the result of one file whose text changed, and with it `topics`. */
  forget(path: Path, topics: ReadonlySet<Topic>): void;
  forgetAll(): void;
  /** Forgets every result that read one of the topics; returns the files. */
  forgetReaders(topics: ReadonlySet<Topic>): readonly Path[];
}

interface Result {
  readonly diagnostics: readonly Diagnostic[];
  readonly reads: ReadonlySet<Topic>;
}

interface ProjectResult {
  readonly raw: ReadonlyMap<Path, readonly Raw[]>;
  readonly reads: ReadonlySet<Topic>;
}

const nothing: Result = { diagnostics: [], reads: new Set() };

/** Makes a linter; `settings` gives those of a file. */
export const createLinter = (
  index: ProjectIndex,
  rules: readonly Rule[],
  settings: (path: Path) => Settings,
): Linter => {
  const results = new Map<Path, Result>();
  const others = new Map<Path, { readonly text: string; readonly found: readonly Raw[] }>();
  let project: ProjectResult | undefined;
  const rulesUnder = once((chosen: Settings) => {
    const on = rules.filter(
      (rule) => severityOf(rule, chosen) !== 'off' || hasAliasSetting(rule, chosen),
    );
    const forResources = choose(on.filter((rule) => rule.on === 'resource'));
    return {
      forDockerfiles: choose(on.filter((rule) => rule.on === 'dockerfile')),
      forKind: several((kind: string) => forResources(new Set([kind]))),
    };
  });
  const forProjects = rules.filter((rule) => rule.on === 'project');

  const projectFindings = (): ProjectResult => {
    if (project) return project;
    const reads = new Set<Topic>();
    const view = index.view((topic) => reads.add(topic));
    const raw = new Map<Path, Raw[]>();
    for (const rule of forProjects) {
      for (const finding of rule.check(view)) {
        const list = raw.get(finding.file);
        if (list) list.push({ rule, finding });
        else raw.set(finding.file, [{ rule, finding }]);
      }
    }
    project = { raw, reads };
    return project;
  };

  const run = (path: Path, model: Model): Result => {
    if (model.kind !== 'dockerfile' && model.kind !== 'kubernetes') return nothing;
    const check = model.kind === 'dockerfile' ? checkDirective(model.file) : undefined;
    const chosen = withExperimental(settings(path), check);
    if (ignoredFile(path, chosen.ignore)) return nothing;
    const reads = new Set<Topic>();
    const view = index.view((topic) => reads.add(topic), chosen.policy);
    const raw: Raw[] = [];
    const { forDockerfiles, forKind } = rulesUnder(chosen);
    if (model.kind === 'dockerfile') {
      for (const rule of forDockerfiles(namesIn(model.file)))
        for (const finding of rule.check(model.file, view)) raw.push({ rule, finding });
      withoutFixesIn(raw, execRuns(model.file));
    } else
      for (const resource of model.resources) {
        const own = withEnabled(chosen, enabledNames(resource), rules);
        const asked = own === chosen ? forKind : rulesUnder(own).forKind;
        for (const rule of asked(resource.kind))
          for (const finding of rule.check(resource, view))
            raw.push({ rule, finding, ...(own === chosen ? {} : { settings: own }) });
        for (const pod of resource.pods())
          for (const rule of asked(resource.kind))
            if (rule.anyPod)
              for (const finding of rule.check({ ...pod, path }, view)) raw.push({ rule, finding });
      }
    const shared = projectFindings();
    for (const topic of shared.reads) reads.add(topic);
    raw.push(...(shared.raw.get(path) ?? []));
    const other = others.get(path);
    if (other && 'file' in model && other.text === model.file.text) raw.push(...other.found);
    const [text, suppressions] =
      model.kind === 'dockerfile'
        ? [model.file.text, dockerfileSuppressions(model.file)]
        : [
            model.text,
            [
              ...kubernetesSuppressions(model.text, model.resources),
              ...exempted(model.resources, chosen.exemptions),
              ...leftOut(path, model.text, chosen),
            ],
          ];
    const heeded = suppressions.filter(
      ({ of }) => !of || (of === 'hadolint' ? chosen.hadolintComments : chosen.polarisAnnotations),
    );
    return { diagnostics: judge(text, raw, heeded, chosen, check?.error), reads };
  };

  return {
    findings(path) {
      const known = results.get(path);
      if (known) return known.diagnostics;
      const model = index.model(path);
      if (!model) return [];
      const result = run(path, model);
      results.set(path, result);
      return result.diagnostics;
    },
    add(path, text, found) {
      others.set(path, { text, found });
      results.delete(path);
    },
    forget(path, topics) {
      results.delete(path);
      if (project && meet(project.reads, topics)) project = undefined;
    },
    forgetAll() {
      results.clear();
      project = undefined;
    },
    forgetReaders(topics) {
      const stale: Path[] = [];
      for (const [path, { reads }] of results) {
        if (meet(reads, topics)) stale.push(path);
      }
      for (const path of stale) results.delete(path);
      return stale;
    },
  };
};

/** The settings with the experimental checks on that a Dockerfile asks for. */
const withExperimental = (settings: Settings, check: CheckOptions | undefined): Settings => {
  const name = 'buildkit/InvalidDefinitionDescription';
  const asked = check?.experimental.some((each) => each === '*' || name.endsWith(`/${each}`));
  return asked ? { ...settings, rules: { [name]: 'hint', ...settings.rules } } : settings;
};

/** Chooses the rules, in their order, that have something to say about a file that speaks of some names. */
const choose = <R extends { readonly about?: readonly string[] }>(
  rules: readonly R[],
): ((names: ReadonlySet<string>) => readonly R[]) => {
  const numbers = new Map<string, number[]>();
  for (const [i, { about }] of rules.entries())
    for (const name of about ?? []) numbers.set(name, [...(numbers.get(name) ?? []), i]);
  const always = rules.map(({ about }) => !about);
  return (names) => {
    const chosen = [...always];
    for (const name of names) for (const i of numbers.get(name) ?? none) chosen[i] = true;
    return rules.filter((_, i) => chosen[i]);
  };
};

const none: readonly number[] = [];

/** The settings of an object with the checks on that its annotations ask for. */
const withEnabled = (
  settings: Settings,
  names: readonly string[],
  rules: readonly Rule[],
): Settings => {
  if (names.length === 0) return settings;
  const enabled = rules.flatMap(({ aka, severity }) =>
    names.filter((name) => aka?.some((each) => each === name)).map((name) => [name, severity]),
  );
  return { ...settings, rules: { ...Object.fromEntries(enabled), ...settings.rules } };
};

/** The RUN instructions that are JSON arrays: fixes are written for shell text. */
const execRuns = (file: Dockerfile): readonly Span[] =>
  runsOf(file).flatMap(({ form, span }) => (form === 'exec' ? [span] : []));

const withoutFixesIn = (raw: Raw[], spans: readonly Span[]): void => {
  if (spans.length === 0) return;
  for (const [i, { rule, finding }] of raw.entries())
    if (finding.fixes && spans.some((span) => touches(span, finding.at[0])))
      raw[i] = { rule, finding: { ...finding, fixes: [] } };
};

const meet = (a: ReadonlySet<Topic>, b: ReadonlySet<Topic>): boolean =>
  [...a].some((topic) => b.has(topic));

const hasAliasSetting = (rule: Rule, { rules }: Settings): boolean =>
  Object.keys(rules).some((name) =>
    rule.aka?.some((alias) => alias === name || alias.endsWith(`/${name}`)),
  );
