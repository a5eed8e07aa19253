import type * as vscode from 'vscode';
import type { ConceptId } from '../learn/concepts.generated.ts';
import type { Index, Page } from '../learn/content.ts';
import type { GeneratedQuestion } from '../learn/questions/question.ts';
import type { Content } from '../learn/session.ts';
import type { MapThing, MapTie } from '../learn/view.ts';
import { contentReader } from './host.ts';
import type { Projects } from './projects.ts';
import { shownPath } from './shown-path.ts';

/** The curriculum, read page by page when first needed, and the questions made from the open projects. */
export class LearnContent {
  readonly #read: (name: string) => Promise<unknown>;
  readonly #projects: Projects;
  readonly #pages = new Map<ConceptId, Page>();
  #index: Index | undefined;
  #generated: readonly GeneratedQuestion[] = [];

  constructor(extension: vscode.Uri, projects: Projects) {
    this.#read = contentReader(extension);
    this.#projects = projects;
  }

  /** The index and the pages of the concepts; `fresh` makes the questions of the projects anew. */
  async load(concepts: readonly ConceptId[], fresh = false): Promise<Content> {
    this.#index ??= (await this.#read('concepts')) as Index;
    for (const id of concepts) {
      if (!this.#pages.has(id)) this.#pages.set(id, (await this.#read(`concepts/${id}`)) as Page);
    }
    if (fresh) this.#generated = await this.#ask();
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

  async #ask(): Promise<readonly GeneratedQuestion[]> {
    const all: GeneratedQuestion[] = [];
    const projects = [...new Set([...this.#projects.all(), ...this.#projects.made()])];
    for (const [i, project] of projects.entries()) {
      await project.ready;
      const shown = (path: string): string => shownPath(this.#projects.uriOf(project, path));
      for (const { tie, ...made } of project.service.questions(shown))
        all.push({
          ...made,
          ...(tie ? { tie: { from: idIn(i, tie.from), to: idIn(i, tie.to) } } : {}),
        });
    }
    return all;
  }
}

/** The id of a thing among those of all projects. */
const idIn = (project: number, id: string): string => `${project} ${id}`;
