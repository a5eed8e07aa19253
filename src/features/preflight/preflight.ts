import type { Question } from '../../image/checks/check.ts';
import type { Diagnostic } from '../../lint/diagnostic.ts';
import { codeServer, startedServer } from '../../project/code-server.ts';
import type { DockerfileFacts } from '../../project/facts.ts';
import { type Workload, workloadsIn } from '../../project/links.ts';
import type { DockerfileIn, Project, ResourceIn } from '../../project/project.ts';
import { factsOf } from '../../project/services.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { several } from '../../text/memo.ts';
import type { Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { builds, type Facts, imports, listens, starts, writes } from './facts-of-image.ts';
import { containersOf, fits, reached, titleOf } from './facts-of-workload.ts';
import { type Preflight, type PreflightLine, questions } from './line.ts';
import { questionOf } from './questions.ts';

/** What a Preflight is made from. */
export interface Flown {
  readonly project: Project;
  readonly dockerfiles: readonly DockerfileIn[];
  readonly resources: readonly ResourceIn[];
  findings(path: Path): readonly Diagnostic[];
}

type Answer = Omit<PreflightLine, 'question'>;

/** The Preflights of all images and workloads of a project, in order of their files; only those of one file where it is named. */
export const preflightsOf = (flown: Flown, only?: Path): readonly Preflight[] => {
  const answers = several((file: DockerfileIn) => answersOf(file, flown));
  const images = flown.dockerfiles.flatMap((file): readonly Preflight[] => {
    const stage = finalStage(file.stages);
    if (file.template || (only !== undefined && file.path !== only)) return [];
    if (!stage) return file.instructions.length === 0 ? [ofNothing(file.path)] : [];
    const lines = linesOf(answers(file));
    return [{ kind: 'image', name: file.path, file: file.path, at: stage.from.word.span, lines }];
  });
  const workloads = flown.resources.flatMap((resource): readonly Preflight[] => {
    if (!resource.podSpec || (only !== undefined && resource.path !== only)) return [];
    const own = flown.project.own(resource);
    const workload = own && workloadsIn([own])[0];
    if (!workload) return [];
    return [ofWorkload(workload, resource.span, flown, answers)];
  });
  return [...images, ...workloads];
};

/** A Dockerfile without an instruction. */
const ofNothing = (file: Path): Preflight => {
  const place = { file, at: [0, 0] as const };
  const detail = 'This file has no instructions, so there is no image to build.';
  const line = { question: 'builds', state: 'broken', detail, place } as const;
  return { kind: 'image', name: file, ...place, lines: [line] };
};

type Answers = Readonly<Record<Question, readonly Answer[]>>;

/** Findings first; what holds and what is not known where nothing is broken. */
const answersOf = (file: DockerfileIn, flown: Flown): Answers => {
  const { project } = flown;
  const stage = finalStage(file.stages);
  const facts = factsOf(file, project);
  const found = brokenIn(file.path, [0, file.text.length + 1], flown);
  const server = facts && codeServer(facts, project);
  const inCode = server ? brokenIn(server.file, server.call.span, flown) : [];
  const users = facts ? usersOf(facts, project) : [];
  const ofUsers = users.flatMap((user) => brokenOf(user, flown));
  const broken = [...found, ...inCode];
  const asked = stage && { file, stage, facts, project };
  const ask = (question: Question, of: Facts): readonly Answer[] =>
    withBroken(question, broken, asked ? [...of(asked)] : []);
  const nobody: Answer = {
    state: 'unknown',
    detail: 'No manifest of the project runs this image.',
  };
  return {
    builds: ask('builds', builds),
    starts: ask('starts', starts),
    imports: ask('imports', imports),
    listens: ask('listens', listens),
    'is reached': withBroken(
      'is reached',
      [...broken, ...ofUsers],
      users.length === 0
        ? [nobody]
        : users.flatMap((user) => [...reached(user, serverOf(facts, project), project)]),
    ),
    writes: ask('writes', writes),
    fits: withBroken(
      'fits',
      [...broken, ...ofUsers],
      users.length === 0 ? [nobody] : users.flatMap((user) => [...fits(user)]),
    ),
  };
};

const ofWorkload = (
  workload: Workload,
  span: Span,
  flown: Flown,
  answersFor: (file: DockerfileIn) => Answers,
): Preflight => {
  const { project } = flown;
  const { at, file } = workload;
  const broken = brokenIn(file, span, flown);
  const built = workload.workload.containers.flatMap((container) => {
    const facts = container.image && project.dockerfileOf(container.image.value);
    const dockerfile = facts && flown.dockerfiles.find(({ path }) => path === facts.file);
    return dockerfile ? [{ answers: answersFor(dockerfile), container, facts }] : [];
  });
  const [first] = workload.workload.containers;
  const foreign: Answer = {
    state: 'unknown',
    detail: `No Dockerfile of the project builds ${first?.image?.value ?? 'its image'}, so what the image holds is not checked.`,
    ...(first?.image ? { place: first.image } : {}),
  };
  const replaced: Answer = {
    state: 'unknown',
    detail: 'The pod has a command or arguments of its own, which are not followed.',
    place: { file, at },
  };
  const ofImages = (question: Question, started: boolean): readonly Answer[] =>
    built.length === 0
      ? question === 'builds'
        ? [foreign]
        : []
      : built.flatMap(({ answers, container }) =>
          started && container.overridden ? [replaced] : answers[question],
        );
  const server =
    built.length === 1 && !built[0]?.container.overridden
      ? serverOf(built[0]?.facts, project)
      : undefined;
  const lines = linesOf({
    builds: withBroken('builds', broken, ofImages('builds', false)),
    starts: withBroken('starts', broken, ofImages('starts', true)),
    imports: withBroken('imports', broken, ofImages('imports', true)),
    listens: withBroken('listens', broken, ofImages('listens', true)),
    'is reached': withBroken(
      'is reached',
      [...broken, ...built.flatMap(({ answers }) => answers['is reached'].flatMap(asBroken))],
      [...reached(workload, server, project)],
    ),
    writes: withBroken('writes', broken, ofImages('writes', false)),
    fits: withBroken('fits', broken, [...fits(workload)]),
  });
  return { kind: 'workload', name: titleOf(workload), file, at, lines };
};

/** The findings in a workload that keep it from running. */
const brokenOf = ({ at, file }: Workload, flown: Flown): readonly PreflightLine[] => {
  const whole = flown.resources.find(
    ({ path, span }) => path === file && span[0] <= at[0] && at[0] < span[1],
  );
  return whole ? brokenIn(file, whole.span, flown) : [];
};

/** The workloads that run an image of the project. */
const usersOf = (facts: DockerfileFacts, project: Project): readonly Workload[] =>
  workloadsIn(project.objects()).filter((each) => containersOf(each, facts, project).length > 0);

const serverOf = (
  facts: DockerfileFacts | undefined,
  project: Project,
): { readonly name: string; readonly port: number } | undefined => {
  const server = facts && startedServer(facts, project);
  return server?.port && { name: server.name, port: server.port.value };
};

/** The findings in a part of a file that keep something from running. */
const brokenIn = (path: Path, [start, end]: Span, { findings }: Flown): readonly PreflightLine[] =>
  findings(path).flatMap(({ at, message, rule, severity }) => {
    const question = questionOf(rule.id);
    if (!question || at[0] < start || at[0] >= end) return [];
    if (severity !== 'error' && severity !== 'warning') return [];
    return [
      { question, state: 'broken', detail: message, place: { file: path, at }, rule: rule.id },
    ];
  });

/** What is broken, and else what is known; beside something broken only what is not known counts. */
const withBroken = (
  question: Question,
  broken: readonly PreflightLine[],
  facts: readonly Answer[],
): readonly Answer[] => {
  const own = broken.filter((each) => each.question === question);
  return own.length === 0 ? facts : [...own, ...facts.filter(({ state }) => state === 'broken')];
};

/** A broken answer of an image to the same question of its workload. */
const asBroken = (answer: Answer): readonly PreflightLine[] =>
  answer.state === 'broken' ? [{ ...answer, question: 'is reached' }] : [];

/** The answers as lines, each once. */
const linesOf = (answers: Answers): readonly PreflightLine[] => {
  const seen = new Set<string>();
  return questions.flatMap((question) =>
    answers[question].flatMap((answer): readonly PreflightLine[] => {
      const key = `${question} ${answer.detail}`;
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ ...answer, question }];
    }),
  );
};
