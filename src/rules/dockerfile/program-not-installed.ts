import type { DebianKnowledge } from '../../data/debian-knowledge.ts';
import { releaseOf } from '../../data/image-release.ts';
import { lacksAtEnd, type MissingProgram, missingPrograms } from '../../image/programs.ts';
import { checkProgram } from '../../project/check-program.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage, namedImage } from '../../syntax/dockerfile/stages.ts';
import { insert } from '../../text/edit.ts';
import type { ImageRef } from '../../text/image.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './program-not-installed.md' with { type: 'text' };

const rule: Rule = {
  id: 'program-not-installed',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'system-libraries',
  fix: 'suggested',

  *check(file, project) {
    const { debian } = project;
    if (!debian) return;
    const last = finalStage(file.stages);
    for (const stage of file.stages) {
      const image = namedImage(stage);
      const said = new Set<string>();
      for (const missing of image ? missingPrograms(file, stage, project, debian) : []) {
        // After the first, whoever reads it knows.
        const brought = packages[missing.program] ?? missing.program;
        if (said.has(brought)) continue;
        said.add(brought);
        if (missing.instruction.keyword === 'HEALTHCHECK' && stage !== last) continue;
        if (image) yield finding(missing, image, debian);
      }
    }
    if (last) yield* checkedByServices(file, last, project, debian);
  },
};
export default rule;

/** A service of a compose file that asks its container by a program that the image does not have. */
function* checkedByServices(
  file: DockerfileIn,
  stage: Stage,
  project: Project,
  debian: DebianKnowledge,
): Generator<Finding> {
  const image = namedImage(stage);
  const said = new Set<string>();
  for (const { file: path, service, target } of project.builds(file.path)) {
    const program = service?.check && checkProgram(service.check.words);
    const other = target !== undefined && target !== stage.name && target !== String(stage.index);
    if (!service?.check || !image || other || program === undefined || said.has(program)) continue;
    if (!lacksAtEnd(file, stage, program, project, debian)) continue;
    said.add(program);
    yield {
      at: stage.from.image?.span ?? stage.from.word.span,
      message: `${image.text} has no ${program} and nothing here installs it, so the healthcheck of service ${service.name} always fails and the container is never healthy.`,
      related: [{ file: path, at: service.check.at, message: `the check with ${program}` }],
    };
  }
}

const finding = (missing: MissingProgram, image: ImageRef, debian: DebianKnowledge): Finding => {
  const { program, at, clones, instruction, install } = missing;
  const add = install && packageFor(program, image, debian);
  const last = install?.packages.at(-1);
  const lacks = `${image.text} has no ${program} and nothing before this installs it`;
  const then =
    instruction.keyword === 'HEALTHCHECK'
      ? 'so the check always fails and the container is never healthy'
      : clones
        ? 'so pip cannot clone the repository'
        : `so this RUN fails with "${program}: not found"`;
  return {
    at: at.span,
    message: `${lacks}, ${then}.`,
    ...(add && last && !last.dynamic
      ? {
          fixes: [
            {
              title: `Add ${add} to the apt-get install above`,
              edits: () => [insert(last.span[1], ` ${add}`)],
            },
          ],
        }
      : {}),
  };
};

/** Where the package of a program has another name. */
const packages: Readonly<Record<string, string>> = {
  ...{ gcc: 'build-essential', 'g++': 'build-essential', cc: 'build-essential' },
  ...{ 'c++': 'build-essential', pip: 'python3-pip', pip3: 'python3-pip', ps: 'procps' },
  ...{ pkill: 'procps', top: 'procps', killall: 'psmisc', nc: 'netcat-openbsd' },
  ...{ ssh: 'openssh-client', 'ssh-keygen': 'openssh-client', 'ssh-keyscan': 'openssh-client' },
  ...{ gpg: 'gnupg', lsb_release: 'lsb-release', node: 'nodejs', java: 'default-jre-headless' },
  ...{ javac: 'default-jdk-headless', xz: 'xz-utils', ninja: 'ninja-build', go: 'golang-go' },
  ...{ supervisord: 'supervisor', 'locale-gen': 'locales', crontab: 'cron', ar: 'binutils' },
  ...{ ld: 'binutils', strip: 'binutils', dig: 'dnsutils', ip: 'iproute2', ping: 'iputils-ping' },
  ...{
    ifconfig: 'net-tools',
    netstat: 'net-tools',
    'redis-cli': 'redis-tools',
    '7z': 'p7zip-full',
  },
  ...{ psql: 'postgresql-client', aria2c: 'aria2', convert: 'imagemagick', addgroup: 'adduser' },
  ...{ protoc: 'protobuf-compiler', envsubst: 'gettext-base', python: 'python-is-python3' },
  ...{ 'update-ca-certificates': 'ca-certificates', tesseract: 'tesseract-ocr', rustc: 'cargo' },
};

/** The package that brings a program, when the release has it. */
const packageFor = (
  program: string,
  image: ImageRef,
  { brings, missing }: DebianKnowledge,
): string | undefined => {
  const name = packages[program] ?? program;
  const suite = releaseOf(image)?.suite ?? '';
  const known = Object.entries(brings).some(
    ([programs, names]) => programs.split(' ').includes(program) && names.split(' ').includes(name),
  );
  const gone = Object.entries(missing).some(
    ([suites, names]) => suites.split(' ').includes(suite) && names.split(' ').includes(name),
  );
  return known && !gone ? name : undefined;
};
