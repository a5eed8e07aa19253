import { baseImage, bringsNoEntrypoint } from '../../data/base-images.ts';
import { likelyStartScript } from '../../image/start/started-script.ts';
import { mayWriteAsRoot } from '../../image/start/writes-as-root.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { servicesOf } from '../../project/services.ts';
import { startCommand } from '../../project/start-command.ts';
import { unusedUser } from '../../project/unused-user.ts';
import type { Dockerfile, Stage } from '../../syntax/dockerfile/model.ts';
import { namesIn } from '../../syntax/dockerfile/select.ts';
import { finalStage, lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { finalState, resolve, type State, variableIn } from '../../syntax/dockerfile/state.ts';
import { nameOf } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { imageName, parseImage } from '../../text/image.ts';
import { basename, dirname } from '../../text/path.ts';
import { slice } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import { startAs } from '../start-as.ts';
import docs from './root-user.md' with { type: 'text' };

const rule: Rule = {
  id: 'root-user',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'non-root-user',
  aka: ['hadolint/DL3002', 'trivy/DS-0002', 'checkov/CKV_DOCKER_3', 'checkov/CKV_DOCKER_8'],
  like: ['kube-linter/run-as-non-root'],
  fix: 'suggested',

  *check(file, project) {
    const stage = finalStage(file.stages);
    if (!stage) return;
    const state = finalState(file, stage);
    const { user } = state;
    if (user) {
      const name = resolve(user, state);
      if (name === undefined || !/^(?:root|0)(?::.*)?$/.test(name)) return;
      if (dropsRoot(file, stage, project)) return;
      yield {
        at: user.span,
        message: 'The container starts as root, so whoever breaks into its process is root in it.',
        ...weakerIn(stage),
        ...(isMeant(file, stage, user) ? { profile: 'strict' } : {}),
      };
      return;
    }
    if (dropsRoot(file, stage, project)) return;
    // created-user-unused names the user that could start it.
    if (unusedUser(file)) return;
    const image = rootImage(stage);
    if (!image || baseImage(image)?.user !== 'root' || !hasContent(stage)) return;
    const account =
      startCommand(stage) && !file.text.includes('/root/')
        ? accountIn(file, stage, state)
        : undefined;
    const edits = account === undefined ? undefined : startAs(file.text, stage, '10001', account);
    yield {
      at: stage.from.image?.span ?? stage.from.word.span,
      message: `No USER follows, so the container starts as root, as ${image.text} does.`,
      aka: ['trivy/DS-0002', 'checkov/CKV_DOCKER_3'],
      ...weakerIn(stage),
      ...(isMeant(file, stage, user) || isForOthers(file, stage, project)
        ? { profile: 'strict' }
        : {}),
      ...(edits && !mayWriteAsRoot(file, stage, project)
        ? { fixes: [{ title: 'Start as a new user, 10001', edits: () => edits }] }
        : {}),
    };
  },
};
export default rule;

/** An image without a command of its own is a base for others, or for commands by hand. */
const weakerIn = (stage: Stage): { readonly severity?: 'info' } =>
  starts(stage) ? {} : { severity: 'info' };

/** Whether the file says that root is meant, or what it is for. */
const isMeant = (file: DockerfileIn, stage: Stage, user: Word | undefined): boolean =>
  saysSo(file.text, stage) ||
  isExplained(file.text, user) ||
  forLogin.test(file.text) ||
  forEditor.test(file.path);

// The editor starts it, as a user of its own settings.
const forEditor = /(?:^|\/)\.devcontainer\//;

// Root is to log in: that is what the image is for.
const forLogin = /\bsshd\b/;

/** Whether the script that a container starts with hands on to another user. */
const dropsRoot = (file: DockerfileIn, stage: Stage, project: Project): boolean =>
  likelyStartScript(file, stage, project)
    ?.script()
    ?.commands.some(({ words }) =>
      words
        .slice(0, 2)
        .some((word) => /^(?:gosu|su-exec|setpriv|runuser|su|setuidgid|chpst)$/.test(nameOf(word))),
    ) === true;

/** Whether a comment in a stage says that it starts as root, and so that this is meant. */
const saysSo = (text: string, { from, instructions }: Stage): boolean =>
  /^[ \t]*#.*\b(?:runs?|running|starts?|started|needs?|must|has to|be|stay) (?:\w+ )?(?:as )?root\b/im.test(
    slice(text, [from.span[0], instructions.at(-1)?.span[1] ?? from.span[1]]),
  );

const starts = (stage: Stage): boolean =>
  lineage(stage).some(({ instructions }) =>
    instructions.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT'),
  );

/** Whether the line above a USER is a comment: who says why wants it. */
const isExplained = (text: string, user: Word | undefined): boolean =>
  user !== undefined && /\n[ \t]*#[^\n]{12,}\n[ \t]*USER[ \t]+$/i.test(text.slice(0, user.span[0]));

/** Whether an image starts nothing by itself and is only there for its files, or for other images of the project. */
const isForOthers = (file: DockerfileIn, stage: Stage, project: Project): boolean => {
  const image = rootImage(stage);
  if (!image || starts(stage) || !bringsNoEntrypoint(image)) return false;
  const holdsData =
    /^(?:alpine|busybox)$/.test(imageName(image)) &&
    lineage(stage).every(({ instructions }) =>
      instructions.every(({ keyword }) => keyword !== 'RUN'),
    );
  const isBase = project
    .dockerfiles()
    .some(
      (other) =>
        other.file !== file.path &&
        other.bases.some(
          (base) => project.dockerfileOf(base)?.file === file.path || isNamedAfter(base, file.path),
        ),
    );
  return (holdsData || isBase) && servicesOf(file, project).length === 0;
};

/** Whether an image has the name of the directory of a Dockerfile: `forecast-base` and `docker/base/Dockerfile`. */
const isNamedAfter = (image: string, path: string): boolean => {
  const { repository } = parseImage(image);
  const name = basename(dirname(path));
  return (
    /base|core|common|runtime/.test(name) && /[-_/]/.test(repository) && repository.endsWith(name)
  );
};

/** The command that makes a user with a home for its caches; undefined where one cannot be made, or could not write or listen where the image says. */
const accountIn = (file: Dockerfile, stage: Stage, state: State): string | undefined => {
  const image = rootImage(stage);
  const libc = image && baseImage(image)?.libc;
  const names = namesIn(file);
  if (!libc || names.has('useradd') || names.has('adduser')) return undefined;
  if (caches.some((name) => isElsewhere(variableIn(state, name)?.value))) return undefined;
  const privileged = lineage(stage).some(({ instructions }) =>
    instructions.some(
      (each) =>
        each.keyword === 'EXPOSE' &&
        each.words.some(({ text }) => Number.parseInt(text, 10) < 1024),
    ),
  );
  if (privileged) return undefined;
  return libc === 'musl' ? 'adduser -D -u 10001 app' : 'useradd --create-home --uid 10001 app';
};

/** Whether a folder is set that a new user cannot write to. */
const isElsewhere = (value: string | null | undefined): boolean =>
  value !== undefined && !/^(?:\/tmp|\/dev\/shm)(?:\/|$)/.test(value ?? '');

// Where libraries of machine learning keep what they download and compile (2026-11).
const caches = [
  'HOME',
  'XDG_CACHE_HOME',
  'HF_HOME',
  'HF_HUB_CACHE',
  'HUGGINGFACE_HUB_CACHE',
  'TRANSFORMERS_CACHE',
  'SENTENCE_TRANSFORMERS_HOME',
  'TORCH_HOME',
  'TORCHINDUCTOR_CACHE_DIR',
  'TRITON_CACHE_DIR',
  'KERAS_HOME',
  'TFHUB_CACHE_DIR',
  'NLTK_DATA',
  'MPLCONFIGDIR',
  'NUMBA_CACHE_DIR',
];

/** A stage that only starts from an image, as while typing, is not judged yet. */
const hasContent = ({ instructions, parent }: Stage): boolean =>
  instructions.length > 0 || parent !== undefined;
