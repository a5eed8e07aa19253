import type { Document, Node } from 'yaml';
import type { Lines } from '../../text/lines.ts';
import type { Span } from '../../text/span.ts';
import type { Chart } from './chart.ts';

/** Keys and indexes from the root of a document. */
export type KeyPath = readonly (string | number)[];

/** One Kubernetes object of a YAML stream. */
export interface Resource {
  /** The text of the whole file, for edits that keep its layout. */
  readonly text: string;
  readonly lines: () => Lines;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name?: string;
  /** As written; missing when the object leaves it to the caller. */
  readonly namespace?: string;
  /** The document's span in the file. */
  readonly span: Span;
  /** The position among the objects of the file. */
  readonly index: number;
  /** A Kustomize patch or another fragment: nothing can be called missing. */
  readonly partial: boolean;
  /** A Helm template or the like: all branches of its conditions stand side by side, and values that it computes are unknown. */
  readonly templated: boolean;
  /** The chart that a template belongs to; values that it sets itself are known. */
  readonly chart?: Chart;
  /** The root mapping, for walks by the schema. */
  readonly root: Node;
  /** The YAML document, for aliases and merge keys. */
  readonly document: Document;
  /** Where the root's offsets start in the file. */
  readonly base: number;
  /** The plain value at a path; undefined when absent or not decidable. */
  get(path: KeyPath): unknown;
  /** The value's span, or that of the nearest ancestor's key that exists. */
  at(path: KeyPath): Span;
  /** The key's span, or undefined when the path does not exist. */
  key(path: KeyPath): Span | undefined;
  /** The path of the pod spec of a workload, or undefined for objects without pods. */
  readonly podSpec?: KeyPath;
  /** The containers of the pod, init containers first. */
  containers(): readonly Container[];
  /** The pods of a custom kind, such as the groups of a RayCluster: this object with each in turn as its pod. */
  pods(): readonly Resource[];
}

/** One container of a workload. */
export interface Container {
  readonly path: KeyPath;
  readonly name: string;
  readonly image?: string;
  readonly init: boolean;
}
