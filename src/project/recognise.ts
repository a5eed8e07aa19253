import { basename, type Path } from '../text/path.ts';

/** What a file is to the engine; undefined files are known by name only. */
export type Kind =
  | 'dockerfile'
  | 'kubernetes'
  | 'kustomization'
  | 'python'
  | 'requirements'
  | 'dockerignore'
  | 'settings';

/** Files larger than this (in UTF-16 units) are not analysed. */
export const largestFile = 512 * 1024;

const dockerfileName = /(?:^|[._-])(?:dockerfile|containerfile)(?:[._-].*)?$/i;
const notDockerfile =
  /\.(?:dockerignore|md|txt|ya?ml|json|py|sh|toml|j2|jinja2?|tmpl|tpl|mustache|erb)$/i;

/** The kind of a file by its name, and for YAML by its content; text may be missing when only the name is known. */
export const recognise = (path: Path, text?: string): Kind | undefined => {
  const name = basename(path);
  if (name === '.dockerignore' || name.endsWith('.dockerignore')) return 'dockerignore';
  if (/^\.(?:seaworthy|hadolint|kube-linter)\.ya?ml$/.test(name)) return 'settings';
  if (/^kustomization(?:\.ya?ml)?$/i.test(name)) return 'kustomization';
  if (/\.ya?ml$/i.test(name))
    return text === undefined || isManifest(text) ? 'kubernetes' : undefined;
  if (/\.pyw?$/.test(name)) return 'python';
  if (
    /(?:req|constraint|deps|dependenc).*\.(?:txt|in|pip)$/i.test(name) ||
    /(?:^|\/)requirements\/[^/]+\.txt$/.test(path)
  )
    return 'requirements';
  return dockerfileName.test(name) && !notDockerfile.test(name) ? 'dockerfile' : undefined;
};

/** Whether the file is one that gets findings. */
export const isLinted = (kind: Kind | undefined): kind is 'dockerfile' | 'kubernetes' =>
  kind === 'dockerfile' || kind === 'kubernetes';

/** Whether a YAML text holds a document with `apiVersion` and `kind` at its root. */
const isManifest = (text: string): boolean =>
  /^(?:- |["']?)apiVersion["']?[ \t]*:/m.test(text) &&
  /^(?: {2})?["']?kind["']?[ \t]*:/m.test(text);
