import type { Meta } from '../rules/rule.ts';
import { titleOf } from '../rules/title.ts';
import { allRules } from '../service.ts';
import { UsageError } from './arguments.ts';
import { readContentFile } from './content.ts';

/** The list of rules for `seaworthy rules`. */
export const listRules = (args: readonly string[]): string => {
  const json = args.includes('json') || args.includes('--format=json');
  const unknown = args.find(
    (arg) => !['--format', 'json', 'text', '--format=json', '--format=text'].includes(arg),
  );
  if (unknown) throw new UsageError(`rules takes --format text or json; got "${unknown}".`);
  if (json) return `${JSON.stringify(allRules.map(described), null, 2)}\n`;
  const width = Math.max(...allRules.map(({ id }) => id.length));
  return allRules
    .map((rule) => `${rule.id.padEnd(width)}  ${rule.severity.padEnd(7)}  ${titleOf(rule)}\n`)
    .join('');
};

const described = (rule: Meta): unknown => ({
  id: rule.id,
  title: titleOf(rule),
  severity: rule.severity,
  profile: rule.profile,
  concept: rule.concept,
  aka: rule.aka ?? [],
  like: rule.like ?? [],
  fix: rule.fix,
});

/** The page of a rule for `seaworthy explain`. */
export const explain = async (
  args: readonly string[],
  find: (name: string) => Meta | undefined,
): Promise<string> => {
  const [name] = args;
  const rule = name === undefined ? undefined : find(name);
  const code = /^(?:shellcheck\/)?(SC\d{4})$/i.exec(name ?? '')?.[1];
  if (!rule && code) return shellcheckPage(code.toUpperCase());
  if (!rule)
    throw new UsageError(
      name === undefined ? 'explain needs a rule.' : `There is no rule "${name}".`,
    );
  const pages = await readContentFile('rules');
  const page =
    typeof pages === 'object' && pages !== null
      ? Object.entries(pages).find(([id]) => id === rule.id)?.[1]
      : undefined;
  return typeof page === 'string' ? `${page.trimEnd()}\n` : rule.docs;
};

/** What there is to say of a finding of ShellCheck, whose pages are its own. */
const shellcheckPage = (code: string): string => `# ${code}: a finding of ShellCheck

The program shellcheck, where it is installed, reads the shell text of RUN in the editor, and its findings are shown there at their words.

## Why it matters

ShellCheck explains ${code} on a page of its own: https://www.shellcheck.net/wiki/${code}

## When to leave it

Above the instruction: \`# seaworthy ignore=${code}\`. For the project, in \`.seaworthy.yaml\`: \`rules: {${code}: off}\`.
`;
