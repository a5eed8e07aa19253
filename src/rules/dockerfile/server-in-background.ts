import { passesCommandOn } from '../../data/base-images.ts';
import { startedScript } from '../../image/start/started-script.ts';
import { type InBackground, inBackground } from '../../project/background.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { isOverridden } from '../../project/services.ts';
import { placeOf, startCommand } from '../../project/start-command.ts';
import type { Stage, Start } from '../../syntax/dockerfile/model.ts';
import { finalStage, lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { scriptOfWords } from '../../syntax/shell/exec.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { nameOf, programWords } from '../../syntax/shell/program.ts';
import { without } from '../../syntax/shell/without.ts';
import type { Word } from '../../syntax/word.ts';
import { type Edit, insert, remove } from '../../text/edit.ts';
import type { Finding, Fix, Rule } from '../rule.ts';
import docs from './server-in-background.md' with { type: 'text' };

const rule: Rule = {
  id: 'server-in-background',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'cmd-entrypoint',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    if (!stage || !runsAsWritten(stage) || /(?:^|\/)\.devcontainer\//.test(file.path)) return;
    const found = inCommand(file, stage) ?? inScript(file, stage, project);
    if (found && !isOverridden(file, project)) yield found;
  },
};
export default rule;

/** Whether nothing of the base image may run the command in another way. */
const runsAsWritten = (stage: Stage): boolean => {
  const own = lineage(stage).flatMap(({ instructions }) => instructions);
  if (own.some(({ keyword }) => keyword === 'ENTRYPOINT')) return true;
  const image = rootImage(stage);
  return image !== undefined && passesCommandOn(image);
};

const inCommand = (file: DockerfileIn, stage: Stage): Finding | undefined => {
  const start = startCommand(stage);
  if (!start) return undefined;
  const { from, words } = start;
  const [first] = words;
  const last = from.length === 1 && from[0] ? lastOf(from[0]) : undefined;
  if (last?.background && first) return unwaited(last, file.text, last.span);
  const found = inBackground(words);
  const [program] = found?.program ?? [];
  if (!found || !program || mayBeConfigured(found, stage, file.text)) return undefined;
  return {
    at: placeOf(program, [...found.program, ...found.by], start),
    message: messageOf(found),
    fixes: fixesOf(
      found,
      words,
      from.some(({ form }) => form === 'exec'),
    ),
  };
};

const lastOf = ({ form, script, words }: Start): Command | undefined =>
  (form === 'shell' ? script : scriptOfWords(words)).commands.at(-1);

/** What the script of a stage leaves in the background in the end. */
const inScript = (file: DockerfileIn, stage: Stage, project: Project): Finding | undefined => {
  const started = startedScript(file, stage, project);
  const script = started?.file.script();
  const last = script?.commands.at(-1);
  if (!started || !script || script.broken || !last || last.conditional || last.piped)
    return undefined;
  const { source, word } = started;
  const found = last.background ? undefined : inBackground(programWords(last.words));
  const told = last.background
    ? unwaited(last, started.file.text, word.span)
    : found && !mayBeConfigured(found, stage, file.text + started.file.text)
      ? { at: word.span, message: messageOf(found), fixes: fixesOf(found, last.words, false) }
      : undefined;
  if (!told) return undefined;
  const [first] = last.words;
  return {
    ...told,
    related: [{ file: source, at: last.span, message: `starts ${nameOf(first)}` }],
    fixes: (told.fixes ?? []).map(({ title, edits }) => ({
      title,
      edits: () => edits().map((edit) => ({ ...edit, path: source })),
    })),
  };
};

const ends = 'so the container ends at once';

/** A command with `&` after it. */
const unwaited = (last: Command, text: string, at: Finding['at']): Finding => {
  const called = programWords(last.words)
    .slice(0, 3)
    .map(({ text: word }) => word);
  const [, end] = last.span;
  const sign = /^[^\S\n]*&(?!&)/.exec(text.slice(end));
  return {
    at,
    message: `The shell does not wait for ${called.join(' ')}, which & puts in the background, ${ends}.`,
    ...(sign
      ? { fixes: [{ title: 'Remove &', edits: () => [remove([end, end + sign[0].length])] }] }
      : {}),
  };
};

const messageOf = ({ program, by }: InBackground): string =>
  `${[...program, ...by.slice(0, 1)].map((word, i) => (i > 0 ? word.text : nameOf(word))).join(' ')} starts the server in the background and ends, ${ends}.`;

/** Whether a file that the image gets may say that the server stays in the foreground. */
const mayBeConfigured = ({ server }: InBackground, stage: Stage, text: string): boolean =>
  !!server.file &&
  (/daemon\s+off|\bsed\b/.test(text) ||
    lineage(stage)
      .flatMap(({ instructions }) => instructions)
      .some(
        (each) =>
          (each.keyword === 'COPY' || each.keyword === 'ADD') &&
          [...each.sources, ...(each.target ? [each.target] : [])].some(
            (word) => server.file?.test(word.text) && !/conf\.d|sites-/.test(word.text),
          ),
      ));

const fixesOf = (found: InBackground, words: readonly Word[], exec: boolean): readonly Fix[] => {
  const { by, program, server } = found;
  const [first] = by;
  const last = by.at(-1);
  if (first && last && !server.add)
    return [
      {
        title: `Remove ${first.text}`,
        edits: (): readonly Edit[] => [without(words, first, last)],
      },
    ];
  const { add } = server;
  const after = last ?? program.at(-1);
  if (!add || !after) return [];
  const list = exec && after.raw.startsWith('"');
  // In `sh -c "…"` the words stand inside one string.
  if (!list && exec && add.some((each) => each.includes(' '))) return [];
  const written = add.map((each) =>
    list ? `, ${JSON.stringify(each)}` : ` ${each.includes(' ') ? `"${each}"` : each}`,
  );
  return [
    { title: `Add ${add.join(' ')}`, edits: () => [insert(after.span[1], written.join(''))] },
  ];
};
