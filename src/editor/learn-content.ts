import type * as vscode from 'vscode';
import { type PreflightLine, summaryOf } from '../features/preflight/line.ts';
import { type Shown, whereIs } from '../features/shown.ts';
import type { ConceptId } from '../learn/concepts.generated.ts';
import type { Index, Page } from '../learn/content.ts';
import type { AskProject } from '../learn/questions/makers.ts';
import type { GeneratedQuestion } from '../learn/questions/question.ts';
import type { Content } from '../learn/session.ts';
import type { CheckedLine, CheckedThing, MapThing, MapTie } from '../learn/view.ts';
import type { Service } from '../service.ts';
import { contentReader } from './host.ts';
import { loadPart } from './part.ts';
import type { Projects } from './projects.ts';
import { shownPath } from './shown-path.ts';

type Questions = typeof import('../learn/questions/makers.ts');

/** The curriculum, read page by page when first needed, and the questions made from the open projects. */
export class LearnContent {
  readonly #extension: vscode.Uri;
  readonly #read: (name: string) => Promise<unknown>;
  readonly #projects: Projects;
  readonly #pages = new Map<ConceptId, Page>();
  #index: Index | undefined;
  #generated: readonly GeneratedQuestion[] = [];
  #ask: Promise<AskProject> | undefined;

  constructor(extension: vscode.Uri, projects: Projects) {
    this.#extension = extension;
    this.#read = contentReader(extension);
    this.#projects = projects;
  }

  /** The index and the pages of the concepts; `fresh` makes the questions of the projects anew. */
  async load(concepts: readonly ConceptId[], fresh = false): Promise<Content> {
    this.#index ??= (await this.#read('concepts')) as Index;
    for (const id of concepts) {
      if (!this.#pages.has(id)) this.#pages.set(id, (await this.#read(`concepts/${id}`)) as Page);
    }
    if (fresh) this.#generated = await this.#questions();
    return { index: this.#index, pages: this.#pages, generated: this.#generated };
  }

  /** The Dockerfiles and objects of the open projects with what ties them. */
  async map(): Promise<NonNullable<Content['map']>> {
    const things: MapThing[] = [];
    const ties: MapTie[] = [];
    for (const [i, project] of this.#projects.all().entries()) {
      await project.ready;
      const { links, nodes } = project.service.map();
      for (const { at, file, id, ...node } of nodes) {
        const path = shownPath(this.#projects.uriOf(project, file));
        things.push({ ...node, id: idIn(i, id), place: { path, start: at[0], end: at[1] } });
      }
      for (const { from, to, ...link } of links)
        ties.push({
          ...{ ...link, from: idIn(i, from) },
          ...(to === undefined ? {} : { to: idIn(i, to) }),
        });
    }
    return { things, ties };
  }

  /** What was checked of the images and workloads of the open projects. */
  async preflights(): Promise<NonNullable<Content['checked']>> {
    const things: CheckedThing[] = [];
    for (const project of this.#projects.all()) {
      await project.ready;
      const { service } = project;
      const shown = (path: string): string => shownPath(this.#projects.uriOf(project, path));
      const by = { shown, text: (path: string): string => service.text(path) ?? '' };
      for (const preflight of service.preflights()) {
        const { file, kind, lines, name } = preflight;
        things.push({
          name: kind === 'image' ? shown(file) : name,
          path: shown(file),
          summary: summaryOf(preflight),
          lines: lines.map((line) => checkedLine(line, by, service)),
        });
      }
    }
    return things;
  }

  async #questions(): Promise<readonly GeneratedQuestion[]> {
    const all: GeneratedQuestion[] = [];
    this.#ask ??= loadPart(this.#extension, 'questions').then(
      (part) => (part as Questions).askProject,
    );
    const ask = await this.#ask;
    const projects = [...new Set([...this.#projects.all(), ...this.#projects.made()])];
    for (const [i, project] of projects.entries()) {
      await project.ready;
      const shown = (path: string): string => shownPath(this.#projects.uriOf(project, path));
      for (const { tie, ...made } of project.service.questions(ask, shown))
        all.push({
          ...made,
          ...(tie ? { tie: { from: idIn(i, tie.from), to: idIn(i, tie.to) } } : {}),
        });
    }
    return all;
  }
}

/** A line of a Preflight with its place and its lesson. */
const checkedLine = (
  line: PreflightLine,
  by: Shown,
  service: Pick<Service, 'rule'>,
): CheckedLine => {
  const { detail, place, question, rule, state } = line;
  const concept = rule === undefined ? undefined : service.rule(rule)?.concept;
  return {
    ...{ question, state, detail },
    ...(place
      ? {
          place: { path: by.shown(place.file), start: place.at[0], end: place.at[1] },
          where: whereIs(place, by),
        }
      : {}),
    ...(concept === undefined ? {} : { learn: { mode: 'read', concept } }),
  };
};

/** The id of a thing among those of all projects. */
const idIn = (project: number, id: string): string => `${project} ${id}`;
