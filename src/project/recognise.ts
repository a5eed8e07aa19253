import { isComposeText } from '../syntax/builds/is-compose.ts';
import { isPyLock } from '../syntax/requirements.ts';
import { several } from '../text/memo.ts';
import { basename, type Path } from '../text/path.ts';

/** What a file is to the engine; undefined files are known by name only. */
export type Kind =
  | 'dockerfile'
  | 'kubernetes'
  | 'kustomization'
  | 'chart'
  | 'python'
  | 'requirements'
  | 'python-project'
  | 'python-lock'
  | 'shell'
  | 'recipe'
  | 'gitignore'
  | 'env-file'
  | 'dockerignore'
  | 'settings';

/** Tells the kind of a file by its name, and its text where that is there. */
export type KindOf = (path: Path, text?: string) => Kind | undefined;

/** Files larger than this (in UTF-16 units) are not analysed. */
export const largestFile = 512 * 1024;

/** Lock files are read up to this size: those of projects with PyTorch have a megabyte or two, and are read in some 20 ms. */
export const largestLock = 3 * 1024 * 1024;

const dockerfileName = /(?:^|[._-])(?:dockerfile|containerfile)(?:[._-].*)?$/i;
const notDockerfile =
  /\.(?:dockerignore|mdx?|markdown|txt|ya?ml|json|py|sh|toml|j2|jinja2?|tmpl|tpl|gotmpl|mustache|hbs|erb|ejs|in|template|bak|backup|orig|rej|swp)$|~$/i;

// `dockerfile-parser.ts` is a program; `Dockerfile.go` may build one, which its text tells.
const program =
  /\.(?:[cm]?[jt]sx?|go|rs|java|kts?|scala|cs|c|cc|cpp|hh?|hpp|rb|php|pl|lua|swift|r|jl|ipynb|html?|s?css|xml|svg|png|jpe?g|gif|csv|tsv|lock|snap|diff|patch|log|rst|adoc|vue|svelte|zip|gz|rego|tf|proto|sql|bicep|cue|nix)$/i;
const variant = /(?:^|[._-])(?:docker|container)file\.\w+$/i;
const beginning = /^\uFEFF?(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(?:FROM|ARG)[ \t]/i;

// Makefiles, workflows, compose files and the like: what builds and starts images.
const recipe =
  /(?:^|\/)(?:(?:GNU)?[Mm]akefile(?:\.\w+)?|[Jj]ustfile|Jenkinsfile|Taskfile\.ya?ml|[^/]+\.mk|docker-bake[^/]*\.(?:hcl|json)|\.gitlab-ci\.ya?ml|azure-pipelines[^/]*\.ya?ml|cloudbuild[^/]*\.ya?ml|buildspec[^/]*\.ya?ml|dvc\.yaml|(?:[^/]*docker-compose|(?:[^/]*\.)?compose)[^/]*\.ya?ml|skaffold[^/]*\.ya?ml|action\.ya?ml|\.?devcontainer\.json)$|^(?:.*\/)?\.(?:github|gitea|circleci)\/.*\.ya?ml$/;

const ofChart = /(?:^|\/)(?:values|Chart)\.ya?ml$/;

/** The kind of a file by its name, and for YAML and for variants by its content; text may be missing when only the name is known. */
export const recognise: KindOf = (path, text) => {
  const kind = named(path);
  if (text === undefined) return kind === 'variant' ? 'dockerfile' : kind;
  if (kind === 'kubernetes' && !isManifest(text))
    return ofChart.test(path)
      ? 'chart'
      : recipe.test(path) || isComposeText(text)
        ? 'recipe'
        : undefined;
  // `polaris.yaml` holds its settings, or installs it.
  if (kind === 'settings' && isManifest(text)) return 'kubernetes';
  if (kind === 'variant') return beginning.test(text) ? 'dockerfile' : undefined;
  return kind;
};

/** What a file of any name is by its content: a manifest, also in JSON, a Dockerfile, also behind lines of a template, or neither. */
export const recogniseText = (text: string): 'dockerfile' | 'kubernetes' | undefined => {
  if (isManifest(text)) return 'kubernetes';
  return templateBeginning.test(text) && from.test(text) ? 'dockerfile' : undefined;
};

const templateBeginning =
  /^\uFEFF?(?:[ \t]*(?:#[^\n]*|\{[%#{][^\n]*)?\r?\n)*[ \t]*(?:FROM|ARG)[ \t]/i;
const from =
  /^[ \t]*FROM(?:[ \t]+--\S+)*[ \t]+(?:\S+|\{\{.*\}\}\S*)(?:[ \t]+AS[ \t]+\S+)?[ \t]*$/im;

// Every edit asks for the same name several times.
const named = several((path: Path): Kind | 'variant' | undefined => {
  const name = basename(path);
  if (name === '.dockerignore' || name.endsWith('.dockerignore')) return 'dockerignore';
  if (/^(?:\.(?:seaworthy|hadolint|kube-linter)|\.?polaris)\.ya?ml$/.test(name)) return 'settings';
  if (/^kustomization(?:\.ya?ml)?$/i.test(name)) return 'kustomization';
  if (/\.ya?ml$/i.test(name)) return 'kubernetes';
  if (/\.pyw?$/.test(name)) return 'python';
  if (/\.(?:ba|z|k)?sh$/.test(name)) return 'shell';
  if (
    /(?:req|constraint|deps|dependenc).*\.(?:txt|in|pip)$/i.test(name) ||
    /(?:^|\/)requirements\/[^/]+\.txt$/.test(path) ||
    isPyLock(name)
  )
    return 'requirements';
  if (/^(?:pyproject\.toml|setup\.cfg|Pipfile)$/.test(name)) return 'python-project';
  if (/^(?:uv|poetry|pdm|Pipfile)\.lock$/.test(name)) return 'python-lock';
  if (name === '.gitignore') return 'gitignore';
  if (/^\.env(?:\.[\w.-]+)?$|\.env$/.test(name)) return 'env-file';
  if (recipe.test(path)) return 'recipe';
  if (!dockerfileName.test(name) || notDockerfile.test(name)) return undefined;
  if (program.test(name)) return variant.test(name) ? 'variant' : undefined;
  return 'dockerfile';
}, 4096);

/** Whether a file holds Seaworthy's own settings, which are checked as well. */
export const isOwnSettings = (path: Path): boolean => /^\.seaworthy\.ya?ml$/.test(basename(path));

/** Whether the file is one that gets findings. */
export const isLinted = (kind: Kind | undefined): kind is 'dockerfile' | 'kubernetes' =>
  kind === 'dockerfile' || kind === 'kubernetes';

/** Whether the file is not checked by itself, but may hold what makes a container fail, so that findings of others may be in it. */
export const holdsFindings = (kind: Kind | undefined): boolean =>
  kind === 'python' || kind === 'requirements' || kind === 'recipe' || kind === 'env-file';

/** Whether a YAML text holds a document with `apiVersion` and `kind` at its root, as lines or in braces as JSON has them. */
const isManifest = (text: string): boolean =>
  !multipart.test(text) &&
  ((/^\uFEFF?(?:- |["']?)apiVersion["']?[ \t]*:/m.test(text) &&
    /^\uFEFF?(?: {2})?["']?kind["']?[ \t]*:/m.test(text)) ||
    (inBraces.test(text) && /[\s{,]["']?apiVersion["']?[ \t]*:/.test(text)));

/** User data of a node in several parts, one of which may look like an object. */
const multipart = /^\s*(?:MIME-Version:|Content-Type:[ \t]*multipart\/)/i;

/** A document that starts with a brace. A template may start so as well, with two. */
const inBraces = /^\uFEFF?(?:[ \t]*(?:#.*|---[ \t]*)?\r?\n)*(?:---[ \t]+)?[ \t]*\{(?!\{)/;
