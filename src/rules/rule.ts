import type { ConceptId } from '../learn/concepts.generated.ts';
import type { DockerfileIn, Project, ResourceIn } from '../project/project.ts';
import type { Edit } from '../text/edit.ts';
import type { Path } from '../text/path.ts';
import type { Span } from '../text/span.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** `strict` rules are opinionated or noisy and off by default. */
export type Profile = 'recommended' | 'strict';

/** A name the same finding carries in another tool; accepted in suppressions, search and settings. */
export type Alias =
  `${'hadolint' | 'buildkit' | 'kube-linter' | 'kube-score' | 'polaris' | 'pss' | 'trivy' | 'checkov' | 'shellcheck'}/${string}`;

/** Typed options of a rule with their defaults. */
export type Options = Readonly<Record<string, number | string | boolean | readonly string[]>>;

/** What is known of a rule before it runs. */
export interface Meta {
  /** Kebab-case, names the problem: `pip-cache`. */
  readonly id: string;
  /** The page `<id>.md`, or its head where pages are loaded apart. */
  readonly docs: string;
  readonly severity: Severity;
  readonly profile: Profile;
  readonly concept: ConceptId;
  /** The same finding in other tools. */
  readonly aka?: readonly Alias[];
  /** Near, but narrower, wider or for another reason. */
  readonly like?: readonly Alias[];
  readonly options?: Options;
  /** Findings of one file with the same message are one problem: only the `strict` profile repeats them, or with `in reports` an editor too. */
  readonly oncePerMessage?: true | 'in reports';
  /** Findings of one file are one habit: the first speaks for all, and its fix fixes all; repeated as those above. */
  readonly oncePerFile?: true | 'in reports';
  /** What its fixes are: `safe` when fix-all may run them. */
  readonly fix: 'safe' | 'suggested' | 'none';
}

/** What a rule looks at decides what it is handed. */
export type Rule =
  | (Meta & {
      readonly on: 'dockerfile';
      /** Keywords, flags and programs of RUN, of which one must stand in a file to be judged; most files have few of them. */
      readonly about?: readonly string[];
      /** Texts of which one must stand in a file to be judged, where they are rarer than what the rule is about. */
      readonly holds?: readonly string[];
      check(file: DockerfileIn, project: Project): Iterable<Finding>;
    })
  | (Meta & {
      readonly on: 'resource';
      /** The kinds that are judged; `pods` is every kind with some, `wrong-type` and the like each object in which the schema finds that; without them, all. */
      readonly about?: readonly string[];
      /** It judges pods by themselves, so those of custom kinds, such as the groups of a RayCluster, are handed to it too. */
      readonly anyPod?: true;
      /** What it names are rights that pods need whose job is their node, such as device plugins: there it is `strict`, without fixes. */
      readonly neededByNodePods?: true;
      check(resource: ResourceIn, project: Project): Iterable<Finding>;
    })
  | (Meta & {
      readonly on: 'project';
      check(project: Project): Iterable<Finding & { readonly file: Path }>;
    });

/** A place in a file of the project. */
export interface Place {
  readonly file: Path;
  readonly at: Span;
  readonly message: string;
}

/** Something wrong. */
export interface Finding {
  /** The tightest text that is wrong, or that lacks something. */
  readonly at: Span;
  /** The file of that text, where it is not the one that is checked: the requirements file that a Dockerfile installs. */
  readonly file?: Path;
  /** What is wrong: one sentence with the reader's own names, ends with a period. */
  readonly message: string;
  /** Narrows the rule's own names where it covers several. */
  readonly aka?: readonly Alias[];
  /** Narrows the rule's own: where what is found is certain only by the letter, only the `strict` profile shows it. */
  readonly profile?: 'strict';
  /** Lowers the rule's own where less depends on it, unless settings name the rule. */
  readonly severity?: Severity;
  /** The other end of a cross-file finding. */
  readonly related?: readonly Place[];
  readonly tag?: 'unnecessary' | 'deprecated';
  /** The first is preferred. */
  readonly fixes?: readonly Fix[];
}

/** A way to mend a finding. */
export interface Fix {
  /** Imperative: "Add --no-cache-dir". */
  readonly title: string;
  /** Cannot change what the container does, so fix-all may run it. */
  readonly safe?: true;
  /** The edits; those with a `path` go to another file. */
  edits(): readonly Edit[];
}
