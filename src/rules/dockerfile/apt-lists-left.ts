import { deletedIn } from '../../syntax/dockerfile/deleted.ts';
import type { Dockerfile, Instruction, Run, Stage } from '../../syntax/dockerfile/model.ts';
import { cacheMountOver } from '../../syntax/dockerfile/mounts.ts';
import { triggered } from '../../syntax/dockerfile/select.ts';
import { lineage } from '../../syntax/dockerfile/stages.ts';
import { runsIn, type State } from '../../syntax/dockerfile/state.ts';
import { aptCall } from '../../syntax/shell/apt.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { insert } from '../../text/edit.ts';
import { lazy } from '../../text/memo.ts';
import type { Rule } from '../rule.ts';
import docs from './apt-lists-left.md' with { type: 'text' };

const rule: Rule = {
  id: 'apt-lists-left',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'layers-cache',
  aka: ['hadolint/DL3009'],
  fix: 'safe',
  about: ['apt-get', 'apt', 'aptitude'],

  *check(file) {
    const { stages } = file;
    const last = stages.at(-1);
    const shipped: ReadonlySet<Stage> = new Set(last ? lineage(last) : []);
    const needed = lazy(() => runsBeforeInstalls(stages));
    for (const stage of stages) {
      // What stays in a builder stage is in no image.
      if (!shipped.has(stage)) continue;
      for (const { run, state } of runsIn(file, stage)) {
        if (run.script.broken) continue;
        const { commands, chain } = run.script;
        const update = commands.find((command) => aptCall(command)?.verb === 'update');
        if (!update || cleaned(file, run, state, update)) continue;
        const end = update.listEnd;
        const sudo = update.name === 'sudo' ? 'sudo ' : '';
        const followed = commands.some((command) => command.listEnd > end);
        const mendable = chain && !followed && run.heredocs.length === 0;
        yield {
          at: aptCall(update)?.span ?? update.span,
          message: 'The package lists that this update downloads stay in the layer.',
          ...(mendable && !needed().has(run)
            ? {
                fixes: [
                  {
                    title: 'Delete the lists in the same RUN',
                    safe: true,
                    edits: () => [insert(end, ` && ${sudo}rm -rf /var/lib/apt/lists/*`)],
                  },
                ],
              }
            : {}),
        };
      }
    }
  },
};
export default rule;

const cleaned = (file: Dockerfile, run: Run, state: State, update: Command): boolean => {
  if (cacheMountOver(run, /^\/var\/lib\/apt(?:\/lists)?\/?$/, state)) return true;
  const { commands } = run.script;
  const at = commands.indexOf(update);
  return (
    commands.slice(at).some((command) => /^dist-?clean$/.test(aptCall(command)?.verb ?? '')) ||
    // What is deleted by a value that is not known may be the lists.
    deletedIn(file, run, state).some(
      ({ path, by }) => by > at && (path === undefined || lists.test(path)),
    )
  );
};

const lists = /^\/var\/(?:\*|lib(?:\/\*)?)$|^\/var\/lib\/apt(?:\/|$)/;

/** The RUNs whose lists are needed later, in their own stage or in one that starts from it. */
const runsBeforeInstalls = (stages: readonly Stage[]): ReadonlySet<Instruction> => {
  const found = new Set<Instruction>();
  const neededBehind = new Set<Stage>();
  for (const stage of stages.toReversed()) {
    let needed = neededBehind.has(stage);
    for (const instruction of stage.instructions.map(triggered).toReversed()) {
      if (needed) found.add(instruction);
      needed = usesLists(instruction) ?? needed;
    }
    if (needed && stage.parent) neededBehind.add(stage.parent);
  }
  return found;
};

/** Whether an instruction takes the lists as they are; undefined when it neither does nor downloads them anew. */
const usesLists = (instruction: Instruction): boolean | undefined => {
  if (instruction.keyword !== 'RUN') return undefined;
  for (const command of instruction.script.commands) {
    const verb = aptCall(command)?.verb;
    if (verb === 'update' && !command.conditional) return false;
    if (verb !== undefined && takesLists.has(verb)) return true;
  }
  const text = instruction.words.map(({ text: word }) => word).join(' ');
  return instruction.script.broken || /\bapt(?:-get|itude)?\b/.test(text) ? true : undefined;
};

const takesLists: ReadonlySet<string> = new Set([
  'install',
  'upgrade',
  'dist-upgrade',
  'full-upgrade',
  'build-dep',
  'download',
  'source',
]);
