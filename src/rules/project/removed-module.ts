import { baseImage } from '../../data/base-images.ts';
import { missingImports } from '../../image/checks/imports.ts';
import { finalStage, lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { basename } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './removed-module.md' with { type: 'text' };

const rule: Rule = {
  id: 'removed-module',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'missing-dependencies',
  fix: 'none',
  about: ['CMD', 'ENTRYPOINT'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const { packages } = project;
    const image = stage && rootImage(stage);
    const python = image && baseImage(image)?.python;
    if (!stage || !packages || !python) return;
    const known = missingImports(file, stage, project);
    if (!known) return;
    const { imports, installed } = known;
    const from = lineage(stage).at(-1)?.from ?? stage.from;
    const told = new Set<string>();
    for (const { at, file: path, module, when } of imports) {
      const top = module.split('.')[0] ?? '';
      const gone = Object.hasOwn(packages.removed, top) ? packages.removed[top] : undefined;
      if (gone === undefined || when !== 'always' || told.has(top) || isOlder(python, gone))
        continue;
      // Distributions bring some of them back; setuptools has a copy of distutils.
      const backports = Object.hasOwn(packages.imports, top) ? (packages.imports[top] ?? []) : [];
      const providers = top === 'distutils' ? [...backports, 'setuptools'] : backports;
      if (providers.some((each) => installed.has(each))) continue;
      told.add(top);
      yield {
        at: from.image?.span ?? from.span,
        message: `${basename(path)} imports ${top}, which Python ${gone} and later do not have, and ${image.text} is Python ${python}: the container stops with ModuleNotFoundError: No module named '${top}'.`,
        related: [{ file: path, at, message: `the import of ${top}` }],
      };
    }
  },
};
export default rule;

/** Whether a minor version of Python comes before another: `3.9` before `3.12`. */
const isOlder = (python: string, than: string): boolean => minorOf(python) < minorOf(than);

const minorOf = (version: string): number => Number(version.split('.')[1] ?? 0);
