import { recent } from '../../text/memo.ts';
import { nearest } from '../../text/nearest.ts';
import type { Span } from '../../text/span.ts';
import type { Dockerfile, Instruction, Stage } from './model.ts';

/** What `COPY --from=` or `RUN --mount=from=` names, and the stage it stands in. */
export interface Origin {
  readonly text: string;
  readonly at: Span;
  readonly stage: Stage;
  readonly kind: OriginKind;
  /** The earlier stage that was probably meant. */
  readonly near?: string;
}

/**
 * `stage`: an earlier stage. `own`: the stage itself. `later`: a stage below. `missing`: a number or a slip of a name that no
 * earlier stage has. `image`: an image with a tag or digest. `bare`: an image without one, or a build context.
 */
export type OriginKind = 'stage' | 'own' | 'later' | 'missing' | 'image' | 'bare';

// Images that are copied from by their bare names; a stage with a similar name was not meant (2026-11).
const images: ReadonlySet<string> = new Set(
  'alpine bash busybox caddy composer debian docker fedora golang gradle httpd maven nginx node openjdk php postgres python redis ruby rust ubuntu'.split(
    ' ',
  ),
);

/** All origins without a variable in them; those behind ONBUILD belong to another build and are left out. */
export const originsOf = recent((file: Dockerfile): readonly Origin[] =>
  file.stages.flatMap((stage) =>
    stage.instructions.flatMap((instruction) =>
      namesIn(file, instruction).map(({ text, at }) => ({
        text,
        at,
        stage,
        ...judge(file.stages, stage, text),
      })),
    ),
  ),
);

const namesIn = (
  file: Dockerfile,
  instruction: Instruction,
): readonly { readonly text: string; readonly at: Span }[] => {
  if (instruction.keyword === 'COPY') {
    const { from } = instruction;
    return from && !from.dynamic && from.text !== '' ? [{ text: from.text, at: from.span }] : [];
  }
  if (instruction.keyword !== 'RUN') return [];
  return instruction.flags.flatMap(({ name, value }) => {
    const source = name === 'mount' && value ? file.text.slice(...value.span) : '';
    const match = mountFrom.exec(source);
    const text = match?.[1];
    if (!value || !match || text === undefined) return [];
    const end = value.span[0] + match.index + match[0].length;
    return [{ text, at: [end - text.length, end] as const }];
  });
};

// A mount may stand in quotes and go on over lines.
const mountFrom = /(?:^["']?|,(?:[\\`]\r?\n)?)from=([^,\s"'$\\`]+)(?=,|["']?$|[\\`]\r?\n)/;

const judge = (
  stages: readonly Stage[],
  stage: Stage,
  text: string,
): { readonly kind: OriginKind; readonly near?: string } => {
  if (/^\d+$/.test(text)) {
    const number = Number(text);
    return { kind: number < stage.index ? 'stage' : number === stage.index ? 'own' : 'missing' };
  }
  const name = text.toLowerCase();
  const earlier = stages.slice(0, stage.index).flatMap((each) => each.name ?? []);
  if (earlier.includes(name)) return { kind: 'stage' };
  if (name === stage.name) return { kind: 'own' };
  if (stages.some((each) => each.name === name)) return { kind: 'later' };
  if (/[:@]/.test(text)) return { kind: 'image' };
  if (/[/.]/.test(text) || images.has(name)) return { kind: 'bare' };
  const near = nearest(name, earlier);
  return near ? { kind: 'missing', near } : { kind: 'bare' };
};
