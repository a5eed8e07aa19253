import { isTestData } from '../../project/homes.ts';
import type { ComposeFile } from '../../project/project.ts';
import type { NamedKind, NameUse } from '../../syntax/builds/compose-names.ts';
import { replace } from '../../text/edit.ts';
import { slipOf } from '../../text/nearest.ts';
import { basename } from '../../text/path.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './compose-name-undefined.md' with { type: 'text' };

const rule: Rule = {
  id: 'compose-name-undefined',
  on: 'project',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'docker-cli',
  fix: 'suggested',

  *check(project) {
    const all = project.composeFiles();
    for (const compose of all) {
      const { file, names, services } = compose;
      // Other files are laid over one of these, and say a part.
      if (!names || names.includes || !usual.test(basename(file)) || isTestData(file)) continue;
      const open = new Set(services.flatMap((each) => (each.open ? each.name : [])));
      const told = new Set<string>();
      for (const use of names.uses) {
        const key = `${use.kind} ${use.name}`;
        if (told.has(key) || open.has(use.service) || all.some((each) => defines(each, use)))
          continue;
        told.add(key);
        const near = slipOf(use.name, definedIn(compose, use.kind));
        yield {
          file,
          at: use.at,
          message: `No ${key} is defined, and ${use.service} ${verbs[use.kind]} it, so Compose refuses the file.${near === undefined ? '' : ` Did you mean ${near}?`}`,
          ...(near === undefined ? {} : { fixes: [writing(use, near)] }),
        };
      }
    }
  },
};
export default rule;

const usual = /^(?:docker-)?compose\.ya?ml$/;

const verbs: Readonly<Record<NamedKind, string>> = {
  ...{ service: 'depends on', volume: 'mounts', network: 'joins', secret: 'gets', config: 'gets' },
};

const definedIn = ({ names, services }: ComposeFile, kind: NamedKind): readonly string[] =>
  kind === 'service' ? services.map(({ name }) => name) : (names?.defined[kind] ?? []);

/** Whether a file may define a name: any that cannot be read, or that takes in others, may. */
const defines = (compose: ComposeFile, { kind, name }: NameUse): boolean =>
  !compose.names || compose.names.includes || definedIn(compose, kind).includes(name);

const writing = ({ at, name }: NameUse, near: string): Fix => ({
  title: `Write ${near}`,
  edits: () => {
    const quote = at[1] - at[0] === name.length + 2 ? 1 : 0;
    const start = at[0] + quote;
    return [replace([start, start + name.length], near)];
  },
});
