import type { DockerfileIn } from '../project/project.ts';
import type { Finding, Meta, Severity } from '../rules/rule.ts';
import { spanOf } from '../syntax/dockerfile/logical.ts';
import type { Run, Stage } from '../syntax/dockerfile/model.ts';
import { shellText } from '../syntax/dockerfile/shell-text.ts';
import { runsIn, type State } from '../syntax/dockerfile/state.ts';
import { isRecord } from '../syntax/kustomization.ts';
import type { Edit } from '../text/edit.ts';
import { linesOf, offsetAt } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import type { Raw } from './lint.ts';

/** What the shellcheck program says of the shell text of a RUN, where that program is there. */
export const shellcheckMeta: Meta = {
  id: 'shellcheck',
  docs: `# ShellCheck on the commands of RUN

The program shellcheck, found on this machine, reads the shell text of RUN.
`,
  severity: 'warning',
  profile: 'recommended',
  concept: 'run-build-time',
  fix: 'suggested',
};

/** One shell text for shellcheck, and the way back from its lines and columns, both from 1. */
export interface ShellText {
  readonly shell: 'sh' | 'bash' | 'dash' | 'ksh';
  readonly script: string;
  spanOf(from: Position, to: Position): Span | undefined;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** The shell texts of a Dockerfile: every RUN in shell form, and here-documents that a shell runs. */
export const shellTexts = (file: DockerfileIn): readonly ShellText[] =>
  file.stages.flatMap((stage) =>
    runsIn(file, stage).flatMap(({ run, state }) => textOf(file, stage, run, state) ?? []),
  );

const shells = { sh: 'sh', ash: 'dash', dash: 'dash', bash: 'bash', ksh: 'ksh' } as const;
const isShell = (name: string): name is keyof typeof shells => Object.hasOwn(shells, name);

const textOf = (
  file: DockerfileIn,
  { instructions }: Stage,
  run: Run,
  state: State,
): ShellText | undefined => {
  const shell = state.shell[0]?.split('/').at(-1) ?? 'sh';
  const logical = isShell(shell) ? shellText(file, run) : undefined;
  if (!isShell(shell) || !logical) return undefined;
  const set = instructions
    .slice(0, instructions.indexOf(run))
    .flatMap((each) => (each.keyword === 'ENV' || each.keyword === 'ARG' ? each.pairs : []))
    .map(({ key }) => key.text)
    .filter((name) => /^[A-Za-z_]\w*$/.test(name));
  const head = [...new Set(set)].map((name) => `export ${name}=1`);
  const lines = linesOf(logical.text);
  return {
    shell: shells[shell],
    script: [...head, logical.text].join('\n'),
    spanOf(from, to) {
      const last = head.length + lines.starts.length;
      if ([from, to].some(({ line }) => line <= head.length || line > last)) return undefined;
      const offset = ({ line, column }: Position): number =>
        offsetAt(lines, line - 1 - head.length, column - 1);
      return spanOf(logical, offset(from), offset(to));
    },
  };
};

// As hadolint has them: sourced files that are not there, and flags of shells. 1009 only points at another finding.
const passedOver: ReadonlySet<number> = new Set([1009, 1090, 1091, 2148, 2187]);
const severities: Readonly<Record<string, Severity>> = {
  error: 'error',
  warning: 'warning',
  info: 'info',
  style: 'hint',
};

/** The findings in what `shellcheck -f json1` printed for a text; nothing for anything else. */
export const shellcheckFindings = (text: ShellText, printed: string): readonly Raw[] => {
  const comments = commentsIn(printed);
  return comments.flatMap((comment): readonly Raw[] => {
    const { code, level, message, fix } = comment;
    const at = text.spanOf(...placeOf(comment));
    if (typeof code !== 'number' || passedOver.has(code) || !at) return [];
    if (typeof message !== 'string') return [];
    const edits = editsOf(text, fix);
    const finding: Finding = {
      at,
      message: /[.!?]$/.test(message) ? message : `${message}.`,
      aka: [`shellcheck/SC${code}`],
      ...(edits.length > 0 ? { fixes: [{ title: `Mend SC${code}`, edits: () => edits }] } : {}),
    };
    return [
      { rule: { ...shellcheckMeta, severity: severities[String(level)] ?? 'info' }, finding },
    ];
  });
};

const commentsIn = (printed: string): readonly Record<string, unknown>[] => {
  try {
    const value: unknown = JSON.parse(printed);
    const list = isRecord(value) ? value['comments'] : undefined;
    return Array.isArray(list) ? list.filter(isRecord) : [];
  } catch {
    return [];
  }
};

const placeOf = (value: Readonly<Record<string, unknown>>): readonly [Position, Position] => {
  const number = (key: string): number => {
    const found = value[key];
    return typeof found === 'number' ? found : 0;
  };
  return [
    { line: number('line'), column: number('column') },
    { line: number('endLine'), column: number('endColumn') },
  ];
};

const editsOf = (text: ShellText, fix: unknown): readonly Edit[] => {
  const list = isRecord(fix) ? fix['replacements'] : undefined;
  if (!Array.isArray(list)) return [];
  const edits = list.filter(isRecord).flatMap((each): readonly Edit[] => {
    const span = text.spanOf(...placeOf(each));
    const { replacement } = each;
    return span && typeof replacement === 'string' ? [{ span, text: replacement }] : [];
  });
  return edits.length === list.length ? edits : [];
};
