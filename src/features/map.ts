import type { Diagnostic } from '../lint/diagnostic.ts';
import { backendsOf } from '../project/backends.ts';
import { objectId, stageId } from '../project/ids.ts';
import {
  isCalled,
  scalersIn,
  selectedBy,
  servicesIn,
  targetOf,
  workloadsIn,
} from '../project/links.ts';
import type { DockerfileIn, Project, ResourceIn } from '../project/project.ts';
import { originsOf } from '../syntax/dockerfile/origins.ts';
import { stageNamed } from '../syntax/dockerfile/stages.ts';
import type { Path } from '../text/path.ts';
import type { Span } from '../text/span.ts';

/** A thing of the project: a stage, the image of a Dockerfile, or a Kubernetes object. */
export interface MapNode {
  readonly id: string;
  /** `Stage`, `Image` or the kind of the object. */
  readonly kind: string;
  readonly name: string;
  readonly file: Path;
  readonly at: Span;
  /** From what is built, 0, to what the world talks to. */
  readonly column: number;
  /** How many findings lie in it. */
  readonly findings: number;
}

/** A link between two things, or one that leads nowhere. */
export interface MapLink {
  readonly from: string;
  readonly to?: string;
  /** What ties them, as a verb: `scales`. */
  readonly text: string;
  /** What is wrong with it. */
  readonly broken?: string;
}

/** The project as a picture. */
export interface ProjectMap {
  readonly nodes: readonly MapNode[];
  readonly links: readonly MapLink[];
}

/** What the map is drawn from. */
export interface Mapped {
  readonly project: Project;
  readonly dockerfiles: readonly DockerfileIn[];
  readonly resources: readonly ResourceIn[];
  readonly findings: (path: Path) => readonly Diagnostic[];
}

interface Drawn extends MapNode {
  /** Where a finding belongs to it. */
  readonly whole: Span;
}

const mostNodes = 120;
const columns: Readonly<Record<string, number>> = { Stage: 0, Image: 1, Service: 3, Ingress: 4 };
const scalers = /^(?:HorizontalPodAutoscaler|ScaledObject)$/;

// The rules that compare one thing with another.
const linkRules: ReadonlySet<string> = new Set([
  ...['selector-mismatch', 'port-mismatch', 'hpa-target-missing', 'hpa-without-requests'],
  ...['hpa-replicas-conflict', 'ingress-backend-missing', 'claim-missing', 'config-key-missing'],
  ...['copy-from-missing-stage', 'copy-from-untagged-image', 'headless-service-missing'],
]);

/** The stages, images, workloads, Services, Ingresses and autoscalers of a project with what ties them; broken ties say what is wrong. */
export const mapOf = (mapped: Mapped): ProjectMap => {
  const nodes = [...imageNodes(mapped), ...objectNodes(mapped)].slice(0, mostNodes);
  const known = new Set(nodes.map(({ id }) => id));
  const links = [...imageLinks(mapped), ...objectLinks(mapped)].filter(
    ({ from, to }) => known.has(from) && (to === undefined || known.has(to)),
  );
  return {
    nodes: nodes.map(({ whole: _, ...node }) => node),
    links: withBroken(links, nodes, mapped),
  };
};

const countIn = (all: readonly Diagnostic[], [start, end]: Span): number =>
  all.filter(({ at }) => start <= at[0] && at[0] < end).length;

function* imageNodes({ dockerfiles, findings }: Mapped): Generator<Drawn> {
  for (const { path, stages, text } of dockerfiles) {
    const found = findings(path);
    const several = stages.length > 1;
    for (const [i, { from, instructions, name }] of several ? stages.entries() : []) {
      const end = instructions.at(-1)?.span[1] ?? from.span[1];
      const whole: Span = [from.span[0], end + 1];
      const shown = name ?? `stage ${i}`;
      yield {
        ...{ id: stageId(path, i), kind: 'Stage', name: shown, file: path, at: from.word.span },
        ...{ column: 0, findings: countIn(found, whole), whole },
      };
    }
    const at = stages.at(-1)?.from.word.span ?? [0, 0];
    const whole: Span = [0, text.length + 1];
    yield {
      ...{ id: path, kind: 'Image', name: path, file: path, at, column: 1 },
      ...{ findings: several ? 0 : found.length, whole },
    };
  }
}

function* objectNodes({ findings, project, resources }: Mapped): Generator<Drawn> {
  for (const resource of resources) {
    const { kind, path, podSpec, span } = resource;
    const column = podSpec ? 2 : scalers.test(kind) ? 3 : columns[kind];
    const own = project.own(resource);
    if (column === undefined || !own || own.partial) continue;
    yield {
      ...{ id: objectId(own), kind, name: own.name || '…', file: path, at: own.at, column },
      ...{ findings: countIn(findings(path), span), whole: span },
    };
  }
}

function* imageLinks({ dockerfiles }: Mapped): Generator<MapLink> {
  for (const file of dockerfiles) {
    const { path, stages } = file;
    if (stages.length < 2) continue;
    for (const { index, parent } of stages)
      if (parent)
        yield {
          from: stageId(path, parent.index),
          to: stageId(path, index),
          text: 'is the base of',
        };
    for (const { text, stage } of originsOf(file)) {
      const earlier = stages.slice(0, stage.index);
      const from = stageNamed(earlier, text) ?? earlier[Number(text)];
      if (from)
        yield {
          ...{ from: stageId(path, from.index), to: stageId(path, stage.index) },
          text: 'is copied into',
        };
    }
    yield { from: stageId(path, stages.length - 1), to: path, text: 'becomes' };
  }
}

function* objectLinks({ project, resources }: Mapped): Generator<MapLink> {
  const objects = project.objects();
  const workloads = workloadsIn(objects);
  for (const workload of workloads) {
    const images = workload.workload.containers.flatMap(({ image }) => image?.value ?? []);
    const files = new Set(images.flatMap((image) => project.dockerfileOf(image)?.file ?? []));
    for (const file of files) yield { from: file, to: objectId(workload), text: 'runs in' };
  }
  for (const service of servicesIn(objects))
    for (const workload of selectedBy(service, project))
      yield { from: objectId(workload), to: objectId(service), text: 'answers for' };
  for (const scaler of scalersIn(objects)) {
    const target = targetOf(scaler, project);
    if (target) yield { from: objectId(target), to: objectId(scaler), text: 'is scaled by' };
  }
  for (const resource of resources) {
    const own = project.own(resource);
    if (resource.kind !== 'Ingress' || !own) continue;
    for (const name of new Set(backendsOf(resource).map((backend) => backend.service))) {
      const service = servicesIn(objects).find((each) => isCalled(each, name));
      if (service) yield { from: objectId(service), to: objectId(own), text: 'is reached by' };
    }
  }
}

/** Marks the links that a finding speaks of, and adds those that should be there. */
const withBroken = (
  links: readonly MapLink[],
  nodes: readonly Drawn[],
  { findings }: Mapped,
): readonly MapLink[] => {
  const result = [...links];
  const nodeAt = (file: Path, offset: number): Drawn | undefined =>
    nodes.findLast(
      (node) => node.file === file && node.kind !== 'Stage' && contains(node.whole, offset),
    );
  for (const file of new Set(nodes.map((node) => node.file))) {
    for (const { at, message, related, rule } of findings(file)) {
      const from = linkRules.has(rule.id) ? nodeAt(file, at[0]) : undefined;
      if (!from) continue;
      const others = (related ?? []).map((place) => nodeAt(place.file, place.at[0]));
      const to = others.find((each) => each && each.id !== from.id);
      // Both ends of it lie in one thing.
      if (!to && others.length > 0) continue;
      const ends = [from.id, to?.id];
      const index = result.findIndex((link) => ends.includes(link.from) && ends.includes(link.to));
      const link = result[index];
      if (to && link) result[index] = { ...link, broken: message };
      else if (to) result.push({ ...inOrder(from, to), text: 'should meet', broken: message });
      else if (!result.some((each) => each.from === from.id && each.broken === message))
        result.push({ from: from.id, text: 'leads nowhere', broken: message });
    }
  }
  return result;
};

const inOrder = (a: Drawn, b: Drawn): { readonly from: string; readonly to: string } =>
  a.column <= b.column ? { from: a.id, to: b.id } : { from: b.id, to: a.id };

const contains = ([start, end]: Span, offset: number): boolean => start <= offset && offset < end;
