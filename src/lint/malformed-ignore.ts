import { kubeLinterDefaults, kubeLinterOthers } from '../data/kubernetes-peers.ts';
import { buildkitChecks } from '../data/peer-names.ts';
import type { Finding, Fix, Meta } from '../rules/rule.ts';
import { hadolintComment } from '../syntax/dockerfile/hadolint-comment.ts';
import type { Comment, Dockerfile } from '../syntax/dockerfile/model.ts';
import type { Resource } from '../syntax/kubernetes/model.ts';
import { replace } from '../text/edit.ts';
import { lineSpan, linesOf } from '../text/lines.ts';
import { lazy } from '../text/memo.ts';
import { nearest } from '../text/nearest.ts';
import type { Span } from '../text/span.ts';
import { directiveValue } from './check-directive.ts';
import { ruleNames } from './invalid-setting.ts';
import docs from './malformed-ignore.md' with { type: 'text' };
import { annotationsOf } from './suppressions.ts';

/** A comment or annotation that was to silence a finding and is read by nobody. */
export const malformedIgnoreMeta: Meta = {
  id: 'malformed-ignore',
  docs,
  severity: 'hint',
  profile: 'recommended',
  concept: 'promote-and-ci',
  fix: 'suggested',
};

// Meant as one: the word is followed by an equals sign, a colon or a code.
const meant =
  /^(hadolint|seaworthy)[ \t:-]*(?:(global|stage|file)[ \t-]+)?(?:ignore|disable|skip)(?:[ \t]*[=:]|[ \t]+(?=[\w-]))[ \t]*(.*)$/i;
const ownComment = /^seaworthy[ \t]+(?:file-)?ignore=[\w\-/.]/i;
const shellPragma = /^hadolint[ \t]+shell[ \t]*=/;

/** Whether a comment of a Dockerfile may be a suppression; few files have one. */
export const speaksOfTools = ({ comments, directives }: Dockerfile): boolean =>
  directives.some(({ name }) => name === 'check') ||
  comments.some(({ text }) => /^(?:check=|seaworthy|hadolint)/i.test(text));

/** The malformed suppressions of a Dockerfile. */
export function* malformedInDockerfile(file: Dockerfile): Generator<Finding> {
  for (const directive of file.directives) {
    const { value, start } = directiveValue(file, directive);
    if (directive.name === 'check') yield* unknownChecks(value, start);
  }
  for (const comment of file.comments) {
    const { text, span } = comment;
    if (/^check=/i.test(text)) yield* unknownChecks(text.slice(6), span[1] - text.length + 6);
    yield* malformedOwn(text, span[1] - text.length);
    if (/^hadolint/i.test(text)) yield* malformedHadolint(comment, file);
  }
}

/** The malformed suppressions of a manifest: our comments, and annotations of peers. */
export function* malformedInManifest(
  text: string,
  resources: readonly Resource[],
  custom: ReadonlySet<string>,
): Generator<Finding> {
  if (/kube-linter\.io\/|polaris\.fairwinds\.com\//.test(text))
    for (const resource of resources) yield* malformedAnnotations(resource, custom);
  if (!/#[ \t]*seaworthy/i.test(text)) return;
  const lines = linesOf(text);
  for (let line = 0; line < lines.starts.length; line++) {
    const [start, end] = lineSpan(lines, line);
    const whole = text.slice(start, end);
    const hash = /^[ \t]*#[ \t]*/.exec(whole)?.[0].length;
    if (hash !== undefined) yield* malformedOwn(whole.slice(hash), start + hash);
  }
}

function* malformedOwn(text: string, start: number): Generator<Finding> {
  if (!/^seaworthy/i.test(text) || ownComment.test(text)) return;
  const found = meant.exec(text);
  const rest = found?.[3] ?? '';
  const names = (rest.match(/[\w\-/.]+/g) ?? []).filter((name) => isRule(name));
  // "seaworthy ignore the next line" is a sentence.
  if (!found || (names.length === 0 && !/[=:]/.test(text))) return;
  const wide = /^(?:file|global)$/i.test(found[2] ?? '') ? 'file-ignore' : 'ignore';
  yield {
    at: [start, start + text.length],
    message: `Seaworthy does not read this comment, so nothing is suppressed: write # seaworthy ${wide}=${names[0] ?? 'RULE'}.`,
    ...rewritten(start, text, names.length > 0 ? `seaworthy ${wide}=${names.join(',')}` : ''),
  };
}

function* malformedHadolint({ text, span }: Comment, file: Dockerfile): Generator<Finding> {
  const start = span[1] - text.length;
  const at: Span = [start, span[1]];
  const [whole, scope] = hadolintComment.exec(text) ?? [];
  if (whole !== undefined) {
    const next = file.instructions.find((each) => each.span[0] >= span[1]);
    const above = next && /^[ \t]*\r?\n[ \t]*$/.test(file.text.slice(span[1], next.span[0]));
    if (scope !== 'global' && !above)
      yield {
        at,
        message:
          'hadolint reads this comment only on the line above an instruction, so nothing is suppressed.',
      };
    return;
  }
  const found = shellPragma.test(text) ? undefined : meant.exec(text);
  const rest = found?.[3] ?? '';
  const list = /^(?:(?:DL|SC)\d+[ \t,]*)+/.exec(rest)?.[0] ?? '';
  const codes = list.match(/(?:DL|SC)\d+/g) ?? [];
  // "hadolint ignore the next line" is a sentence.
  if (!found || (codes.length === 0 && !/[=:]/.test(text))) return;
  const wide = found[2] && !/^file$/i.test(found[2]) ? `${found[2].toLowerCase()} ` : '';
  const head = `hadolint ${wide}ignore=${codes.join(',') || 'DL3008'}`;
  const behind = rest.slice(list.length);
  const why = behind.replace(/^[\s\-:;.()#]+/, '');
  const isList = /,\s*$/.test(list);
  const advice = isList
    ? 'its list takes codes only, such as DL3008'
    : `write # ${head}${why === '' ? '' : ', and the reason after another #'}`;
  const right = isList || codes.length === 0 ? '' : `${head}${why === '' ? '' : ` # ${why}`}`;
  yield {
    at,
    message: `hadolint does not read this comment, so nothing is suppressed: ${advice}.`,
    ...rewritten(start, text, right),
  };
}

const rewritten = (start: number, text: string, right: string): { fixes?: readonly Fix[] } =>
  right === ''
    ? {}
    : {
        fixes: [
          {
            title: `Write # ${right}`,
            edits: () => [replace([start, start + text.length], right)],
          },
        ],
      };

/** The names in a `check=skip=` that are not checks of BuildKit. */
function* unknownChecks(value: string, start: number): Generator<Finding> {
  const read = value.split(/\s/, 1)[0] ?? '';
  if (/[,;]$/.test(read) && /^\s+\w/.test(value.slice(read.length)))
    yield {
      at: [start + read.length, start + value.trimEnd().length],
      message:
        'BuildKit reads this comment up to the first blank, so nothing behind it is skipped.',
    };
  let at = start;
  for (const option of read.split(';')) {
    let from = at + 5;
    for (const name of option.startsWith('skip=') ? option.slice(5).split(',') : []) {
      if (name !== '' && name !== 'all' && name !== '*' && !buildkitChecks.has(name)) {
        const near = nearest(name, buildkitChecks.keys());
        yield {
          at: [from, from + name.length],
          message: `BuildKit has no check ${name}, so nothing is skipped.${near ? ` Did you mean ${near}?` : ''}`,
          ...(near ? fixed([from, from + name.length], near) : {}),
        };
      }
      from += name.length + 1;
    }
    at += option.length + 1;
  }
}

const fixed = (at: Span, text: string): { fixes: readonly Fix[] } => ({
  fixes: [{ title: `Change to ${text}`, edits: () => [replace(at, text)] }],
});

const linterChecks = lazy(() => new Set([...kubeLinterDefaults, ...kubeLinterOthers]));
const ignoreCheck = 'ignore-check.kube-linter.io/';

function* malformedAnnotations(
  resource: Resource,
  custom: ReadonlySet<string>,
): Generator<Finding> {
  for (const { key, place, ofPods } of annotationsOf(resource)) {
    const linter = key.startsWith(ignoreCheck) || key === 'kube-linter.io/ignore-all';
    const polaris = /^polaris\.fairwinds\.com\/(?:.+-)?exempt$/.test(key);
    const at = linter || polaris ? resource.key([...place, key]) : undefined;
    if (!at) continue;
    if (ofPods) {
      yield {
        at,
        message: `${linter ? 'kube-linter' : 'Polaris'} reads ${key} only in metadata.annotations of the ${resource.kind} itself, so nothing is suppressed.`,
      };
      continue;
    }
    const name = key.slice(ignoreCheck.length);
    if (!key.startsWith(ignoreCheck) || linterChecks().has(name) || custom.has(name)) continue;
    const near = nearest(name, [...linterChecks(), ...custom]);
    yield {
      at,
      message: `kube-linter has no check ${name}, so nothing is suppressed.${near ? ` Did you mean ${near}?` : ''}`,
    };
  }
}

const isRule = (name: string): boolean => name.includes('-') && ruleNames().has(name);
