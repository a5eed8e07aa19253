import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProjectIndex } from '../../src/project/index.ts';
import type { DockerfileIn, Project } from '../../src/project/project.ts';

/** A small project with what the model must say of it. */
export interface ImageCase {
  readonly page: string;
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** Lines that must be shown (`+`), must not be shown (`-`), and questions (`?`). */
  readonly expected: readonly string[];
}

/** The cases of the pages beside this file: a heading, blocks of files (```` ```FILE ````) and a block ```` ```image ````. */
export const imageCases = (): readonly ImageCase[] =>
  readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .flatMap((name) => casesIn(name, readFileSync(join(import.meta.dirname, name), 'utf8')));

const casesIn = (page: string, markdown: string): readonly ImageCase[] =>
  markdown
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const files: Record<string, string> = {};
      let expected: readonly string[] = [];
      for (const [, fence = '', body = ''] of section.matchAll(/^```(\S+)\n([\s\S]*?)^```$/gm)) {
        if (fence === 'image') expected = body.split('\n').filter((line) => line !== '');
        // What cannot be written in a page: a carriage return and a tab.
        else files[fence] = body.replaceAll('␍', '\r').replaceAll('␉', '\t');
      }
      return { page, title: section.split('\n')[0] ?? '', files, expected };
    });

/** The Dockerfile and the project of some files. */
export const projectOf = (
  files: Readonly<Record<string, string>>,
  path = 'Dockerfile',
): { readonly file: DockerfileIn; readonly project: Project } => {
  const index = new ProjectIndex('churn-model');
  for (const [name, text] of Object.entries(files)) index.set(name, text);
  const model = index.model(path);
  if (model?.kind !== 'dockerfile') throw new Error(`${path} is not read as a Dockerfile`);
  return { file: model.file, project: index.view(() => undefined) };
};
