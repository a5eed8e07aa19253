import { buildContext } from '../../project/context.ts';
import { copiesContext } from '../../project/dockerfile-facts.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { shippedBy } from '../../syntax/dockerfile/programs.ts';
import { withTriggers } from '../../syntax/dockerfile/select.ts';
import { dirname, relativeTo } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './copy-whole-context.md' with { type: 'text' };

const rule: Rule = {
  id: 'copy-whole-context',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'copy-and-context',
  fix: 'none',
  about: ['COPY', 'ADD'],

  *check(file, project) {
    for (const copy of withTriggers(file)) {
      if ((copy.keyword !== 'COPY' && copy.keyword !== 'ADD') || copy.from) continue;
      const [word] = copy.sources;
      if (!word || !copiesContext(copy) || !shippedBy(file).has(copy)) continue;
      if (isToldBy(file, project)) return;
      const extra = superfluous(file, project);
      if (extra.length === 0) continue;
      yield {
        at: word.span,
        message: `Without a .dockerignore this takes ${listed(extra)} into the image, and each change there builds all that follows again.`,
      };
      return;
    }
  },
};
export default rule;

/** Whether an earlier Dockerfile of the same directory, which is its context, takes all of it too: one .dockerignore is for both. */
const isToldBy = (file: DockerfileIn, project: Project): boolean => {
  const { folder } = buildContext(file, project);
  return project
    .dockerfiles()
    .some(
      (other) =>
        other.takesAll &&
        other.file < file.path &&
        (dirname(other.file) === folder ||
          project.builds(other.file).some(({ context }) => context === folder)),
    );
};

/** What a running model does not need: the history, environments, and what training and notebooks leave behind. */
const needless: readonly { readonly shown: string; readonly path: RegExp }[] = [
  { shown: '.venv', path: /^(?:.*\/)?\.venv\// },
  { shown: 'venv', path: /^(?:.*\/)?venv\// },
  { shown: 'node_modules', path: /^(?:.*\/)?node_modules\// },
  { shown: 'wandb', path: /^wandb\// },
  { shown: 'mlruns', path: /^mlruns\// },
  { shown: 'lightning_logs', path: /^lightning_logs\// },
  { shown: 'checkpoints', path: /^checkpoints\// },
  {
    shown: 'data',
    path: /^data\/.*\.(?:csv|parquet|zip|tar|gz|tgz|jpe?g|png|npy|npz|h5|jsonl|wav|mp4)$/i,
  },
  { shown: 'notebooks', path: /\.ipynb$/ },
  { shown: '.pytest_cache', path: /^\.pytest_cache\// },
];

const superfluous = (file: DockerfileIn, project: Project): readonly string[] => {
  const { folder, found, named, stated } = buildContext(file, project);
  if (!stated && named > 0 && found < named) return [];
  // Without another source to go by, only the Dockerfile's own folder at the root is certain.
  if (!stated && named === 0 && dirname(file.path) !== '') return [];
  if (project.ignoreFile(folder, file.path)) return [];
  const paths = project.under(folder).flatMap((path) => relativeTo(folder, path) ?? []);
  const extra = needless.flatMap(({ shown, path }) =>
    paths.some((each) => path.test(each)) ? [shown] : [],
  );
  // Editors do not list .git; what stands beside it at the root of a repository tells of it.
  const history =
    folder === '' &&
    paths.some((path) => /^\.git(?:attributes$|modules$|hub\/|lab-ci\.yml$)/.test(path));
  const local = paths.includes('.gitignore') ? ['what .gitignore leaves out'] : [];
  const all = [...(history ? ['.git'] : []), ...extra, ...local];
  // An image may be made to run its notebooks.
  return all.length === 1 && all[0] === 'notebooks' ? [] : all;
};

const listed = (names: readonly string[]): string =>
  names.length < 3
    ? names.join(' and ')
    : `${names.slice(0, 2).join(', ')} and ${names[2]}${names.length > 3 ? ' and more' : ''}`;
