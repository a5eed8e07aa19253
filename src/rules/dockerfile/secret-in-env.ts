import {
  isDefaultPassword,
  isHarmlessValue,
  isSecretName,
  mayHoldSecret,
  passwordInAddress,
  secretShape,
} from '../../data/secrets.ts';
import type { Dockerfile, Instruction, Pairs, Run, Stage } from '../../syntax/dockerfile/model.ts';
import { mountsOf } from '../../syntax/dockerfile/mounts.ts';
import { callsOf, shippedBy } from '../../syntax/dockerfile/programs.ts';
import { withTriggers } from '../../syntax/dockerfile/select.ts';
import type { Word } from '../../syntax/word.ts';
import { insert, remove } from '../../text/edit.ts';
import { wholeLines } from '../../text/lines.ts';
import { recent } from '../../text/memo.ts';
import { slice } from '../../text/span.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './secret-in-env.md' with { type: 'text' };

const rule: Rule = {
  id: 'secret-in-env',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'secrets-in-images',
  aka: ['buildkit/SecretsUsedInArgOrEnv', 'hadolint/DL3064', 'trivy/DS-0031'],
  fix: 'suggested',
  about: ['ENV', 'ARG', 'RUN'],

  *check(file) {
    const shaped = mayHoldSecret(file.text) || file.text.includes('://');
    const told = new Set<string>();
    const shipped = shippedBy(file);
    for (const instruction of withTriggers(file)) {
      if (instruction.keyword !== 'ENV' && instruction.keyword !== 'ARG') continue;
      for (const { key, value } of instruction.pairs) {
        const shape = value && shaped ? shapeOf(value) : undefined;
        if (!shape && !(isSecret(key.text) && mayBeSecret(key.text, value))) continue;
        // What nothing sets is empty.
        if (!shape && instruction.keyword === 'ENV' && isUnset(file, value)) continue;
        // It takes the value from the ARG above, of which it is told already, or declares it again.
        if (!shape && told.has(key.text) && (!value || takes(value, key.text))) continue;
        told.add(key.text);
        const fix = shape ? undefined : asMount(file, instruction, key.text);
        yield {
          at: key.span,
          message: messageOf(key.text, shape, shipped.has(instruction)),
          // What every copy of the program has is weak, and not a secret that leaks.
          ...(secretShape(value?.text ?? '') ||
          (shipped.has(instruction) && (shape || !isDefaultPassword(value?.text ?? '')))
            ? {}
            : { severity: 'warning' as const }),
          ...(fix ? { fixes: [fix] } : {}),
        };
      }
    }
    for (const { command, run } of callsOf(file)) {
      const set = command.name === 'export' ? command.words.slice(1) : command.assignments;
      for (const word of set) {
        const equals = word.text.indexOf('=');
        const name = word.text.slice(0, Math.max(0, equals));
        const value = word.text.slice(equals + 1).replace(/^(["'])(.*)\1$/, '$2');
        if (word.dynamic || !isSecretName(name) || value.length < 8 || isHarmlessValue(name, value))
          continue;
        // secret-value names the kind.
        if (secretShape(value) || isForBuild(value, set) || told.has(name)) continue;
        told.add(name);
        yield {
          at: [word.span[0], word.span[0] + equals],
          message: messageOf(name, undefined, shipped.has(run)),
          ...(shipped.has(run) ? {} : { severity: 'warning' }),
          aka: [],
        };
      }
    }
  },
};
export default rule;

const messageOf = (name: string, shape: string | undefined, shipped: boolean): string => {
  if (!shipped)
    return `${shape ? `${name} holds ${shape}, which` : `The value of ${name}`} is not in the final image, but stays in the build cache and in the record of the build.`;
  return shape
    ? `${name} holds ${shape}, and everyone who can pull the image can read it.`
    : `The value of ${name} stays readable in the image's history (docker history) for everyone who can pull it.`;
};

// Half of a credential, which hadolint and BuildKit report in images too.
const isSecret = (name: string): boolean =>
  isSecretName(name) || name.toUpperCase() === 'AWS_ACCESS_KEY_ID';

/** Whether a command of a build is only given what a program asks for: no server lies on localhost there, and a name is no password. */
const isForBuild = (value: string, set: readonly Word[]): boolean =>
  set.some(({ text }) => {
    const [name = '', other = ''] = text.split('=', 2);
    return (
      (/host$/i.test(name) && /^(?:localhost|127\.0\.0\.1|)$/.test(other)) ||
      (/user(?:name)?$/i.test(name) && other === value)
    );
  });

/** Whether a value is only a variable that no instruction sets or declares. */
const isUnset = (file: Dockerfile, value: Word | undefined): boolean => {
  const name = /^"?\$(?:\{(\w+)\}|(\w+))"?$/
    .exec(value?.raw ?? '')
    ?.slice(1)
    .find(Boolean);
  return (
    name !== undefined &&
    !withTriggers(file).some(
      (each) =>
        (each.keyword === 'ENV' || each.keyword === 'ARG') &&
        each.pairs.some((pair) => pair.key.text === name && pair.value !== value),
    )
  );
};

/** Whether a value is only the variable of a name. */
const takes = (value: Word | undefined, name: string): boolean =>
  value !== undefined &&
  (value.raw === `$${name}` || value.raw.replaceAll('"', '') === `\${${name}}`);

const shapeOf = (value: Word): string | undefined =>
  secretShape(value.text) ??
  (passwordInAddress(value.text) === undefined ? undefined : 'an address with a password');

const mayBeSecret = (name: string, value: Word | undefined): boolean =>
  !value ||
  (value.dynamic ? !hasHarmlessDefault(name, value.text) : !isHarmlessValue(name, value.text));

/** `${NAME:-path/to/it}`: what the default is, the value of a build argument is too. */
const hasHarmlessDefault = (name: string, text: string): boolean => {
  const given = /^\$\{\w+:?-["']?([^"'}]+)["']?\}$/.exec(text)?.[1];
  return given !== undefined && !given.includes('$') && isHarmlessValue(name, given);
};

/** Hands the value to the one RUN that reads it, for its time alone. */
const asMount = (file: Dockerfile, arg: Pairs, name: string): Fix | undefined => {
  if (arg.keyword !== 'ARG' || arg.onbuild || arg.pairs.length !== 1 || arg.pairs[0]?.value)
    return undefined;
  if (!/^[A-Za-z_]\w*$/.test(name)) return undefined;
  const stage = file.stages.find(({ instructions }) => instructions.includes(arg));
  const run = stage && onlyReader(file, stage, arg, name);
  if (!run || oldSyntax(file)) return undefined;
  const id = name.toLowerCase();
  return {
    title: `Mount ${name} as a secret of this RUN`,
    edits: () => [
      remove(wholeLines(file.lines(), arg.span)),
      insert(run.word.span[1], ` --mount=type=secret,id=${id},env=${name}`),
    ],
  };
};

const onlyReader = (file: Dockerfile, stage: Stage, arg: Pairs, name: string): Run | undefined => {
  const readers =
    mentions(file)
      .get(name)
      ?.filter((each) => each !== arg) ?? [];
  const [reader, more] = readers;
  if (more || reader?.keyword !== 'RUN' || !stage.instructions.includes(reader)) return undefined;
  const mounted = mountsOf(reader).some((mount) => mount.get('type') === 'secret');
  return !mounted && new RegExp(`\\$\\{?${name}\\b`).test(slice(file.text, reader.span))
    ? reader
    : undefined;
};

/** The instructions in which each name stands. */
const mentions = recent((file: Dockerfile): ReadonlyMap<string, readonly Instruction[]> => {
  const found = new Map<string, Instruction[]>();
  for (const instruction of file.instructions) {
    const names = new Set(slice(file.text, instruction.span).match(/[A-Za-z_]\w*/g));
    for (const name of names) {
      const known = found.get(name);
      if (known) known.push(instruction);
      else found.set(name, [instruction]);
    }
  }
  return found;
});

/** `env=` of a secret mount came with version 1.10 of the Dockerfile syntax. */
const oldSyntax = ({ directives }: Dockerfile): boolean => {
  const syntax = directives.find(({ name }) => name === 'syntax')?.value;
  const version = /:1(?:\.(\d+))?/.exec(syntax ?? '');
  return syntax !== undefined && (!version || Number(version[1] ?? 10) < 10);
};
