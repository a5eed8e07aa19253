import { monokleRules } from '../data/monokle.ts';
import { buildkitChecks } from '../data/peer-names.ts';
import { scannerId } from '../data/scanner-names.ts';
import { hadolintComment } from '../syntax/dockerfile/hadolint-comment.ts';
import type { Dockerfile } from '../syntax/dockerfile/model.ts';
import type { Resource } from '../syntax/kubernetes/model.ts';
import { isRecord, scalarText } from '../syntax/kustomization.ts';
import { type Lines, lineAt, lineSpan, linesOf, wholeLines } from '../text/lines.ts';
import type { Span } from '../text/span.ts';
import { type CheckOptions, checkDirective, readCheck } from './check-directive.ts';

/** A comment or annotation that silences findings in a part of a file. */
export interface Suppression {
  /** Findings that start here are silenced. */
  readonly within: Span;
  readonly names: readonly { readonly name: string; readonly at: Span }[];
  /** Silences every rule. */
  readonly all: boolean;
  /** Our own comment, whose needless names are reported. */
  readonly own: boolean;
  /** The tool whose settings can switch it off. */
  readonly of?: 'hadolint' | 'polaris';
  /** The whole lines of the comment. */
  readonly comment: Span;
}

const pragma =
  /^(?:seaworthy[ \t]+((?:file-)?ignore)=|hadolint[ \t]+((?:global|stage)[ \t]+)?ignore[ \t]*=[ \t]*)([\w,\-/. \t]*)/i;

interface Found {
  readonly scope: 'file' | 'stage' | 'next';
  readonly names: Suppression['names'];
  readonly own: boolean;
  readonly of?: 'hadolint';
}

/** What a comment of checkov, which counts for the file, or of trivy leaves out. */
const readScanner = (text: string, start: number): Found | undefined => {
  const checkov = /^(?:checkov|bridgecrew):skip=[ \t]*/i.test(text);
  if (!checkov && !/^trivy:ignore:/i.test(text)) return undefined;
  const found = checkov
    ? text.matchAll(/^\w+:skip=[ \t]*(\w+)/gi)
    : text.matchAll(/trivy:ignore:([\w-]+)/gi);
  const names = [...found].flatMap(({ 0: whole, 1: id = '', index }) => {
    const name = scannerId(id);
    const end = start + index + whole.length;
    const at = [end - id.length, end] as const;
    return name ? [{ name: `${checkov ? 'checkov' : 'trivy'}/${name}`, at }] : [];
  });
  return names.length > 0 ? { scope: checkov ? 'file' : 'next', names, own: false } : undefined;
};

const readPragma = (text: string, start: number): Found | undefined => {
  const match = pragma.exec(text);
  const list = match?.[3];
  if (!match || list === undefined) return undefined;
  const own = match[1] !== undefined;
  if (!own && !hadolintComment.test(text)) return undefined;
  const from = start + match[0].length - list.length;
  // A blank ends the list, unless a comma stands beside it.
  const [whole = ''] = /^[\w\-/.]*(?:[ \t]*,[ \t]*[\w\-/.]*)*/.exec(list) ?? [];
  const names = [...whole.matchAll(/[\w\-/.]+/g)].map(({ 0: name, index }) => {
    const at = from + index;
    return { name, at: [at, at + name.length] as const };
  });
  const wide =
    match[1]?.toLowerCase() === 'file-ignore' || match[2]?.toLowerCase().startsWith('global');
  const stage = match[2]?.toLowerCase().startsWith('stage');
  const scope = wide ? 'file' : stage ? 'stage' : 'next';
  return { scope, names, own, ...(own ? {} : { of: 'hadolint' }) };
};

const suppression = (within: Span, { names, own, of }: Found, comment: Span): Suppression => ({
  within,
  comment,
  names,
  own,
  ...(of ? { of } : {}),
  all: names.some(({ name }) => name.toLowerCase() === 'all'),
});

/** The suppressions of a Dockerfile: ours, hadolint's and BuildKit's. */
export const dockerfileSuppressions = (file: Dockerfile): readonly Suppression[] => {
  const whole: Span = [0, file.text.length + 1];
  const result: Suppression[] = [];
  const directive = checkDirective(file);
  if (directive) result.push(skipped(whole, directive));
  let behind = 0;
  for (const { text, span } of file.comments) {
    const start = span[1] - text.length;
    const found = readPragma(text, start) ?? readScanner(text, start);
    const check = /^check=/i.test(text);
    if (!found && !check) continue;
    while ((file.instructions[behind]?.span[0] ?? span[1]) < span[1]) behind++;
    const next = file.instructions[behind];
    if (!found) {
      const above = next && !/\n[ \t]*\r?\n/.test(file.text.slice(span[1], next.span[0]));
      if (above)
        result.push(skipped(next.span, readCheck(text.slice(6), span[1] - text.length + 6)));
      continue;
    }
    const stage =
      next?.keyword === 'FROM' ? file.stages.find(({ from }) => from === next) : undefined;
    const last = stage?.instructions.at(-1) ?? stage?.from;
    const comment = wholeLines(file.lines(), span);
    // hadolint looks at the line right above alone.
    if (
      found.of === 'hadolint' &&
      found.scope !== 'file' &&
      !/^[ \t]*\r?\n[ \t]*$/.test(file.text.slice(span[1], next?.span[0]))
    )
      continue;
    if (found.scope === 'file') result.push(suppression(whole, found, comment));
    else if (found.scope === 'stage' && next && last)
      result.push(suppression([next.span[0], last.span[1]], found, comment));
    else if (next) result.push(suppression(next.span, found, comment));
  }
  return result;
};

/** What BuildKit's comment skips: its checks alone, and above an instruction those that can be skipped there. */
const skipped = (within: Span, { skip }: CheckOptions): Suppression => ({
  within,
  comment: within,
  names: skip
    .filter(
      ({ name }) => within[0] === 0 || name === '*' || buildkitChecks.get(name)?.perInstruction,
    )
    .map(({ name, at }) => ({ name: `buildkit/${name}`, at })),
  own: false,
  all: false,
});

/** The suppressions of a YAML file: comments above a node, and the peers' annotations on objects. */
export const kubernetesSuppressions = (
  text: string,
  resources: readonly Resource[],
): readonly Suppression[] => {
  return [...resources.flatMap(annotated), ...commentSuppressions(text)];
};

/** Our comments in a text whose comments begin with `#` and whose parts are indented: YAML and Python. */
export const commentSuppressions = (text: string): readonly Suppression[] => {
  const result: Suppression[] = [];
  if (!/#[ \t]*(?:seaworthy|yaml-language-server)/.test(text)) return result;
  const lines = linesOf(text);
  for (let line = 0; line < lines.starts.length; line++) {
    const [start, end] = lineSpan(lines, line);
    const match = /^[ \t]*#[ \t]*/.exec(text.slice(start, end));
    const found =
      match && readPragma(text.slice(start + match[0].length, end), start + match[0].length);
    // hadolint reads Dockerfiles only.
    if (!found?.own) continue;
    const within: Span = found.scope === 'file' ? [0, text.length + 1] : blockAfter(lines, line);
    result.push(suppression(within, found, wholeLines(lines, [start, end])));
  }
  return result;
};

/** The node below a comment line: the next line that says something and all lines indented deeper. */
const blockAfter = (lines: Lines, comment: number): Span => {
  const indentOf = (line: number): number | undefined => {
    const [start, end] = lineSpan(lines, line);
    const match = /^([ \t]*)[^ \t#]/.exec(lines.text.slice(start, end));
    return match?.[1]?.length;
  };
  let first = comment + 1;
  while (first < lines.starts.length && indentOf(first) === undefined) first++;
  const indent = indentOf(first) ?? 0;
  let last = first;
  for (let line = first + 1; line < lines.starts.length; line++) {
    const own = indentOf(line);
    if (own === undefined) continue;
    if (own <= indent) break;
    last = line;
  }
  return [lines.starts[first] ?? lines.text.length, lineSpan(lines, last)[1]];
};

/** An annotation of an object or of its pods. */
interface Annotation {
  readonly key: string;
  readonly value: unknown;
  readonly place: readonly string[];
  /** It is in the template of the pods. */
  readonly ofPods: boolean;
}

/** The annotations of an object and of its pods. */
export const annotationsOf = (resource: Resource): readonly Annotation[] => {
  const { podSpec } = resource;
  const places = [['metadata', 'annotations']];
  if (podSpec && podSpec.length > 1)
    places.push([...podSpec.slice(0, -1).map(String), 'metadata', 'annotations']);
  return places.flatMap((place, i) => {
    const annotations = resource.get(place);
    return Object.entries(isRecord(annotations) ? annotations : {}).map(([key, value]) => ({
      key,
      value,
      place,
      ofPods: i > 0,
    }));
  });
};

const annotated = (resource: Resource): Suppression[] => {
  const at = resource.span;
  return annotationsOf(resource).flatMap(({ key, value, ofPods }) => {
    // Of these tools kube-score is the only one that looks at the template.
    const names = ofPods && !key.startsWith('kube-score/') ? [] : annotationNames(key, value);
    if (names.length === 0) return [];
    return [
      {
        within: at,
        names: names.map((name) => ({ name, at })),
        own: false,
        all: names.includes('all'),
        ...(key.startsWith('polaris.') ? { of: 'polaris' as const } : {}),
        comment: at,
      },
    ];
  });
};

/** The names of checks that annotations of kube-score switch on for an object. */
export const enabledNames = (resource: Resource): readonly string[] =>
  annotationsOf(resource).flatMap(({ key, value }) =>
    key === 'kube-score/enable'
      ? scalarText(value)
          .split(',')
          .map((name) => `kube-score/${name.trim()}`)
      : [],
  );

const isTrue = (value: unknown): boolean => scalarText(value).toLowerCase() === 'true';

const annotationNames = (key: string, value: unknown): readonly string[] => {
  if (key === 'kube-linter.io/ignore-all') return ['all'];
  if (key.startsWith('ignore-check.kube-linter.io/')) return [`kube-linter/${key.slice(28)}`];
  if (/^(?:checkov|bridgecrew)\.io\/skip/.test(key)) {
    const id = scannerId(scalarText(value).split('=', 1)[0]?.trim() ?? '');
    return id ? [`checkov/${id}`] : [];
  }
  if (key === 'kube-score/skip') return isTrue(value) ? ['kube-score/*'] : [];
  if (key === 'kube-score/ignore')
    return scalarText(value)
      .split(',')
      .flatMap((name) => [
        `kube-score/${name.trim()}`,
        // So kube-score has it.
        ...(name.trim() === 'container-resources'
          ? ['kube-score/container-ephemeral-storage-request-and-limit']
          : []),
      ]);
  if (key === 'polaris.fairwinds.com/exempt') return isTrue(value) ? ['all'] : [];
  const polaris = /^polaris\.fairwinds\.com\/(.+)-exempt$/.exec(key)?.[1];
  if (polaris) return isTrue(value) ? [`polaris/${polaris}`] : [];
  return monokleRules(/^monokle\.io\/suppress\.(?:.*\.)?(\w+)$/.exec(key)?.[1] ?? '');
};

/** The suppressions that reach a finding; findings are asked for in order of their offsets. */
export type Reach = (at: Span) => readonly Suppression[];

/** Goes through findings and suppressions side by side, by the lines that the suppressions cover. */
export const reachOf = (suppressions: readonly Suppression[], lines: Lines): Reach => {
  const waiting = suppressions
    .map((suppression) => {
      const [start, end] = suppression.within;
      const last = lineAt(lines, Math.max(start, end - 1));
      return { suppression, first: lineAt(lines, start), last };
    })
    .sort((a, b) => b.first - a.first);
  let open: typeof waiting = [];
  return (at) => {
    const line = lineAt(lines, at[0]);
    for (let next = waiting.at(-1); next && next.first <= line; next = waiting.at(-1)) {
      open.push(next);
      waiting.pop();
    }
    open = open.filter(({ last }) => last >= line);
    return open.map(({ suppression }) => suppression);
  };
};
