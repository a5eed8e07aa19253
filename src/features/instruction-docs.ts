/** What each Dockerfile instruction does, when it acts, and the page that describes it. */
export const instructionDocs: Readonly<Record<string, string>> = {
  FROM: 'Starts a stage from a base image. **At build time.** The last stage becomes the image.',
  RUN: 'Runs a command **once, while the image is built**, and keeps the files it leaves behind as a layer.',
  CMD: 'The default command **when a container starts**. With an ENTRYPOINT it gives the default arguments. Only the last one counts.',
  ENTRYPOINT:
    'The program **when a container starts**; CMD or the words behind `docker run IMAGE` follow as arguments.',
  COPY: 'Copies files from the build context, or with `--from` from another stage or image. **At build time.**',
  ADD: 'Like COPY, and also downloads URLs, clones Git repositories and unpacks local archives.',
  ENV: 'Sets an environment variable **for the build and for every container**. Readable by everyone who has the image.',
  ARG: 'A variable **for the build alone**, given with `--build-arg`. Readable in the image history.',
  EXPOSE:
    'Notes the port that the server listens on. It **publishes nothing**: that is done by `docker run -p` or a Service.',
  WORKDIR:
    'Sets, and makes, the folder for the instructions that follow and for the start command.',
  USER: 'Sets the user for the instructions that follow and for the container. A number works without an account.',
  LABEL: 'Adds metadata to the image, such as `org.opencontainers.image.source`.',
  VOLUME:
    'Declares a folder whose contents live outside the image. Later changes of the build to it may be lost.',
  HEALTHCHECK:
    'A command by which Docker checks a running container. Kubernetes ignores it and uses probes.',
  SHELL: 'The shell that shell-form instructions run under from here on.',
  STOPSIGNAL: 'The signal that asks the container to stop, SIGTERM by default.',
  ONBUILD: 'Keeps an instruction for the builds that start from this image.',
  MAINTAINER: 'Deprecated: use `LABEL org.opencontainers.image.authors`.',
};

/** What flags do, by instruction and flag. */
export const flagDocs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  FROM: { platform: 'The platform to build for, such as `linux/amd64` or `$BUILDPLATFORM`.' },
  RUN: {
    mount:
      'Mounts a cache, a secret, an SSH agent, or files of another stage for this command alone; nothing of it stays in the layer.',
    network: '`none` runs without network, `host` with the host’s.',
    security: '`insecure` runs with more rights; the builder must allow it.',
    device: 'Makes a CDI device, such as a GPU, available to the command.',
  },
  COPY: {
    from: 'The stage or image to copy from, instead of the build context.',
    chown: 'The owner of the copied files: `user[:group]`, names or numbers.',
    chmod: 'The mode of the copied files, such as `755`.',
    link: 'Makes a layer that does not depend on the ones below, so that it can be used again when they change.',
    parents: 'Keeps the folders of the sources.',
    exclude: 'Leaves out files that match the pattern.',
  },
  ADD: {
    chown: 'The owner of the added files.',
    chmod: 'The mode of the added files.',
    link: 'Makes a layer that does not depend on the ones below.',
    checksum: 'The expected digest of a download: `sha256:…`.',
    'keep-git-dir': 'Keeps `.git` of a cloned repository.',
    exclude: 'Leaves out files that match the pattern.',
    unpack: 'Whether archives are unpacked.',
  },
  HEALTHCHECK: {
    interval: 'The time between two checks, 30 s by default.',
    timeout: 'The time after which a check has failed, 30 s by default.',
    'start-period': 'The time in which failures do not count, 0 s by default.',
    'start-interval': 'The time between checks in the start period, 5 s by default.',
    retries: 'Failures in a row until the container is unhealthy, 3 by default.',
  },
};

/** What the parser directives on the first lines do. */
export const directiveDocs: Readonly<Record<string, string>> = {
  syntax:
    'The Dockerfile frontend that reads this file: `docker/dockerfile:1` is the newest stable one, downloaded when the build starts.',
  escape: 'The character that continues a line: a backslash, or a backtick for Windows paths.',
  check:
    'Which build checks are skipped (`skip=JSONArgsRecommended`, `skip=all`) and whether a finding fails the build (`error=true`).',
};

// What dockerfile-language-service 0.16.1 documents, and with it Docker DX and Microsoft's extensions (tried 2026-11).
const common: ReadonlySet<string> = new Set([
  ...['FROM platform', 'ADD chown', 'COPY chown', 'COPY from'],
  ...['interval', 'timeout', 'start-period', 'start-interval', 'retries'].map(
    (flag) => `HEALTHCHECK ${flag}`,
  ),
]);

/** Whether other extensions for Dockerfiles explain a flag of an instruction too. */
export const isCommonFlag = (keyword: string, flag: string): boolean =>
  common.has(`${keyword} ${flag}`);
