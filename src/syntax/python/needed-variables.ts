import type { ReadVariable } from './calls.ts';

/** What a file does with the variables of its environment while it is loaded. */
export interface NeededVariables {
  /** Those that it reads with `os.environ["NAME"]`, which fails where they are not set. */
  readonly needed: readonly ReadVariable[];
  /** Those that it sets itself, or looks for first. */
  readonly given: readonly string[];
}

const subscript = /\bos[ \t]*\.[ \t]*environ[ \t]*\[/g;
const mention =
  /\b(?:environ(?:[ \t]*\.[ \t]*(?:setdefault|get|update))?|getenv|putenv)[ \t]*[[(][ \t]*["']([A-Za-z_]\w*)["']|["']([A-Za-z_]\w*)["'][ \t]+(?:not[ \t]+)?in[ \t]+os[ \t]*\.[ \t]*environ/g;
const statement =
  /^(?:def|class|if|elif|else|try|except|finally|with|for|while|async|return|@)\b|^@/;

const most = 100;

/** The variables that a Python file cannot be loaded without; undefined when it reads none so. */
export const neededVariables = (text: string, masked: string): NeededVariables | undefined => {
  const needed: ReadVariable[] = [];
  const reads = new Set<number>();
  for (const { 0: whole, index } of masked.matchAll(subscript)) {
    if (needed.length >= most) break;
    const open = index + whole.length;
    const [found, blank = '', , name] =
      /^(\s*)(["'])([A-Za-z_]\w*)\2\s*\]/.exec(text.slice(open, open + 120)) ?? [];
    if (!found || !name) continue;
    const behind = text.slice(open + found.length);
    if (/^\s*=(?!=)/.test(behind)) continue;
    const start = masked.lastIndexOf('\n', index) + 1;
    const end = masked.indexOf('\n', index);
    const line = masked.slice(start, end < 0 ? undefined : end);
    // Indented lines may never run, and a condition may keep this one from reading.
    if (/^\s/.test(line) || statement.test(line) || /\b(?:if|or|lambda|for)\b/.test(line)) continue;
    const at = open + blank.length;
    needed.push({ name, span: [at, at + name.length + 2] });
    reads.add(index);
  }
  if (needed.length === 0) return undefined;
  const given = new Set<string>();
  for (const { 1: one, 2: other, 0: whole, index } of text.matchAll(mention)) {
    const name = one ?? other;
    const isRead =
      /^environ[ \t]*\[/.test(whole) && [...reads].some((at) => at < index && index - at < 20);
    if (name !== undefined && !isRead) given.add(name);
  }
  return { needed, given: [...given] };
};
