import type { Token } from './markup.ts';

/** One colour class and the text it covers; the first rule that matches at a place wins. */
type Rule = readonly [cls: string, pattern: RegExp];

const string: Rule = ['string', /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y];
const comment: Rule = ['comment', /(?<=^|\s)#.*/y];
const variable: Rule = ['variable', /\$\{[^}]*\}|\$\w+/y];
const number: Rule = ['number', /(?<![\w.:/-])\d+(?:\.\d+)?[a-zA-Z]{0,2}(?![\w.:/-])/y];
const flag: Rule = ['flag', /(?<=\s)--?[a-zA-Z][\w-]*/y];

const rules: Readonly<Record<string, readonly Rule[]>> = {
  dockerfile: [
    comment,
    ['keyword', /(?<=^\s*)(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK)\b/y],
    ['keyword', /(?<=^\s*)(?:LABEL|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)\b/y],
    ['keyword', /(?<=^FROM .*\s)AS(?=\s)/y],
    string,
    variable,
    flag,
  ],
  yaml: [comment, ['key', /(?<=^\s*(?:- )*)[\w./-]+(?=:(?:\s|$))/y], string, number],
  bash: [comment, ['keyword', /(?<=^\$? ?)(?:docker|kubectl|pip|python|curl)\b/y], string, flag],
  python: [
    comment,
    ['keyword', /\b(?:as|class|def|else|for|from|if|import|in|not|return|with|while)\b/y],
    string,
    number,
  ],
  text: [],
};

const aliases: Readonly<Record<string, string>> = { sh: 'bash', shell: 'bash', yml: 'yaml' };

/** Splits one line of code into tokens; an unknown language gives one plain token. */
export function highlight(lang: string, line: string): readonly Token[] {
  const known = rules[aliases[lang] ?? lang] ?? [];
  const tokens: Token[] = [];
  let plainFrom = 0;
  let at = 0;
  while (at < line.length) {
    const token = tokenAt(known, line, at);
    if (!token) {
      at += 1;
      continue;
    }
    if (at > plainFrom) tokens.push(['', line.slice(plainFrom, at)]);
    tokens.push(token);
    at += token[1].length;
    plainFrom = at;
  }
  if (plainFrom < line.length) tokens.push(['', line.slice(plainFrom)]);
  return tokens;
}

function tokenAt(known: readonly Rule[], line: string, at: number): Token | undefined {
  for (const [cls, pattern] of known) {
    pattern.lastIndex = at;
    const text = pattern.exec(line)?.[0];
    if (text) return [cls, text];
  }
  return undefined;
}

/** The language of a file, by its name. */
export function languageOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (name.includes('dockerfile') || name.includes('containerfile')) return 'dockerfile';
  if (/\.ya?ml$/.test(name)) return 'yaml';
  return name.endsWith('.py') ? 'python' : 'text';
}
