import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { closestTypo } from '../../project/typo.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { inImage, resolve, type State } from '../../syntax/dockerfile/state.ts';
import { isPython } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import type { Known } from '../known.ts';
import { installsProject, pythonPath } from '../modules.ts';
import { type Target, targetOf } from '../target.ts';
import { type Entry, entryAt, filesIn, inside, type Tree, under } from '../tree.ts';
import type { Result } from './check.ts';

/** Where a start command looks for what it names. */
export interface Look {
  readonly file: DockerfileIn;
  readonly stage: Stage;
  readonly project: Project;
  readonly state: State;
  readonly tree: () => Tree;
  /** What a container has at a path. */
  at(path: string): Known<Entry>;
  /** Whether a directory is mounted over a path, of which it is not known what it holds. */
  hides(path: string): boolean;
  /** The directory of the project that is mounted over a path. */
  mounted?(path: string): string | undefined;
  /** Whether Python may be told other directories to look in. */
  readonly moved: boolean;
}

/** Whether the file, module or script that the words of a start command name is where it is looked for. */
export const startedIn = (look: Look, words: readonly Word[]): readonly Result[] => {
  const [program] = words;
  const { project, state } = look;
  // A project that is only a Dockerfile has nothing to copy.
  if (!program || project.under('').length < 2) return [];
  const path = resolve(program, state);
  const script = path?.includes('/') && !isPython(program) ? path : undefined;
  const target = script === undefined ? targetOf(words, state) : undefined;
  if ((script === undefined && !target) || !holdsOwn(look)) return [];
  if (script !== undefined) return ofScript(look, program, script);
  if (!target) return [];
  return target.kind === 'file' ? ofFile(look, target) : ofModule(look, target);
};

/** Whether the image holds a file of the project: else its files come with a volume, or with an image that starts from this one. */
const holdsOwn = (look: Look): boolean => {
  const tree = look.tree();
  for (const path of filesIn(tree)) {
    const entry = entryAt(tree, path);
    const source = entry.is === 'yes' ? entry.value.source : undefined;
    if (source !== undefined && !/(?:dockerfile|containerfile|\.dockerignore)[^/]*$/i.test(source))
      return true;
  }
  return false;
};

const ofScript = (look: Look, word: Target['word'], text: string): readonly Result[] => {
  const path = inImage(look.state, text);
  if (path === undefined) return [];
  return judged(look, word, text, path, look.at(path), (found) =>
    text.startsWith('/') ? found : found.replace(/^/, text.startsWith('./') ? './' : ''),
  );
};

const ofFile = (look: Look, { text, word }: Target): readonly Result[] => {
  const path = inImage(look.state, text);
  if (path === undefined) return [];
  return judged(look, word, text, path, look.at(path), (found) => found);
};

/** The result for a file that is started by its path. */
const judged = (
  look: Look,
  word: Target['word'],
  text: string,
  path: string,
  answer: Known<Entry>,
  written: (path: string) => string,
): readonly Result[] => {
  const common = { question: 'starts', at: word.span } as const;
  if (answer.is === 'unknown')
    return [
      {
        ...common,
        state: 'unknown',
        detail: `Whether ${path} is in the image is not known: ${answer.because.text}.`,
      },
    ];
  if (answer.is === 'yes')
    return answer.value.kind === 'directory' && !text.endsWith('.py')
      ? []
      : [{ ...common, state: 'holds', detail: `${path} is in the image.` }];
  if (look.hides(path))
    return [
      {
        ...common,
        state: 'unknown',
        detail: `Whether ${path} is there is not known: a directory is mounted over it.`,
      },
    ];
  const mounted = look.mounted?.(path);
  const there = mounted === undefined ? meantFile(look, path) : undefined;
  const to = there === undefined ? undefined : relative(look.state, there, text);
  const where =
    mounted === undefined ? `the image${because(look, path, answer.because.text)}` : mounted;
  const detail = `${path} is not in ${where}, so the container stops at once${there === undefined ? '' : `. Did you mean ${there}?`}`;
  return [
    {
      ...common,
      state: 'broken',
      detail: detail.endsWith('?') ? detail : `${detail}.`,
      ...(to === undefined || word.dynamic
        ? {}
        : {
            fix: {
              title: `Start ${written(to)}`,
              edits: () => [replace(textSpan(word), written(to))],
            },
          }),
    },
  ];
};

/** Where the text of a word is, without its quotes. */
const textSpan = ({ raw, span, text }: Target['word']): Target['word']['span'] => {
  const at = raw.indexOf(text);
  return at < 0 ? span : [span[0] + at, span[0] + at + text.length];
};

const because = (look: Look, path: string, reason: string): string => {
  if (/^\.dockerignore/.test(reason) || /deletes|moves/.test(reason)) return ` (${reason})`;
  const { folder } = buildContext(look.file, look.project);
  const own = look.project
    .under(folder)
    .find((each) => path.endsWith(`/${folder === '' ? each : each.slice(folder.length + 1)}`));
  return own === undefined ? '' : ` (no COPY puts ${own} there)`;
};

/** The file of the image that was likely meant: of the same name elsewhere, or of a name that is a typo away. */
const meantFile = (look: Look, path: string): string | undefined => {
  const tree = look.tree();
  const name = path.slice(path.lastIndexOf('/') + 1);
  const files = new Set<string>();
  for (const file of filesIn(tree)) {
    files.add(file);
    if (files.size > mostFiles) return undefined;
  }
  const same = [...files].filter(
    (file) => file.endsWith(`/${name}`) && entryAt(tree, file).is === 'yes',
  );
  if (same.length === 1) return same[0];
  if (same.length > 1) return undefined;
  const folder = path.slice(0, path.lastIndexOf('/'));
  const beside = [...files].filter(
    (file) =>
      file.slice(0, file.lastIndexOf('/')) === folder && extension(file) === extension(name),
  );
  const near = closestTypo(
    name,
    beside.map((file) => file.slice(file.lastIndexOf('/') + 1)),
  );
  return near === undefined ? undefined : `${folder}/${near}`;
};

const mostFiles = 20_000;

const extension = (path: string): string => /\.\w+$/.exec(path)?.[0] ?? '';

/** A path of the image as the start command would write it. */
const relative = ({ workdir }: State, path: string, text: string): string => {
  if (text.startsWith('/') || workdir === undefined) return path;
  const inner = inside(workdir, path);
  return inner ?? path;
};

/** Whether a dotted name is the end of another, as `main` is of `src.main`. */
const endsIn = (long: string, short: string): boolean => `.${long}`.endsWith(`.${short}`);

const ofModule = (
  look: Look,
  { main, outer, roots, text, word }: Extract<Target, { readonly kind: 'module' }>,
): readonly Result[] => {
  const { file, project, stage, state } = look;
  const common = { question: 'starts', at: word.span } as const;
  const folders = searched(state, roots);
  if (!folders) return [];
  const names = outer === undefined ? [text] : [text, outer];
  const answers = folders.flatMap((folder) =>
    names.flatMap((name) => moduleAt(look, folder, name, main)),
  );
  const found = answers.find(({ answer }) => answer.is === 'yes');
  if (found)
    return [{ ...common, state: 'holds', detail: `Python finds ${text} at ${found.path}.` }];
  const hidden = answers.find(({ answer }) => answer.is === 'unknown')?.answer;
  if (hidden?.is === 'unknown')
    return [
      {
        ...common,
        state: 'unknown',
        detail: `Whether Python finds ${text} is not known: ${hidden.because.text}.`,
      },
    ];
  const own = ownModule(look, text);
  // A module that the project does not have is one of an installed package.
  if (own === undefined) return [];
  const inner = text.replaceAll('.', '/');
  if (look.moved || folders.some((folder) => look.hides(under(folder, inner)))) return [];
  const installer = installsProject(file, stage, project);
  if (installer)
    return [
      {
        ...common,
        state: 'unknown',
        detail: `Whether Python finds ${text} is not known: ${installer.name} may install it as a package.`,
      },
    ];
  const name = own.inImage === undefined ? undefined : moduleName(folders, own.inImage);
  // Of another package, a module of the same last name is another program.
  const right = name && (endsIn(text, name) || endsIn(name, text)) ? name : undefined;
  const where = own.inImage ?? own.file;
  return [
    {
      ...common,
      state: 'broken',
      detail: `Python does not find ${text} below ${folders.join(' or ')}, so the container stops at once: ${own.inImage === undefined ? `${where} is not copied into the image` : `the file is ${where}`}${right === undefined ? '.' : `. Did you mean ${right}?`}`,
      ...(right === undefined || word.dynamic
        ? {}
        : { fix: { title: `Start ${right}`, edits: () => [replace(word.span, right)] } }),
    },
  ];
};

/** The directories that Python looks in for the project's own modules; undefined when one is not known. */
const searched = (state: State, roots: readonly string[]): readonly string[] | undefined => {
  const extra = pythonPath(state);
  if (!extra) return undefined;
  const folders = [...roots, ...extra].map((each) => inImage(state, each));
  return folders.every((each) => each !== undefined) ? [...new Set(folders)] : undefined;
};

const moduleAt = (
  look: Look,
  folder: string,
  module: string,
  main: boolean,
): readonly { readonly path: string; readonly answer: Known<Entry> }[] => {
  const base = under(folder, module.replaceAll('.', '/'));
  const paths = [`${base}.py`, main ? `${base}/__main__.py` : `${base}/__init__.py`, `${base}.so`];
  const exact = paths.map((path) => ({ path, answer: look.at(path) }));
  // A compiled module has its platform in its name.
  return exact.filter(({ path, answer }) => !path.endsWith('.so') || answer.is !== 'no');
};

/** The file of the project that a module name ends like, in the image where it is there. */
const ownModule = (
  { file: dockerfile, project, tree }: Look,
  module: string,
): { readonly inImage?: string; readonly file?: string } | undefined => {
  const last = module.slice(module.lastIndexOf('.') + 1);
  const names = [`${last}.py`, `${last}/__init__.py`];
  const fits = (file: string): boolean =>
    names.some((name) => file === name || file.endsWith(`/${name}`));
  const inImage = new Set<string>();
  const all = tree();
  for (const file of filesIn(all)) {
    if (fits(file) && entryAt(all, file).is === 'yes') inImage.add(file);
    if (inImage.size > 1) break;
  }
  const [only] = inImage;
  if (only !== undefined && inImage.size === 1) return { inImage: only };
  if (inImage.size > 1) return undefined;
  const whole = `${module.replaceAll('.', '/')}.py`;
  const { folder } = buildContext(dockerfile, project);
  const own = project.under(folder).find((path) => path === whole || path.endsWith(`/${whole}`));
  return own === undefined ? undefined : { file: own };
};

/** How Python calls a file below one of some directories. */
const moduleName = (folders: readonly string[], file: string): string | undefined => {
  for (const folder of folders) {
    const inner = inside(folder, file);
    if (inner === undefined || inner === '') continue;
    const name = inner.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.');
    if (/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/.test(name)) return name;
  }
  return undefined;
};
