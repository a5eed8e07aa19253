/** What the types of a `RUN --mount` are for, as of Dockerfile frontend 1.26 (2026-07). */
export const mountTypes: Readonly<Record<string, string>> = {
  bind: 'Files of the build context, or of another stage or image, for this command alone; read-only.',
  cache:
    'A folder of the builder that lasts from build to build, for downloads of pip, apt and compilers.',
  secret: 'A secret given with `--secret` to the build, for this command alone; no layer holds it.',
  ssh: 'The SSH agent given with `--ssh` to the build, for cloning private repositories.',
  tmpfs: 'A folder in memory that is gone after this command.',
};

/** What the options of a `RUN --mount` do. */
export const mountOptions: Readonly<Record<string, string>> = {
  type: 'What is mounted: `bind` when it is not written, `cache`, `secret`, `ssh` or `tmpfs`.',
  target:
    'Where it stands in the container of this command. A secret stands at `/run/secrets/<id>` without it.',
  source: 'The path in the context, stage or image that is mounted; its root without it.',
  from: 'The stage or image that is mounted; the build context without it.',
  id: 'The name of the cache, secret or agent; a cache without it goes by its target.',
  env: 'Gives a secret as an environment variable instead of, or beside, a file.',
  required: 'Fails the build when the secret or agent was not given.',
  sharing: 'What builds at the same time do with a cache: `shared`, `private` or `locked`.',
  readonly: 'The command may not write.',
  rw: 'The command may write; what it writes is thrown away.',
  mode: 'The mode of the file or folder, such as `0400`.',
  uid: 'The owner by number; 0 without it.',
  gid: 'The group by number; 0 without it.',
  size: 'The most that a tmpfs may hold.',
};

/** The options that each type takes. */
export const optionsOfType: Readonly<Record<string, readonly string[]>> = {
  bind: ['target', 'source', 'from', 'rw'],
  cache: ['target', 'id', 'sharing', 'from', 'source', 'mode', 'uid', 'gid', 'readonly'],
  secret: ['id', 'env', 'target', 'required', 'mode', 'uid', 'gid'],
  ssh: ['id', 'required', 'target', 'mode', 'uid', 'gid'],
  tmpfs: ['target', 'size'],
};
