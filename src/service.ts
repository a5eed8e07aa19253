import { isDebianKnowledge } from './data/debian-knowledge.ts';
import { isSchema } from './data/kubernetes-schema.ts';
import { isPythonKnowledge } from './data/python-knowledge.ts';
import { isServerFlags, namesServer } from './data/server-flags.ts';
import type { Asked } from './features/create/asked.ts';
import { createFeatures, type Features, type Hover } from './features/features.ts';
import { guarded } from './features/guarded.ts';
import { hoverFindings } from './features/hover-finding.ts';
import { type ImageView, imageViewOf } from './features/image-view/holds.ts';
import { mapOf, type ProjectMap } from './features/map.ts';
import type { Preflight } from './features/preflight/line.ts';
import { preflightsOf } from './features/preflight/preflight.ts';
import { scriptPaths } from './image/called.ts';
import type { AskProject } from './learn/questions/makers.ts';
import type { GeneratedQuestion } from './learn/questions/question.ts';
import type { Diagnostic } from './lint/diagnostic.ts';
import { fixAll } from './lint/fix-all.ts';
import { withHabitsOnce } from './lint/habits.ts';
import { ignoreComment } from './lint/ignore-comment.ts';
import { invalidSettingMeta } from './lint/invalid-setting.ts';
import { createLinter } from './lint/linter.ts';
import { malformedIgnoreMeta } from './lint/malformed-ignore.ts';
import { nearestSettings } from './lint/nearest-settings.ts';
import { relatedFindings } from './lint/related-findings.ts';
import type { Settings } from './lint/settings.ts';
import {
  type ShellText,
  shellcheckFindings,
  shellcheckMeta,
  shellTexts,
} from './lint/shellcheck.ts';
import { unusedIgnoreMeta } from './lint/unused-ignore.ts';
import { onceEach } from './project/attempt.ts';
import type { Change } from './project/change.ts';
import type { Host } from './project/host.ts';
import { ProjectIndex } from './project/index.ts';
import type { Project } from './project/project.ts';
import {
  isLinted,
  isOwnSettings,
  type Kind,
  type KindOf,
  largestFile,
  recognise,
} from './project/recognise.ts';
import { catalogue } from './rules/catalogue.generated.ts';
import type { Meta } from './rules/rule.ts';
import { isRecord } from './syntax/kustomization.ts';
import type { Edit } from './text/edit.ts';
import { once } from './text/memo.ts';
import type { Path } from './text/path.ts';
import { touches } from './text/span.ts';

/** The one door to the engine: everything about one project, with nothing of the editor. */
export interface Service extends Features {
  /** Reads the whole project; call it once before asking for findings. */
  load(): Promise<void>;
  /** Takes a file's new text, or undefined when it is gone; returns the files whose findings may have changed. */
  update(path: Path, text: string | undefined): Promise<readonly Path[]>;
  /** What a file is to the engine; undefined for files that it does not read. */
  kind(path: Path): Kind | undefined;
  /** All Dockerfiles and manifests, in order of their paths. */
  linted(): readonly Path[];
  /** Our own settings files, in order of their paths; their mistakes are findings too. */
  settingsFiles(): readonly Path[];
  /** The Python, requirements and compose files with findings, in order of their paths. */
  codeFiles(): readonly Path[];
  /** The text as last read or updated. */
  text(path: Path): string | undefined;
  /** The findings of a file, in order of their offsets; empty for a file that is not linted. */
  findings(path: Path): readonly Diagnostic[];
  /** The findings of a file as a report lists them: a habit once, which an editor shows at each of its lines. */
  reported(path: Path): readonly Diagnostic[];
  /** The findings of Dockerfiles that have their other end in a Python or requirements file, as findings there; an editor shows them at both. */
  relatedFindings(path: Path): readonly Diagnostic[];
  /** All that an editor shows in a file: its findings, and those of Dockerfiles that have their other end in it. */
  shownFindings(path: Path): readonly Diagnostic[];
  /** The shell texts of a Dockerfile, for the program shellcheck. */
  shellTexts(path: Path): readonly ShellText[];
  /** Adds what shellcheck printed for the shell texts of the file as it is. */
  addShellcheck(path: Path, printed: readonly (readonly [ShellText, string])[]): void;
  /** The rule with an id, or undefined. */
  rule(id: string): Meta | undefined;
  /** Whether a file is larger than what is analysed. */
  tooLarge(path: Path): boolean;
  /** The file's text with all safe fixes applied until none is left. */
  fixed(path: Path): string;
  /** What is said at an offset: of the findings there, and of the word. */
  hover(path: Path, offset: number, beside?: boolean): Promise<Hover | undefined>;
  /** The stages, images and objects of the project with what ties them. */
  map(): ProjectMap;
  /** Whether each image and workload will start, as far as the files tell; only those of one file where it is named. */
  preflights(path?: Path): readonly Preflight[];
  /** What an image holds after the instruction at an offset, or at the end of its Dockerfile; undefined for other files. */
  image(path: Path, offset?: number): ImageView | undefined;
  /** Questions about the project's own files, with keys from the analysis; `shown` turns paths into what people read. */
  questions(ask: AskProject, shown?: (path: Path) => string): readonly GeneratedQuestion[];
  /** Hands the project to what makes files of it, with the tables that this needs and the texts of `more` files that are not read otherwise. */
  create<T>(make: (asked: Asked) => T, more?: readonly Path[]): Promise<T>;
  /** The edit that silences a finding where it stands. */
  ignoreEdit(path: Path, diagnostic: Diagnostic): Edit;
  /** The least severity of a finding in this file that makes a check fail. */
  failOn(path: Path): Settings['failOn'];
  /** Settings that win over the project's own file: those of a user or a command line. */
  override(settings: SettingsChange): void;
}

/** Settings given from outside; what is missing is left to the project. */
export type SettingsChange = Partial<Settings>;

const readAtOnce = 64;

/** The metadata of all rules. */
export const allRules: readonly Meta[] = [
  ...catalogue,
  unusedIgnoreMeta,
  malformedIgnoreMeta,
  invalidSettingMeta,
];

/** Makes the engine for the project behind `host`. */
export const createService = (host: Host): Service => {
  const report = onceEach((problem) => host.report?.(problem));
  // A file that is asked for by its name is read wherever it is.
  const kindOf: KindOf = (path, text) =>
    host.kinds?.get(path) ?? (index.isForeign(path) ? undefined : recognise(path, text));
  const index = new ProjectIndex(host.name, report, kindOf);
  let change: SettingsChange = {};
  let changed = once((own: Settings) => withChange(own, change));
  const settings = (path: Path): Settings => changed(nearestSettings(index, path));
  const linter = createLinter(index, catalogue, settings, report);
  const features = guarded(createFeatures(index, host), report);
  let pages: Promise<Readonly<Record<string, string>>> | undefined;

  const missing =
    (part: string) =>
    (error: unknown): undefined => {
      report({ part, error });
    };
  const content = (name: string): Promise<unknown> =>
    host.content(name).catch(missing(`the table ${name}`));

  const needFlags = async (kind: Kind | undefined, text: string): Promise<boolean> => {
    if (kind !== 'dockerfile' && kind !== 'kubernetes' && kind !== 'recipe') return false;
    if (index.serverFlags || !namesServer(text)) return false;
    const flags = await content('server-flags');
    if (!isServerFlags(flags)) return false;
    index.serverFlags = flags;
    return true;
  };

  const need = async (kind: Kind | undefined, text: string): Promise<boolean> => {
    if (kind === 'settings' && !index.customCheck && text.includes('customChecks'))
      index.customCheck = await host.customChecks?.().catch(missing('custom checks'));
    if (kind === 'kubernetes' && !index.schema) {
      const schema = await content('kubernetes');
      if (!isSchema(schema)) return false;
      index.schema = schema;
      return true;
    }
    if (kind !== 'dockerfile' || (index.packages && index.debian)) return false;
    const [packages, debian] = await Promise.all([content('packages'), content('debian')]);
    if (isPythonKnowledge(packages)) index.packages = packages;
    if (isDebianKnowledge(debian)) index.debian = debian;
    return index.packages !== undefined || index.debian !== undefined;
  };

  const take = async (path: Path, text: string | undefined): Promise<Taken> => {
    const kind = text === undefined ? undefined : kindOf(path, text);
    const loaded = await Promise.all([need(kind, text ?? ''), needFlags(kind, text ?? '')]);
    if (loaded.includes(true)) linter.forgetAll();
    const set = index.set(path, text);
    const others = set.topics.has('kustomization') || set.topics.has('chart');
    const patches = others ? index.refresh() : [];
    const topics = new Set(set.topics);
    if (patches.length > 0) topics.add('kubernetes');
    for (const each of [path, ...patches]) linter.forget(each, { ...set, topics });
    return { ...set, topics, patches };
  };

  /** The files that a Dockerfile calls as scripts and whose texts are not known yet. */
  const unreadScripts = (path: Path, project: Project): readonly Path[] => {
    const model = index.model(path);
    if (model?.kind !== 'dockerfile') return [];
    return scriptPaths(model.file, project).filter((each) => index.text(each) === undefined);
  };

  /** Reads what Dockerfiles call as scripts, where the names of those do not tell. */
  const readScripts = async (paths: readonly Path[]): Promise<void> => {
    // One view, so that what is asked of the project is worked out once for all files.
    const project = index.view(() => undefined);
    for (const script of new Set(paths.flatMap((path) => unreadScripts(path, project)))) {
      const text = await readOrReport(script);
      if (text !== undefined && text.length <= largestFile) await taken(script, text);
    }
  };

  const nothing: Taken = { topics: new Set(), patches: [] };
  /** Takes a text; a failure is reported, and the other files go on. */
  const taken = (path: Path, text: string | undefined): Promise<Taken> =>
    take(path, text).catch((error: unknown) => {
      report({ path, part: 'reading', error });
      return nothing;
    });
  const readOrReport = (path: Path): Promise<string | undefined> =>
    host.read(path).catch((error: unknown) => {
      report({ path, part: 'reading', error });
      return undefined;
    });

  const kindAt = (path: Path): Kind | undefined => {
    const text = index.text(path);
    return text === undefined ? undefined : kindOf(path, text);
  };

  const related = (path: Path): readonly Diagnostic[] => {
    const kind = index.model(path)?.kind;
    if (kind !== 'python' && kind !== 'requirements') return [];
    return index
      .dockerfilePaths()
      .flatMap((dockerfile) => relatedFindings(path, dockerfile, linter.findings(dockerfile)));
  };

  const shownFindings = (path: Path): readonly Diagnostic[] => [
    ...linter.findings(path),
    ...related(path),
  ];

  const linted = (): readonly Path[] =>
    index
      .paths()
      .filter((path) =>
        isLinted(index.model(path)?.kind === 'too-large' ? undefined : kindAt(path)),
      );

  const useSettings = (): void => {
    index.kubernetesVersion = change.kubernetesVersion ?? rootSettings(index).kubernetesVersion;
    linter.forgetAll();
  };

  return {
    ...features,
    async load() {
      const paths = await host.files();
      for (const path of paths) index.note(path);
      const wanted = paths.filter((path) => kindOf(path) !== undefined);
      const order = wanted.sort((a, b) => rank(a) - rank(b));
      for (let i = 0; i < order.length; i += readAtOnce) {
        const batch = order.slice(i, i + readAtOnce);
        const texts = await Promise.all(batch.map(readOrReport));
        for (const [j, path] of batch.entries()) {
          const text = texts[j];
          if (text !== undefined && index.text(path) === undefined) await taken(path, text);
        }
      }
      await readScripts(index.paths());
      useSettings();
    },
    async update(path, text) {
      const now = await taken(path, text);
      if (recognise(path) === 'settings') {
        useSettings();
        return [path, ...linted(), ...linter.codeFiles()];
      }
      await readScripts([path]);
      const stale = linter.forgetReaders(path, now);
      return [...new Set([path, ...now.patches, ...stale])];
    },
    kind: kindAt,
    linted,
    settingsFiles: () => index.paths().filter(isOwnSettings),
    codeFiles: () => linter.codeFiles(),
    text: (path) => index.text(path),
    findings: (path) => linter.findings(path),
    reported: (path) => {
      const findings = linter.findings(path);
      return settings(path).profile === 'strict'
        ? findings
        : withHabitsOnce(findings, 'in reports');
    },
    relatedFindings: related,
    shownFindings,
    failOn: (path) => settings(path).failOn,
    shellTexts: (path) => {
      const model = index.model(path);
      return model?.kind === 'dockerfile' ? shellTexts(model.file) : [];
    },
    addShellcheck(path, printed) {
      const found = printed.flatMap(([text, json]) => shellcheckFindings(text, json));
      linter.add(path, index.text(path) ?? '', found);
    },
    rule: (id) => [...allRules, shellcheckMeta].find((rule) => rule.id === id),
    tooLarge: (path) => index.model(path)?.kind === 'too-large',
    fixed(path) {
      const original = index.text(path) ?? '';
      const put = (text: string): void => {
        if (text !== index.text(path)) linter.forget(path, index.set(path, text));
      };
      const result = fixAll(original, (text) => {
        put(text);
        return linter.findings(path);
      });
      put(original);
      return result;
    },
    async hover(path, offset, beside = false) {
      const own = shownFindings(path).filter(({ at }) => touches(at, offset));
      pages ??= content('rules').then(textEntries);
      const findings = own.length > 0 ? hoverFindings(own, await pages) : undefined;
      const word = await features.describe(path, offset, beside);
      if (!findings || !word) return findings ?? word;
      return { at: findings.at, markdown: `${findings.markdown}\n\n---\n\n${word.markdown}` };
    },
    map: () =>
      mapOf({
        ...index.trees(),
        project: index.view(() => undefined),
        findings: linter.findings,
      }),
    preflights: (path) => {
      const { dockerfiles, resources } = index.trees();
      const project = index.view(() => undefined);
      return preflightsOf({ dockerfiles, resources, project, findings: linter.findings }, path);
    },
    image: (path, offset) => {
      const model = index.model(path);
      return model?.kind === 'dockerfile'
        ? imageViewOf(
            model.file,
            index.view(() => undefined),
            offset,
          )
        : undefined;
    },
    questions: (ask, shown = (path) => path) => ask(index, shown),
    async create(make, more = []) {
      const loaded = await Promise.all([need('dockerfile', ''), need('kubernetes', '')]);
      if (loaded.includes(true)) linter.forgetAll();
      const there = more.filter((path) => index.paths().includes(path));
      const texts = new Map(
        await Promise.all(there.map(async (path) => [path, await readOrReport(path)] as const)),
      );
      return make({
        project: index.view(() => undefined),
        text: (path) => index.text(path) ?? texts.get(path),
      });
    },
    ignoreEdit(path, diagnostic) {
      const model = index.model(path);
      const [at] = diagnostic.at;
      const holder =
        model?.kind === 'dockerfile'
          ? model.file.instructions.find(({ span }) => span[0] <= at && at < span[1])
          : undefined;
      return ignoreComment(index.text(path) ?? '', diagnostic, holder?.span[0] ?? at);
    },
    override(next) {
      change = next;
      changed = once((own) => withChange(own, change));
      useSettings();
    },
  };
};

const withChange = (own: Settings, change: SettingsChange): Settings => {
  const more = change.rules && Object.keys(change.rules).length > 0;
  const { customChecks } = own.policy;
  return {
    ...own,
    ...change,
    policy: change.policy ? { ...change.policy, customChecks } : own.policy,
    rules: more ? { ...own.rules, ...change.rules } : own.rules,
  };
};

/** What a new text of a file changes: facts, and manifests that are patches now or no longer. */
interface Taken extends Change {
  readonly patches: readonly Path[];
}

const textEntries = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(isRecord(value) ? value : {}).flatMap(([key, text]) =>
      typeof text === 'string' ? [[key, text]] : [],
    ),
  );

// Kustomizations and charts come first, so that a patch or a template is known as one when it is read.
const rank = (path: Path): number =>
  recognise(path) === 'kustomization' || recognise(path, '') === 'chart' ? 0 : 1;

const rootSettings = (index: ProjectIndex): Settings => nearestSettings(index, '');
