import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { lineage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { programWords } from '../../syntax/shell/program.ts';
import type { ShellFile } from '../../syntax/shell/script-file.ts';
import type { Word } from '../../syntax/word.ts';
import { type ImageRef, imageName } from '../../text/image.ts';
import type { Path } from '../../text/path.ts';
import type { Span } from '../../text/span.ts';
import { startedScript } from '../start/started-script.ts';

/** What keeps the script of a start command from running. */
export interface BrokenScript {
  readonly word: Word;
  /** Its path in the image. */
  readonly path: string;
  /** The file of the project that it is a copy of, and its text. */
  readonly source: Path;
  readonly text: string;
  readonly why:
    | { readonly kind: 'line ends'; readonly interpreter: string | undefined }
    | { readonly kind: 'no interpreter line' }
    | LostOptions
    | { readonly kind: 'no shell'; readonly interpreter: string; readonly image: ImageRef };
}

/** A line that a backslash with blanks after it does not continue, before options that are then a command of their own. */
interface LostOptions {
  readonly kind: 'lost options';
  /** The program that they are meant for, and the first of them. */
  readonly program: string;
  readonly option: string;
  /** The blanks after the backslash. */
  readonly blanks: Span;
}

/** Why the script that a stage starts with cannot run; undefined when it can, or when its text in the image is not known. */
export const brokenScript = (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): BrokenScript | undefined => {
  const started = startedScript(file, stage, project);
  if (!started) return undefined;
  const { by, path, source, word } = started;
  const { text } = started.file;
  const why = whyBroken(text, by, stage, /\.(?:ba)?sh$/.test(source)) ?? lostOptions(started.file);
  return why && { word, path, source, text, why };
};

const lostOptions = ({ script, text }: ShellFile): LostOptions | undefined => {
  const { broken, commands } = script();
  const at = commands.findIndex(({ name }) => /^--?[a-z][\w-]*(?:=|$)/.test(name));
  const [before, lost] = [commands[at - 1], commands[at]];
  const end = lost?.span[0] ?? 0;
  const [cut, blanks = ''] = /\\([ \t]+)\r?\n[ \t]*$/.exec(text.slice(0, end)) ?? [];
  const option = lost?.words[0]?.text;
  if (broken || !before || cut === undefined || option === undefined) return undefined;
  const start = end - cut.length + 1;
  const program = programWords(before.words)
    .slice(0, 2)
    .map((word) => word.text);
  return {
    ...{ kind: 'lost options', option, blanks: [start, start + blanks.length] },
    program: program.filter((word) => /^\w/.test(word)).join(' '),
  };
};

const whyBroken = (
  text: string,
  by: 'kernel' | 'launcher' | 'shell',
  stage: Stage,
  named: boolean,
): BrokenScript['why'] | undefined => {
  const first = /^#!\s*([^\r\n]*)(\r?)/.exec(text);
  const interpreter = first?.[1]?.trim();
  // Without the line, or a name, it may stand for a program: a pointer of Git LFS does.
  if (!first && (!named || text.startsWith('version https://git-lfs'))) return undefined;
  // A shell that reads the script itself takes the carriage returns as part of its words.
  if (first ? first[2] === '\r' : by === 'shell' && /^[^#\s][^\n]*\r\n/m.test(text))
    return { kind: 'line ends', interpreter };
  if (interpreter === undefined)
    return by === 'kernel' && text.trim() !== '' ? { kind: 'no interpreter line' } : undefined;
  const image = rootImage(stage);
  return /\bbash$/.test(interpreter) && image && hasNoBash(image, stage)
    ? { kind: 'no shell', interpreter, image }
    : undefined;
};

/** Whether the image is one of Alpine and nothing in its stages can bring bash. */
const hasNoBash = (image: ImageRef, stage: Stage): boolean =>
  (imageName(image) === 'alpine' ||
    (/^(?:python|node|golang)$/.test(imageName(image)) && /alpine/.test(image.tag ?? ''))) &&
  lineage(stage).every(({ instructions }) =>
    instructions.every((each) => {
      if (each.keyword === 'RUN')
        return (
          each.form === 'shell' &&
          !each.script.broken &&
          each.script.commands.every(
            ({ name, words }) =>
              harmless.test(name) && !words.some(({ text }) => /bash/.test(text)),
          )
        );
      return (each.keyword !== 'COPY' && each.keyword !== 'ADD') || each.from === undefined;
    }),
  );

const harmless =
  /^(?:apk|pip[\d.]*|python[\d.]*|mkdir|chmod|chown|rm|cp|mv|ln|adduser|addgroup|echo|cd|npm|go|set|export|true)$/;
