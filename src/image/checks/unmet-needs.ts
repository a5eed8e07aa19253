import { implicitNeeds, pickledLibraries } from '../../data/implicit-needs.ts';
import type { Project } from '../../project/project.ts';
import { loadedFiles } from '../../project/python-imports.ts';
import type { Pickled } from '../../syntax/python/implied.ts';
import { basename, type Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import type { Entry } from '../start/entry.ts';

/** A use that needs a distribution which nothing installs and no file imports. */
export interface UnmetNeed {
  readonly file: Path;
  readonly at: Span;
  readonly distribution: string;
  readonly message: string;
  /** It is known that it is this one. */
  readonly certain: boolean;
  /** The container does not even start. */
  readonly stops: boolean;
}

/** What the started code uses that needs more than is installed: what libraries ask for without requiring it, and what made the models that are unpickled. */
export const unmetNeeds = (
  { file, root }: Entry,
  installed: ReadonlySet<string>,
  missing: readonly { readonly distribution?: string }[],
  project: Project,
): readonly UnmetNeed[] => {
  const told = new Set(missing.flatMap(({ distribution }) => distribution ?? []));
  const found: UnmetNeed[] = [];
  for (const path of loadedFiles(file, root, project)) {
    for (const each of [
      ...usesIn(path, installed, project),
      ...picklesIn(path, installed, project),
    ]) {
      if (told.has(each.distribution)) continue;
      told.add(each.distribution);
      found.push(each);
    }
  }
  return found;
};

const usesIn = (
  path: Path,
  installed: ReadonlySet<string>,
  project: Project,
): readonly UnmetNeed[] =>
  (project.python(path)?.implied ?? []).flatMap(({ name, row, span }) => {
    const need = implicitNeeds[row];
    const [distribution] = need?.needs ?? [];
    if (!need || distribution === undefined || need.needs.some((each) => installed.has(each)))
      return [];
    const end = need.when === 'start' ? 'the container stops with' : 'the call ends with';
    return [
      {
        file: path,
        at: span,
        distribution,
        message: `${basename(path)} uses ${name}, which needs ${distribution}, but nothing here installs ${distribution}: ${end} ${need.error}`,
        certain: true,
        stops: need.when === 'start',
      },
    ];
  });

// Names of files that hold a model, or a step of one.
const model = /model|clf|classif|regress|pipeline|scaler|vectori[sz]er|encoder|estimator/i;

/** Distributions whose objects a pickle may hold, or that come with one of them. */
const makers =
  /^(?:numpy|pandas|polars|scipy|torch|tensorflow.*|keras|spacy|gensim|nltk|transformers|surprise|scikit-surprise|implicit|lightfm|h2o|pycaret|river)$/;

const picklesIn = (
  path: Path,
  installed: ReadonlySet<string>,
  project: Project,
): readonly UnmetNeed[] =>
  (project.python(path)?.pickled ?? []).flatMap((each) => {
    if (each.does !== 'load') return [];
    const made = madeWith(each, project);
    const known = Object.values(pickledLibraries);
    const lacks = made.some((name) => installed.has(name)) ? undefined : made[0];
    const other = lacks === undefined && made.length === 0 && model.test(each.name);
    const open = [...installed].some((name) => known.includes(name) || makers.test(name));
    if (lacks === undefined && (!other || open)) return [];
    const distribution = lacks ?? 'scikit-learn';
    const which = lacks ?? 'scikit-learn or another library of models';
    return [
      {
        file: path,
        at: each.span,
        distribution,
        message: `${basename(path)} unpickles ${each.name}, which imports the library that made it, but nothing here installs ${which}: that ends with ModuleNotFoundError.`,
        certain: lacks !== undefined,
        stops: lacks !== undefined,
      },
    ];
  });

// What prepares and measures is in no model.
const helpers = /^sklearn(?:\.(?:model_selection|metrics|datasets|utils)(?:\.|$)|$)/;

/** The distributions with which another file of the project makes a pickled file. */
const madeWith = ({ name }: Pickled, project: Project): readonly string[] =>
  project.under('').flatMap((path) => {
    const code = path.endsWith('.py') ? project.python(path) : undefined;
    if (!code?.pickled?.some((each) => each.does === 'dump' && each.name === name)) return [];
    return code.imports.flatMap(({ module }) => {
      if (helpers.test(module)) return [];
      const top = module.split('.')[0] ?? '';
      return Object.hasOwn(pickledLibraries, top) ? (pickledLibraries[top] ?? []) : [];
    });
  });
