import type { PythonKnowledge } from '../../data/python-knowledge.ts';
import { buildContext } from '../../project/context.ts';
import { type Entry, entryOf } from '../../project/entry.ts';
import { type Installs, installsOf } from '../../project/installed.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { type ForeignImport, foreignImports } from '../../project/python-imports.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { normalName } from '../../syntax/requirements.ts';
import { recent } from '../../text/memo.ts';
import { providedBy } from '../provided.ts';

/** What the code that a container starts with imports and nothing installs. */
export interface MissingImports {
  readonly entry: Entry;
  readonly installs: Installs;
  /** All distributions that the installs bring. */
  readonly installed: ReadonlySet<string>;
  /** All imports of modules that are not the project's own. */
  readonly imports: readonly ForeignImport[];
  /** One for each distribution, in the order of the imports. */
  readonly missing: readonly (ForeignImport & { readonly distribution: string })[];
}

/** The imports of a stage's entry file and the project's modules behind it that no install provides; undefined when the entry file or the installs are not fully known. */
export const missingImports = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): MissingImports | undefined => importsIn(project)(file)(stage);

const importsIn = recent((project: Project) =>
  recent((file: DockerfileIn) =>
    recent((stage: Stage): MissingImports | undefined => {
      const { packages } = project;
      if (!packages) return undefined;
      const { folder } = buildContext(file, project);
      const entry = entryOf(file, stage, folder, project);
      if (!entry) return undefined;
      const installs = installsOf(file, stage, folder, project);
      const installed = providedBy(installs, packages, stage);
      if (!installed) return undefined;
      const seen = new Set<string>();
      const imports = foreignImports(entry.file, entry.root, project);
      const missing = imports.flatMap((each) => {
        const distribution = missingFrom(each, installed, packages);
        if (!distribution || seen.has(distribution)) return [];
        seen.add(distribution);
        return [{ ...each, distribution }];
      });
      return { entry, installs, installed, imports, missing };
    }),
  ),
);

/** The distribution that an import needs and that is not installed. */
const missingFrom = (
  { module, when }: ForeignImport,
  installed: ReadonlySet<string>,
  { imports, packages, standard }: PythonKnowledge,
): string | undefined => {
  const top = module.split('.')[0] ?? '';
  if (when !== 'always' || standard.includes(top)) return undefined;
  const parts = module.split('.');
  const key = parts
    .map((_, i) => parts.slice(0, parts.length - i).join('.'))
    .find((name) => Object.hasOwn(imports, name));
  const same = normalName(top);
  const candidates = key === undefined ? Object.hasOwn(packages, same) && [same] : imports[key];
  // A name that is in no table may be a private module: nothing is claimed.
  if (!candidates || candidates.length === 0) return undefined;
  return candidates.some((name) => installed.has(name)) ? undefined : candidates[0];
};
