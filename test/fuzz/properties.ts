import assert from 'node:assert/strict';
import { askProject } from '../../src/learn/questions/makers.ts';
import { safeEdits } from '../../src/lint/fix-all.ts';
import type { Service } from '../../src/service.ts';
import { parseDockerfile } from '../../src/syntax/dockerfile/parse.ts';
import { apply, compatible, type Edit } from '../../src/text/edit.ts';
import type { Span } from '../../src/text/span.ts';
import { serviceOver } from '../support/host.ts';

/** Asks the engine everything about a text; fails when a span lies outside of it, or when something throws. */
export const holdsTogether = async (path: string, text: string): Promise<Service> => {
  const service = await serviceOver({ [path]: text });
  service.override({ profile: 'strict' });
  const inside = ([start, end]: readonly [number, number], what: string): void =>
    assert.ok(start >= 0 && start <= end && end <= text.length, `${what} ${start}-${end}`);
  assert.deepEqual(misplaced(service, path), []);
  for (const { at, rule } of service.findings(path))
    service.ignoreEdit(path, { at, rule, message: '', severity: 'hint' });
  const middle = Math.floor(text.length / 2);
  for (const offset of [0, middle, text.length]) {
    await service.hover(path, offset);
    await service.complete(path, offset);
    service.definition(path, offset);
    service.named(path, offset);
    service.rename(path, offset, 'renamed');
    for (const { edits } of service.refactorings(path, [offset, offset]))
      for (const { span } of edits) inside(span, 'a refactoring');
  }
  service.symbols(path);
  service.links(path);
  service.folds(path);
  service.hints(path);
  service.explain(path);
  service.questions(askProject);
  return service;
};

/** The findings, related places and edits of fixes of a file whose span ends before it starts, or lies outside of its text. */
export const misplaced = (service: Service, path: string): readonly string[] => {
  const found: string[] = [];
  const look = (what: string, file: string, [start, end]: Span): void => {
    const { length } = service.text(file) ?? '';
    if (start < 0 || start > end || end > length)
      found.push(`${what}: ${file} ${start}-${end} of ${length}`);
  };
  for (const { at, rule, fixes, related } of service.findings(path)) {
    look(rule.id, path, at);
    for (const place of related ?? []) look(`a place of ${rule.id}`, place.file, place.at);
    for (const edit of fixes?.flatMap((fix) => fix.edits()) ?? [])
      look(`a fix of ${rule.id}`, edit.path ?? path, edit.span);
  }
  return found;
};

/**
 * Applies all safe fixes; fails when a second run changes something, when a finding is there that was not before, or when an
 * instruction that no fix names is not there any more, byte for byte. A finding may move, and one rule may have fewer.
 */
export const mendsForGood = async (path: string, text: string): Promise<void> => {
  const service = await serviceOver({ [path]: text });
  const before = counted(service, path);
  const unnamed = instructionsOutside(text, safeEdits(service.findings(path)));
  const mended = service.fixed(path);
  await service.update(path, mended);
  assert.equal(service.fixed(path), mended, 'a second run of fix-all changes nothing');
  for (const [id, count] of counted(service, path))
    assert.ok(count <= (before.get(id) ?? 0), `${id} is new after fix-all:\n${mended}`);
  const kept = parseDockerfile(mended).instructions.map(({ span }) => mended.slice(...span));
  assert.deepEqual(missingIn(kept, unnamed), [], 'an instruction that no fix names was changed');
};

const instructionsOutside = (text: string, edits: readonly Edit[]): readonly string[] =>
  parseDockerfile(text).instructions.flatMap(({ span }) =>
    edits.some((edit) => edit.span[0] <= span[1] && span[0] <= edit.span[1])
      ? []
      : [text.slice(...span)],
  );

/** The texts that stand in one list more often than in another. */
const missingIn = (all: readonly string[], wanted: readonly string[]): readonly string[] => {
  const left = [...all];
  return wanted.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};

const counted = (service: Service, path: string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { rule } of service.findings(path))
    counts.set(rule.id, (counts.get(rule.id) ?? 0) + 1);
  return counts;
};

/**
 * Applies each fix of each finding of a file by itself, in all files that it edits, and takes it back; returns what went wrong: edits that
 * overlap or lie outside of a text, a problem that is still there, and errors that were not there before, in any file.
 */
export const brokenFixes = async (service: Service, path: string): Promise<readonly string[]> => {
  const wrong: string[] = [...misplaced(service, path)];
  const before = errorsIn(service);
  for (const { rule, message, fixes = [] } of service.findings(path))
    for (const fix of fixes) {
      const edits = fix.edits();
      const what = `${rule.id}, "${fix.title}" for "${message}"`;
      if (!compatible(edits)) {
        wrong.push(`${what}: its edits overlap`);
        continue;
      }
      const texts = textsWith(service, path, edits);
      const same = sameFindings(service, path, rule.id, message);
      const kept = [...texts.keys()].map((each) => [each, service.text(each)] as const);
      for (const [each, text] of texts) await service.update(each, text);
      if (sameFindings(service, path, rule.id, message) >= same)
        wrong.push(`${what}: the problem is still there`);
      for (const [error, count] of errorsIn(service))
        if (count > (before.get(error) ?? 0)) wrong.push(`${what}: new error ${error}`);
      for (const [each, text] of kept) await service.update(each, text);
    }
  return wrong;
};

const textsWith = (
  service: Service,
  path: string,
  edits: readonly Edit[],
): ReadonlyMap<string, string> => {
  const files = new Map<string, Edit[]>();
  for (const edit of edits)
    files.set(edit.path ?? path, [...(files.get(edit.path ?? path) ?? []), edit]);
  return new Map(
    [...files].map(([file, own]) => [file, apply(service.text(file) ?? '', own)] as const),
  );
};

const sameFindings = (service: Service, path: string, id: string, message: string): number =>
  service.findings(path).filter((each) => each.rule.id === id && each.message === message).length;

/** How often each error is there, by file and rule: a fix may change the words of another one. */
const errorsIn = (service: Service): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const path of [...service.linted(), ...service.codeFiles()])
    for (const { rule, severity } of service.findings(path)) {
      if (severity !== 'error') continue;
      const key = `${rule.id} in ${path}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return counts;
};
