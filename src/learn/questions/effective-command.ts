import type { Instruction, Stage, Start } from '../../syntax/dockerfile/model.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { type ImageRef, imageName } from '../../text/image.ts';
import { join } from '../../text/span.ts';
import { type Answer, type Asked, evidenceAt, lineOf, type Maker, question, say } from './make.ts';

/** Asks with which words a container starts, where ENTRYPOINT, CMD and their forms decide it. */
export const effectiveCommand: Maker = function* (asked) {
  for (const file of asked.dockerfiles) {
    const stage = finalStage(file.stages);
    if (!stage || stage.parent || stage.instructions.some(isOpen)) continue;
    const entrypoints = stage.instructions.filter((each) => isStart(each, 'ENTRYPOINT'));
    const commands = stage.instructions.filter((each) => isStart(each, 'CMD'));
    const made = ask(asked, file.path, stage, entrypoints, commands);
    if (made) yield made;
  }
};

const isOpen = ({ keyword, onbuild }: Instruction): boolean =>
  keyword === 'SHELL' || keyword === 'UNKNOWN' || keyword === 'ONBUILD' || onbuild === true;

const isStart = (each: Instruction, keyword: Start['keyword']): each is Start =>
  each.keyword === keyword;

/** Official images whose configuration has no ENTRYPOINT (their Dockerfiles of 2026-11). */
const withoutEntrypoint = /^(?:python|debian|ubuntu|alpine|scratch)$/;

const startsBare = (image: ImageRef | undefined): boolean =>
  image !== undefined && withoutEntrypoint.test(imageName(image));

const ask = (
  asked: Asked,
  path: string,
  { image }: Stage,
  entrypoints: readonly Start[],
  commands: readonly Start[],
) => {
  const entrypoint = entrypoints.at(-1);
  const command = commands.at(-1);
  const last = command ?? entrypoint;
  const first = commands[0] ?? entrypoint;
  if (!last || !first || entrypoints.length > 1) return undefined;
  const span = join(entrypoint?.span ?? first.span, join(first.span, last.span));
  if (lineOf(asked, path, span[1]) - lineOf(asked, path, span[0]) > 5) return undefined;
  const draft = {
    maker: 'effective-command',
    concept: 'cmd-entrypoint',
    stem: say`A container is started from the image of ${asked.shown(path)}, and ${'docker run'} names the image and nothing behind it. With which list of words does its first process start?`,
    evidence: evidenceAt(asked, path, span),
  } as const;
  const own = command && execWords(command);
  const before = entrypoint && execWords(entrypoint);
  if (entrypoint && command) {
    if (!own || !before || own.length === 0 || before.length === 0) return undefined;
    return question({
      ...draft,
      fact: 'entrypoint-plus-cmd',
      difficulty: 2,
      right: {
        text: say`${list([...before, ...own])}`,
        why: say`Both are in JSON form, so the words of CMD are appended to those of ENTRYPOINT.`,
      },
      wrong: [
        {
          text: say`${list(before)}`,
          why: say`CMD is not dropped: it gives ENTRYPOINT its default arguments.`,
        },
        {
          text: say`${list(own)}`,
          why: say`CMD does not replace ENTRYPOINT; its words come behind it.`,
        },
        {
          text: say`${list([...own, ...before])}`,
          why: say`The words of ENTRYPOINT come first, wherever the lines stand.`,
        },
      ],
      hints: [say`Read the two lines as a program and its default arguments.`],
    });
  }
  if (entrypoint || !command || !startsBare(image)) return undefined;
  const right = own ?? shellWords(asked, path, command);
  const earlier = commands
    .slice(0, -1)
    .map((each) => execWords(each) ?? shellWords(asked, path, each));
  if (!right || right.length < 2 || earlier.includes(undefined)) return undefined;
  const [one] = earlier;
  if (one)
    return question({
      ...draft,
      fact: 'last-wins',
      difficulty: 1,
      right: {
        text: say`${list(right)}`,
        why: say`Of several CMD lines the last one counts.`,
      },
      wrong: [
        {
          text: say`${list(one)}`,
          why: say`A later CMD takes its place; the image holds one command.`,
        },
        {
          text: say`${list([...one, ...right])}`,
          why: say`The lines are not joined: the later one takes the place of the earlier one.`,
        },
        otherForm(right, own !== undefined),
      ],
      hints: [say`An image holds one command. Which line wrote it last?`],
    });
  return question({
    ...draft,
    fact: own ? 'no-shell' : 'signals',
    difficulty: 2,
    right: {
      text: say`${list(right)}`,
      why: own
        ? say`CMD is in JSON form: its words are the process as they stand, without a shell.`
        : say`CMD is in shell form, so ${'/bin/sh'} is the first process and gets the line as one text.`,
    },
    wrong: [
      otherForm(right, own !== undefined),
      ...(own
        ? [
            {
              text: say`${list([own.join(' ')])}`,
              why: say`The entries of the list stay separate words; one word would be looked up as a program of that name.`,
            },
          ]
        : [
            {
              text: say`${list([right.at(-1) ?? ''])}`,
              why: say`Something has to split the line into words, and in shell form that is a shell.`,
            },
          ]),
      {
        text: say`${list(['/bin/bash', '-l', '-c', own ? own.join(' ') : (right.at(-1) ?? '')])}`,
        why: say`No login shell is started; it would be there if the line named it.`,
      },
    ],
    hints: [say`Look whether CMD is written as a JSON list or as plain text.`],
  });
};

/** The same command as the other form would start it. */
const otherForm = (words: readonly string[], exec: boolean): Answer =>
  exec
    ? {
        text: say`${list(['/bin/sh', '-c', words.join(' ')])}`,
        why: say`A shell is put in front in shell form; this CMD is a JSON list.`,
      }
    : {
        text: say`${list((words.at(-1) ?? '').split(/\s+/))}`,
        why: say`That would be the JSON form; plain text is handed to ${'/bin/sh'}.`,
      };

const list = (words: readonly string[]): string =>
  `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;

/** The words of a JSON form; undefined for the shell form and where a word is not plain. */
const execWords = ({ form, words, none }: Start): readonly string[] | undefined =>
  form === 'exec' && !none && words.every(({ text, dynamic }) => !dynamic && isShort(text))
    ? words.map(({ text }) => text)
    : undefined;

/** What the shell form of one plain line starts. */
const shellWords = (
  asked: Asked,
  path: string,
  { form, operands, flags }: Start,
): readonly string[] | undefined => {
  const line = asked.text(path).slice(...operands);
  const plain = /^[\w./:=@, -]+$/.test(line) && line.trim() === line;
  return form === 'shell' && flags.length === 0 && plain && isShort(line)
    ? ['/bin/sh', '-c', line]
    : undefined;
};

const isShort = (text: string): boolean => text.length > 0 && text.length <= 80;
