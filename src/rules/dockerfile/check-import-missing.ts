import { distributionsOf } from '../../data/python-knowledge.ts';
import { missingImports } from '../../image/checks/imports.ts';
import { type Installs, installsOf } from '../../image/installs/installed.ts';
import { providedBy } from '../../image/provided.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage, lineage } from '../../syntax/dockerfile/stages.ts';
import { normalName } from '../../syntax/requirements.ts';
import { scriptOfWords } from '../../syntax/shell/exec.ts';
import type { Command } from '../../syntax/shell/model.ts';
import type { Word } from '../../syntax/word.ts';
import { addRequirement } from '../add-requirement.ts';
import { placeOfInstall } from '../install-place.ts';
import type { Place, Rule } from '../rule.ts';
import docs from './check-import-missing.md' with { type: 'text' };

const rule: Rule = {
  id: 'check-import-missing',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'missing-dependencies',
  fix: 'suggested',

  *check(file, project) {
    const { packages } = project;
    const stage = finalStage(file.stages);
    const checks = stage ? [...ofImage(stage), ...ofServices(file, stage, project)] : [];
    if (!stage || !packages || checks.length === 0) return;
    const installs = installsOf(file, stage, buildContext(file, project).folder, project);
    const installed = providedBy(installs, packages, stage);
    if (!installed || installs.python.length === 0) return;
    const told = new Set(
      missingImports(file, stage, project)?.missing.map(({ distribution }) => distribution),
    );
    for (const { code, at, called, related } of checks) {
      const module = importedIn(code).find((each) => {
        const known = distributionsOf(packages, each);
        return (
          known !== undefined &&
          !packages.standard.includes(each) &&
          !installed.has(normalName(each)) &&
          !known.some((name) => installed.has(name) || told.has(name)) &&
          !isOwn(each, project)
        );
      });
      if (module === undefined) continue;
      const [distribution, other] = distributionsOf(packages, module) ?? [];
      yield {
        at: at ?? placeOf(stage, installs),
        message: `${called} imports ${module}, but nothing here installs it, so the check always fails and the container is never healthy.`,
        related,
        fixes:
          distribution !== undefined && other === undefined
            ? addRequirement(distribution, installs, stage, project)
            : [],
      };
    }
  },
};
export default rule;

interface Check {
  /** The program behind `python -c`. */
  readonly code: string;
  /** Where it stands, if in this file. */
  readonly at?: Word['span'];
  readonly called: string;
  readonly related: readonly Place[];
}

const placeOf = (stage: Stage, installs: Installs): Word['span'] =>
  placeOfInstall(stage, installs, stage.from.image ?? stage.from.word);

/** The last HEALTHCHECK of a stage. */
const ofImage = (stage: Stage): readonly Check[] => {
  const last = lineage(stage)
    .toReversed()
    .flatMap(({ instructions }) => instructions)
    .findLast(({ keyword }) => keyword === 'HEALTHCHECK');
  if (last?.keyword !== 'HEALTHCHECK' || last.none) return [];
  const { commands } = last.form === 'shell' ? last.script : scriptOfWords(last.words);
  const word = codeOf(commands[0]);
  return word ? [{ code: word.text, at: word.span, called: 'This HEALTHCHECK', related: [] }] : [];
};

/** The checks of services that build the stage. */
const ofServices = (file: DockerfileIn, stage: Stage, project: Project): readonly Check[] =>
  project.builds(file.path).flatMap(({ file: path, service, target }) => {
    const other = target !== undefined && target !== stage.name && target !== String(stage.index);
    if (!service?.check || other) return [];
    const { at, words } = service.check;
    const { commands } = scriptOfWords(
      words.map((text): Word => ({ text, raw: text, span: at, dynamic: false })),
    );
    const code = codeOf(commands[0])?.text;
    return code === undefined
      ? []
      : [
          {
            code,
            called: `The healthcheck of service ${service.name}`,
            related: [{ file: path, at, message: 'the check' }],
          },
        ];
  });

const codeOf = (command: Command | undefined): Word | undefined => {
  const [program, option, code] = command?.words ?? [];
  return /^(?:\/usr\/local\/bin\/)?python3?$/.test(program?.text ?? '') &&
    option?.text === '-c' &&
    !code?.dynamic
    ? code
    : undefined;
};

/** The modules, by their first names, that a line of Python imports whatever happens. */
const importedIn = (code: string): readonly string[] =>
  code.split(/[;\n]/).flatMap((line) => {
    const [, from, list] =
      /^\s*(?:from\s+([A-Za-z_][\w.]*)\s+import\b|import\s+([\w., ]+)$)/.exec(line) ?? [];
    return (from ?? list ?? '').split(',').flatMap((each) => {
      const [top] = /^\w+/.exec(each.trim()) ?? [];
      return top ?? [];
    });
  });

const isOwn = (module: string, project: Project): boolean =>
  project
    .under('')
    .some((path) => `/${path}`.endsWith(`/${module}.py`) || `/${path}`.includes(`/${module}/`));
