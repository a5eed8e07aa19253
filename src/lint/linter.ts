import { isCopiedChart } from '../data/known-charts.ts';
import { attempt, type Report } from '../project/attempt.ts';
import type { Change, Topic } from '../project/change.ts';
import {
  isArchived,
  isDependency,
  isFixture,
  isReleased,
  isRendered,
  isUpstream,
  renderedFrom,
} from '../project/homes.ts';
import type { ProjectIndex } from '../project/index.ts';
import type { Model } from '../project/model.ts';
import type { Policy, Project, ResourceIn } from '../project/project.ts';
import { holdsFindings, isOwnSettings } from '../project/recognise.ts';
import type { Finding, Fix, Meta, Rule } from '../rules/rule.ts';
import type { Dockerfile } from '../syntax/dockerfile/model.ts';
import { namesIn, runsOf } from '../syntax/dockerfile/select.ts';
import { schemaProblems } from '../syntax/kubernetes/schema-walk.ts';
import { once, recent, several } from '../text/memo.ts';
import type { Path } from '../text/path.ts';
import { type Span, touches } from '../text/span.ts';
import { inTemplate } from './chart-values.ts';
import { type CheckOptions, checkDirective } from './check-directive.ts';
import type { Diagnostic } from './diagnostic.ts';
import { ignoredFile } from './ignored-file.ts';
import { invalidSettingMeta, invalidSettings } from './invalid-setting.ts';
import { leftOut } from './kube-linter.ts';
import { judge, type Raw } from './lint.ts';
import {
  malformedIgnoreMeta,
  malformedInDockerfile,
  malformedInManifest,
  speaksOfTools,
} from './malformed-ignore.ts';
import { inNodePod } from './node-pods.ts';
import { exempted } from './polaris.ts';
import { createReaders } from './readers.ts';
import { type Settings, severityOf } from './settings.ts';
import {
  commentSuppressions,
  dockerfileSuppressions,
  enabledNames,
  kubernetesSuppressions,
  type Suppression,
} from './suppressions.ts';

/** Runs rules over the files of an index and remembers what each said until something it read changes. */
export interface Linter {
  findings(path: Path): readonly Diagnostic[];
  /** The Python, requirements and compose files with findings, in order of their paths. */
  codeFiles(): readonly Path[];
  /** Adds what another program found in a file, as long as its text is the one that was looked at. */
  add(path: Path, text: string, found: readonly Raw[]): void;
  /** Forgets what was said of one file whose text changed, and of the project where that changes it. */
  forget(path: Path, change: Change): void;
  forgetAll(): void;
  /** Has every rule asked again that read what changed in the file at `path`; returns the files they speak of. */
  forgetReaders(path: Path, change: Change): readonly Path[];
}

/** How a rule is asked about a file or an object. */
type Ask<R extends Rule = Rule, F extends Finding = Finding> = (
  rule: R,
  view: Project,
) => Iterable<F>;

/** What a rule said when it was asked, and what it read of other files. */
interface Said {
  /** Has the rule asked once more. */
  again(hear: Hear): void;
  readonly raw: readonly Raw[];
  readonly reads: ReadonlySet<Topic>;
}

/** Asks a rule and keeps what it says. */
type Hear = <R extends Rule>(rule: R, settings: Settings | undefined, ask: Ask<R>) => void;

interface Result {
  /** What rules said that found something or read of other files. */
  readonly said: readonly Said[];
  /** What rules about the whole project found in the file. */
  readonly shared: readonly Raw[] | undefined;
  readonly policy: Policy;
  judged(raw: readonly Raw[]): readonly Diagnostic[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A model with findings. */
type Linted = Extract<Model, { readonly kind: 'dockerfile' | 'kubernetes' }>;

interface ProjectResult {
  readonly raw: ReadonlyMap<Path, readonly Raw[]>;
  readonly reads: ReadonlySet<Topic>;
  readonly stale: boolean;
}

/** Makes a linter; `settings` gives those of a file. */
export const createLinter = (
  index: ProjectIndex,
  rules: readonly Rule[],
  settings: (path: Path) => Settings,
  report: Report = () => undefined,
): Linter => {
  const results = new Map<Path, Result>();
  const others = new Map<Path, { readonly text: string; readonly found: readonly Raw[] }>();
  const readers = createReaders<Topic, Path>();
  /** What each file is among the readers of. */
  const heeded = new Map<Path, ReadonlySet<Topic>>();
  /** What each Dockerfile has found in other files. */
  const elsewhere = new Map<Path, readonly Raw[]>();
  /** What was said from facts that have changed since. */
  const stale = new Map<Path, ReadonlySet<Said>>();
  let project: ProjectResult | undefined;
  const rulesUnder = once((chosen: Settings) => {
    const on = rules.filter(
      (rule) => severityOf(rule, chosen) !== 'off' || hasAliasSetting(rule, chosen),
    );
    const forResources = choose(on.filter((rule) => rule.on === 'resource'));
    return {
      forDockerfiles: choose(on.filter((rule) => rule.on === 'dockerfile')),
      forObjects: several((names: string) => forResources(new Set(names.split(' ')))),
    };
  });
  const forProjects = rules.filter((rule) => rule.on === 'project');

  const projectFindings = (): ProjectResult => {
    if (project && !project.stale) return project;
    const reads = new Set<Topic>();
    const view = index.view((topic) => reads.add(topic));
    const found = new Map<Path, Raw[]>();
    for (const rule of forProjects) {
      for (const finding of listen(rule, ofProject, view, report) ?? []) {
        const list = found.get(finding.file);
        if (list) list.push({ rule, finding });
        else found.set(finding.file, [{ rule, finding }]);
      }
    }
    const raw = new Map<Path, readonly Raw[]>();
    for (const [path, list] of found) {
      const before = project?.raw.get(path);
      raw.set(path, before && wordsOf(before) === wordsOf(list) ? before : list);
    }
    project = { raw, reads, stale: false };
    return project;
  };

  const drop = (path: Path): void => {
    results.delete(path);
    stale.delete(path);
  };

  /** Keeps a result, and asks to be told when what it was made from changes; most edits read what was read before. */
  const keep = (path: Path, result: Result): void => {
    const topics = new Set<Topic>();
    for (const { reads } of result.said) for (const topic of reads) topics.add(topic);
    const before = heeded.get(path) ?? nothingRead;
    if (topics.size !== before.size || [...topics].some((topic) => !before.has(topic))) {
      readers.remove(path, before);
      readers.add(path, topics);
      heeded.set(path, topics);
    }
    results.set(path, result);
    stale.delete(path);
    const placed = all(result.said).filter(({ finding }) => !isIn(path, finding));
    if (placed.length > 0) elsewhere.set(path, placed);
    else elsewhere.delete(path);
  };

  /** Asks rules and keeps what they say; with `together`, what one of them read counts for all, as those of a Dockerfile keep answers for each other. */
  const listener = (path: Path, policy: Policy, together = false) => {
    let reads = new Set<Topic>();
    const view = index.view((topic) => reads.add(topic), policy);
    const said: Said[] = [];
    const hear: Hear = (rule, settings, ask) => {
      const found = listen(rule, ask, view, report, path);
      // One of them is enough to be told of a change.
      if (!found && (reads.size === 0 || (together && said.length > 0))) return;
      const raw = (found ?? noFindings).map((finding) =>
        settings ? { rule, finding, settings } : { rule, finding },
      );
      const heeds = together && said.length > 0 ? nothingRead : reads;
      said.push({ again: (other) => other(rule, settings, ask), raw, reads: heeds });
      if (!together) reads = new Set();
    };
    return { hear, said };
  };

  /** What every rule says of a file. */
  const saidOf = (path: Path, model: Model, chosen: Settings): readonly Said[] => {
    const { forDockerfiles } = rulesUnder(chosen);
    const { hear, said } = listener(path, chosen.policy, model.kind === 'dockerfile');
    if (model.kind === 'dockerfile') {
      const names = model.file.template ? ofTemplates : namesIn(model.file);
      const based = recent((view: Project) => view.based(model.file));
      const ask: Ask<DockerfileRule> = (rule, view) => rule.check(based(view), view);
      for (const rule of forDockerfiles(names, model.file.template !== undefined))
        if (mayFind(rule, model.file.text)) hear(rule, undefined, ask);
    }
    if (model.kind !== 'kubernetes') return said;
    for (const resource of model.resources) {
      const own = withEnabled(chosen, enabledNames(resource), rules);
      const { forObjects } = rulesUnder(own);
      const pods = resource.pods();
      const { schema } = index;
      const walk = (): ReturnType<typeof schemaProblems> =>
        schema ? schemaProblems(resource, schema) : [];
      const problems = attempt(walk, [], report, 'the schema', path);
      const asked = forObjects(
        [
          resource.kind,
          ...(resource.podSpec || pods.length > 0 ? ['pods'] : []),
          ...new Set(problems.map(({ kind }) => kind)),
        ].join(' '),
      );
      const settings = own === chosen ? undefined : own;
      const ask = askedOf(resource);
      for (const rule of asked) hear(rule, settings, ask);
      for (const pod of pods) {
        const askPod = askedOf({ ...pod, path });
        for (const rule of asked) if (rule.anyPod) hear(rule, settings, askPod);
      }
    }
    return said;
  };

  /** Whether a template is of a chart that others maintain. */
  const isCopied = (model: Model): boolean => {
    const about = model.kind === 'kubernetes' ? model.chart?.about : undefined;
    const [name, home] = ['name', 'home'].map((key) => String(about?.[key]?.value ?? ''));
    return isCopiedChart(name ?? '', home ?? '', index.name);
  };

  /** Whether a file comes from elsewhere as a whole, so that nobody changes it here. */
  const isOfOthers = (path: Path, model: Model): boolean => {
    if (isUpstream(path)) return true;
    if (settings(path).profile === 'strict') return false;
    if (isDependency(path, (each) => index.text(each))) return true;
    const chart = model.kind === 'kubernetes' ? renderedFrom(model.text) : undefined;
    return (
      chart !== undefined &&
      index
        .paths()
        .some((each) => each.endsWith(`/${chart}/Chart.yaml`) || each === `${chart}/Chart.yaml`)
    );
  };

  const run = (path: Path, model: Model): Result | undefined => {
    if (model.kind !== 'dockerfile' && model.kind !== 'kubernetes') return undefined;
    const check = model.kind === 'dockerfile' ? checkDirective(model.file) : undefined;
    const chosen = withExperimental(settings(path), check);
    if (ignoredFile(path, chosen.ignore) || isOfOthers(path, model)) return undefined;
    const { policy } = chosen;
    const said = saidOf(path, model, chosen);
    const text = model.kind === 'dockerfile' ? model.file.text : model.text;
    const suppressions = suppressionsIn(path, model, chosen).filter(
      ({ of }) => !of || (of === 'hadolint' ? chosen.hadolintComments : chosen.polarisAnnotations),
    );
    const malformed = malformedIn(model, policy);
    const judged = (found: readonly Raw[]): readonly Diagnostic[] => {
      const raw = found.filter(({ finding }) => isIn(path, finding));
      const whole = model.kind === 'dockerfile' ? withoutFixesIn(raw, execRuns(model.file)) : raw;
      const other = others.get(path);
      const more = other && 'file' in model && other.text === text ? other.found : [];
      const all = judge(
        text,
        [...whole, ...more, ...malformed],
        suppressions,
        chosen,
        check?.error,
      );
      // Advice for what is shipped is of no use for the input and the output of tests, and of Helm, and for what is history.
      return chosen.profile === 'recommended' &&
        (isFixture(path) ||
          isArchived(path) ||
          isReleased(path) ||
          isRendered(text) ||
          isCopied(model))
        ? all.filter(({ severity }) => severity === 'error')
        : all;
    };
    const shared = projectFindings().raw.get(path);
    return { said, shared, policy, judged, diagnostics: judged(all(said, shared)) };
  };

  /** A result with every rule asked again that read something that changed since. */
  const renewed = (path: Path, result: Result, old: ReadonlySet<Said>): Result => {
    const shared = projectFindings().raw.get(path);
    const { hear, said: now } = listener(path, result.policy);
    const said = result.said.map((each) => {
      if (!old.has(each)) return each;
      const before = now.length;
      each.again(hear);
      return now[before] ?? { ...each, raw: [], reads: nothingRead };
    });
    const other = said.some((each, i) => spoke(each, result.said[i]));
    const diagnostics =
      other || shared !== result.shared ? result.judged(all(said, shared)) : result.diagnostics;
    return { ...result, said, shared, diagnostics };
  };

  const findings = (path: Path): readonly Diagnostic[] => {
    const known = results.get(path);
    const old = stale.get(path) ?? noneSaid;
    if (known && old.size === 0 && known.shared === projectFindings().raw.get(path))
      return known.diagnostics;
    const model = index.model(path);
    if (!model) return [];
    if (model.kind === 'settings') return ofSettings(path, model.text, settings(path));
    if (isCode(model)) {
      const raw = [...(projectFindings().raw.get(path) ?? []), ...(placed().get(path) ?? [])];
      return raw.length > 0 ? ofCode(path, index.text(path) ?? '', raw, settings(path)) : [];
    }
    const whole = model.kind === 'dockerfile' && old.size > 0;
    const result = known && !whole ? renewed(path, known, old) : run(path, model);
    if (!result) return [];
    keep(path, result);
    return result.diagnostics;
  };

  /** What all Dockerfiles find in other files, by those. */
  const placed = (): ReadonlyMap<Path, readonly Raw[]> => {
    const found = new Map<Path, Raw[]>();
    for (const dockerfile of index.dockerfilePaths()) {
      findings(dockerfile);
      for (const raw of elsewhere.get(dockerfile) ?? []) {
        const { file = dockerfile } = raw.finding;
        const list = found.get(file) ?? [];
        if (!list.some((each) => isSame(each, raw))) list.push(raw);
        found.set(file, list);
      }
    }
    return found;
  };

  return {
    codeFiles: () =>
      [...new Set([...projectFindings().raw.keys(), ...placed().keys()])]
        .filter((path) => isCode(index.model(path)))
        .sort(),
    findings: (path) =>
      attempt(() => findings(path), results.get(path)?.diagnostics ?? [], report, 'checking', path),
    add(path, text, found) {
      others.set(path, { text, found });
      drop(path);
    },
    forget(path, { topics, moved }) {
      drop(path);
      if (project && meet(project.reads, moved ? [moved] : topics))
        project = { ...project, stale: true };
    },
    forgetAll() {
      results.clear();
      stale.clear();
      project = undefined;
    },
    forgetReaders(path, { topics, moved }) {
      const changed = new Set<Path>();
      for (const reader of readers.of(topics)) {
        const old = results.get(reader)?.said.filter(({ reads }) => meet(reads, topics)) ?? [];
        if (old.length === 0) continue;
        stale.set(reader, new Set([...(stale.get(reader) ?? []), ...old]));
        changed.add(reader);
      }
      for (const [reader, { diagnostics }] of moved ? [...results] : []) {
        if (!speaksOf(diagnostics, path)) continue;
        drop(reader);
        changed.add(reader);
      }
      const before = project?.raw;
      const after = before && projectFindings().raw;
      for (const each of new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]))
        if (before?.get(each) !== after?.get(each)) changed.add(each);
      for (const dockerfile of [path, ...changed]) {
        const then = elsewhere.get(dockerfile) ?? noRaw;
        if (index.model(dockerfile)?.kind === 'dockerfile') findings(dockerfile);
        else elsewhere.delete(dockerfile);
        for (const { finding } of [...then, ...(elsewhere.get(dockerfile) ?? noRaw)])
          if (finding.file !== undefined) changed.add(finding.file);
      }
      return [...changed];
    },
  };
};

type DockerfileRule = Extract<Rule, { readonly on: 'dockerfile' }>;
type ResourceRule = Extract<Rule, { readonly on: 'resource' }>;
type ProjectRule = Extract<Rule, { readonly on: 'project' }>;

const ofProject: Ask<ProjectRule, Finding & { readonly file: Path }> = (rule, view) =>
  rule.check(view);

const askedOf =
  (resource: ResourceIn): Ask<ResourceRule> =>
  (rule, view) =>
    findingsIn(rule, resource, view);

/** What a rule finds in an object, as its place in a template or on a node changes it. */
function* findingsIn(rule: ResourceRule, resource: ResourceIn, view: Project): Generator<Finding> {
  for (const found of rule.check(resource, view)) {
    const finding = rule.neededByNodePods ? inNodePod(resource, found) : found;
    yield resource.templated ? inTemplate(finding, resource) : finding;
  }
}
/** The mistakes in a file of our own settings. */
const ofSettings = (path: Path, text: string, settings: Settings): readonly Diagnostic[] => {
  if (!isOwnSettings(path)) return [];
  const custom = new Set(settings.policy.customChecks.map(({ name }) => name));
  const raw = Array.from(invalidSettings(text, custom), (finding) => ({
    rule: invalidSettingMeta,
    finding,
  }));
  return judge(text, raw, commentSuppressions(text), settings);
};

const isCode = (model: Model | undefined): boolean =>
  model !== undefined && model.kind !== 'too-large' && holdsFindings(model.kind);

/** Whether a finding of a file is in it, and not in another. */
const isIn = (path: Path, { file = path }: Finding): boolean => file === path;

/** Whether two findings are one problem: that of a file that two Dockerfiles install. */
const isSame = (a: Raw, b: Raw): boolean =>
  a.rule.id === b.rule.id && a.finding.at[0] === b.finding.at[0];

/** What rules about the whole project, and about Dockerfiles, find in a file that is not checked by itself. */
const ofCode = (
  path: Path,
  text: string,
  raw: readonly Raw[],
  settings: Settings,
): readonly Diagnostic[] => {
  if (ignoredFile(path, settings.ignore)) return [];
  const all = judge(text, raw, commentSuppressions(text), settings);
  return settings.profile === 'recommended' && (isFixture(path) || isArchived(path))
    ? all.filter(({ severity }) => severity === 'error')
    : all;
};

/** What a rule says until it is done or fails; undefined when that is nothing, as of most rules. */
const listen = <R extends Rule, F extends Finding>(
  rule: R,
  ask: Ask<R, F>,
  view: Project,
  report: Report,
  path?: Path,
): readonly F[] | undefined => {
  let found: F[] | undefined;
  try {
    for (const finding of ask(rule, view)) {
      found ??= [];
      found.push(
        finding.fixes ? withSafeFixes(finding, finding.fixes, rule, report, path) : finding,
      );
    }
  } catch (error) {
    report({ part: `rule ${rule.id}`, error, ...(path === undefined ? {} : { path }) });
  }
  return found;
};

const noFindings: readonly Finding[] = [];

/** A finding whose fixes change nothing when they fail. */
const withSafeFixes = <F extends Finding>(
  finding: F,
  fixes: readonly Fix[],
  { id }: Meta,
  report: Report,
  path: Path | undefined,
): F => ({
  ...finding,
  fixes: fixes.map((fix) => ({
    ...fix,
    edits: () => attempt(() => fix.edits(), [], report, `a fix of rule ${id}`, path),
  })),
});

const noneSaid: ReadonlySet<Said> = new Set();
const nothingRead: ReadonlySet<Topic> = new Set();

/** All that findings say and do, to tell whether others say the same. */
const wordsOf = (raw: readonly Raw[]): string =>
  JSON.stringify(
    raw.map(({ rule, finding }) => [
      rule.id,
      finding,
      finding.fixes?.map(({ edits }) => edits()) ?? [],
    ]),
  );

/** The suppressions of a file that nothing reads. */
const malformedIn = (model: Linted, { customChecks }: Policy): readonly Raw[] => {
  if (model.kind === 'dockerfile' && !speaksOfTools(model.file)) return noRaw;
  return Array.from(
    model.kind === 'dockerfile'
      ? malformedInDockerfile(model.file)
      : malformedInManifest(
          model.text,
          model.resources,
          new Set(customChecks.map(({ name }) => name)),
        ),
    (finding) => ({ rule: malformedIgnoreMeta, finding }),
  );
};

const noRaw: readonly Raw[] = [];

/** What comments and annotations of a file silence, and settings of peers. */
const suppressionsIn = (path: Path, model: Linted, settings: Settings): readonly Suppression[] =>
  model.kind === 'dockerfile'
    ? dockerfileSuppressions(model.file)
    : [
        ...kubernetesSuppressions(model.text, model.resources),
        ...exempted(model.resources, settings.exemptions),
        ...leftOut(path, model.text, settings),
      ];

/** The settings with the experimental checks on that a Dockerfile asks for. */
const withExperimental = (settings: Settings, check: CheckOptions | undefined): Settings => {
  const name = 'buildkit/InvalidDefinitionDescription';
  const asked = check?.experimental.some((each) => each === '*' || name.endsWith(`/${each}`));
  return asked ? { ...settings, rules: { [name]: 'hint', ...settings.rules } } : settings;
};

/** Chooses the rules, in their order, that have something to say about a file that speaks of some names; with `only`, those that name one of them. */
const choose = <R extends { readonly about?: readonly string[] }>(
  rules: readonly R[],
): ((names: ReadonlySet<string>, only?: boolean) => readonly R[]) => {
  const numbers = new Map<string, number[]>();
  for (const [i, { about }] of rules.entries())
    for (const name of about ?? []) numbers.set(name, [...(numbers.get(name) ?? []), i]);
  const always = rules.map(({ about }) => !about);
  return (names, only = false) => {
    const chosen = only ? [] : [...always];
    for (const name of names) for (const i of numbers.get(name) ?? none) chosen[i] = true;
    return rules.filter((_, i) => chosen[i]);
  };
};

/** Whether a text holds what every finding of a rule is about. */
const mayFind = ({ holds }: DockerfileRule, text: string): boolean =>
  !holds || holds.some((each) => text.includes(each));

/** What a template of a Dockerfile speaks of. */
const ofTemplates: ReadonlySet<string> = new Set(['{{']);

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

const withoutFixesIn = (raw: readonly Raw[], spans: readonly Span[]): readonly Raw[] =>
  spans.length === 0
    ? raw
    : raw.map((each) =>
        each.finding.fixes && spans.some((span) => touches(span, each.finding.at[0]))
          ? { ...each, finding: { ...each.finding, fixes: [] } }
          : each,
      );

const meet = (reads: ReadonlySet<Topic>, topics: Iterable<Topic>): boolean =>
  [...topics].some((topic) => reads.has(topic));

const all = (said: readonly Said[], shared: readonly Raw[] = []): readonly Raw[] => [
  ...said.flatMap(({ raw }) => raw),
  ...shared,
];

/** Whether a rule that was asked again has something to say, or had. */
const spoke = (now: Said, before: Said | undefined): boolean =>
  now !== before && (now.raw.length > 0 || (before?.raw.length ?? 0) > 0);

/** Whether a finding has its other end in a file. */
const speaksOf = (diagnostics: readonly Diagnostic[], path: Path): boolean =>
  diagnostics.some(({ related }) => related?.some(({ file }) => file === path));

const hasAliasSetting = (rule: Rule, { rules }: Settings): boolean =>
  Object.keys(rules).some((name) =>
    rule.aka?.some((alias) => alias === name || alias.endsWith(`/${name}`)),
  );
