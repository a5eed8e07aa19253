import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// npm run new-rule FAMILY ID: writes a rule and its page, which fail the tests until they are filled in.
const [family, id] = process.argv.slice(2);
const families = ['dockerfile', 'kubernetes', 'project'];

const fail = (message: string): never => {
  console.error(
    `${message}\nusage: npm run new-rule -- dockerfile|kubernetes|project some-problem`,
  );
  process.exit(2);
};

if (!family || !families.includes(family)) fail(`"${family ?? ''}" is no family of rules.`);
if (!id || !/^[a-z]+(?:-[a-z]+)*$/.test(id) || id.startsWith('no-'))
  fail(`"${id ?? ''}" names no problem in kebab-case.`);

const folder = join(import.meta.dirname, '../rules', family ?? '');
const on =
  family === 'dockerfile' ? 'dockerfile' : family === 'kubernetes' ? 'resource' : 'project';
const argument =
  on === 'dockerfile' ? '{ instructions }' : on === 'resource' ? 'resource' : 'project';
const body =
  on === 'dockerfile'
    ? `for (const instruction of instructions) {
      if (instruction.keyword !== 'RUN') continue;
    }`
    : on === 'resource'
      ? `for (const { path } of resource.containers()) {
      if (resource.key([...path, 'image'])) continue;
    }`
      : `for (const object of project.objects()) {
      if (object.partial) continue;
    }`;

const code = `import type { Rule } from '../rule.ts';
import docs from './${id}.md' with { type: 'text' };

const rule: Rule = {
  id: '${id}',
  on: '${on}',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'container',
  fix: 'none',

  *check(${argument}) {
    ${body}
  },
};
export default rule;
`;

const language = family === 'dockerfile' ? 'dockerfile' : 'yaml';
const page = `# The problem in at most 60 characters

What is wrong, in one sentence.

## Why it matters

What happens to a model because of it, with the exact text that the person would meet.

## Example

\`\`\`${language} bad
«the words that are wrong»
\`\`\`
> What is wrong, with the reader's own names.

\`\`\`${language} good
the same, mended
\`\`\`

## When to leave it

When it is right.

## References

- [Where it is documented](https://docs.docker.com/reference/dockerfile/)
`;

for (const [name, text] of [
  [`${id}.ts`, code],
  [`${id}.md`, page],
] as const) {
  const file = join(folder, name);
  if (existsSync(file)) fail(`${file} is there already.`);
  writeFileSync(file, text);
  console.log(`wrote ${file}`);
}
console.log('Now: page first, code second, then `npm run generate` and `npm run check`.');
