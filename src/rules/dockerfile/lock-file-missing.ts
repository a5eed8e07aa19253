import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Instruction, Stage } from '../../syntax/dockerfile/model.ts';
import { mountsOf } from '../../syntax/dockerfile/mounts.ts';
import { lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { replace } from '../../text/edit.ts';
import { isGlob } from '../../text/glob.ts';
import { imageName } from '../../text/image.ts';
import { basename, dirname, joinPath, type Path } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './lock-file-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'lock-file-missing',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'copy-and-context',
  fix: 'suggested',
  about: ['npm'],

  *check(file, project) {
    for (const stage of file.stages) {
      const found = firstCleanInstall(stage);
      if (!found || !lacksLock(stage, file, project)) continue;
      const [program, verb] = found.words;
      if (!program || !verb) continue;
      yield {
        at: [program.span[0], verb.span[1]],
        message:
          'npm ci needs a package-lock.json, and nothing copies one into the image, so the build stops.',
        fixes: [{ title: 'Write npm install', edits: () => [replace(verb.span, 'install')] }],
      };
    }
  },
};
export default rule;

const locks = ['package-lock.json', 'npm-shrinkwrap.json'];

/** Whether the build context, as far as it is known, has a package.json that a stage copies, and nothing that it copies can be a lock file of npm. */
const lacksLock = (stage: Stage, file: DockerfileIn, project: Project): boolean => {
  const { folder, found } = buildContext(file, project);
  const paths = project.under(folder);
  const manifests = paths.filter((path) => basename(path) === 'package.json');
  if (found === 0 || manifests.length === 0) return false;
  // What Git leaves out may stand where the image is built.
  const hidden = manifests.some((path) =>
    locks.some((name) => project.gitIgnored(joinPath(dirname(path), name) ?? name)),
  );
  const there = paths.filter((path) => locks.includes(basename(path)));
  const copied = lineage(stage)
    .flatMap(({ instructions }) => instructions)
    .flatMap((each) => (each.keyword === 'COPY' || each.keyword === 'ADD' ? each.sources : []));
  const mayBring = (lock: Path): boolean =>
    copied.some(({ dynamic, text }) => {
      const source = joinPath(folder, text);
      if (dynamic || source === undefined) return true;
      const held = isGlob(text) ? dirname(source) : source;
      return held === '' || lock === held || lock.startsWith(`${held}/`);
    });
  return !hidden && manifests.some(mayBring) && !there.some(mayBring);
};

/** The first `npm ci` of a stage to which nothing but files of the context may have brought a lock file. */
const firstCleanInstall = (stage: Stage): Command | undefined => {
  const image = rootImage(stage);
  if (!image || !/^(?:node|debian|ubuntu|alpine|python)$/.test(imageName(image))) return undefined;
  for (const each of lineage(stage).toReversed())
    for (const instruction of each.instructions) {
      const found = inInstruction(instruction);
      if (found === 'open') return undefined;
      if (found) return each === stage ? found : undefined;
    }
  return undefined;
};

const harmless =
  /^(?:apk|apt|apt-get|cd|chmod|chown|corepack|echo|export|groupadd|id|ls|mkdir|pip|pip3|pwd|rm|set|useradd|adduser|addgroup|usermod|true)$/;

const inInstruction = (instruction: Instruction): Command | 'open' | undefined => {
  const { keyword } = instruction;
  if (keyword === 'COPY' || keyword === 'ADD')
    return instruction.from || instruction.sources.some(({ text }) => /:\/\/|@/.test(text))
      ? 'open'
      : undefined;
  if (keyword !== 'RUN') return undefined;
  const { form, script } = instruction;
  if (form === 'exec' || script.broken) return 'open';
  if (mountsOf(instruction).some((mount) => !/^(?:cache|secret)$/.test(mount.get('type') ?? '')))
    return 'open';
  for (const command of script.commands) {
    const { conditional, name, words } = command;
    const verb = words[1]?.text;
    if (name === 'npm' && verb === 'ci') return conditional ? 'open' : command;
    if (name === 'npm' && /^(?:config|-v|--version|cache|set)$/.test(verb ?? '')) continue;
    if (/^python3?$/.test(name) && words[1]?.text === '-m' && words[2]?.text === 'venv') continue;
    if (name === 'npm' && words.some(({ text }) => text === '-g' || text === '--global')) continue;
    if (!harmless.test(name)) return 'open';
  }
  return undefined;
};
