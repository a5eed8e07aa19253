import type { Run } from '../../syntax/dockerfile/model.ts';
import { cacheMountOver } from '../../syntax/dockerfile/mounts.ts';
import { managerCall } from '../../syntax/shell/managers.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { insert, remove } from '../../text/edit.ts';
import { wholeLines } from '../../text/lines.ts';
import { type Span, slice } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './update-alone.md' with { type: 'text' };

const rule: Rule = {
  id: 'update-alone',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'layers-cache',
  aka: ['trivy/DS-0017', 'checkov/CKV_DOCKER_5'],
  fix: 'suggested',
  about: ['apt-get', 'apt', 'aptitude', 'apk'],

  *check({ stages, text, lines, path }) {
    for (const { instructions } of stages) {
      const runs = instructions.filter((each) => each.keyword === 'RUN');
      for (const [index, run] of runs.entries()) {
        const update = updateAlone(run);
        if (!update) continue;
        const [user, more] = usersOf(update.manager, runs, index + 1);
        if (!user) continue;
        const mendable = !more && update.only && !user.command.conditional;
        const said = slice(text, update.command.span);
        yield {
          at: update.at,
          message:
            'This step is cached: the install below it goes on with old package lists, until a package in them is gone.',
          related: [{ file: path, at: user.command.span, message: 'the install that uses them' }],
          ...(mendable
            ? {
                fixes: [
                  {
                    title: `Run ${update.name} with the install`,
                    edits: () => [
                      remove(wholeLines(lines(), run.span)),
                      insert(startOf(user.command), `${said} && `),
                    ],
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

/** Where a command begins with the variables that are set for it. */
const startOf = ({ assignments, span }: Command): number =>
  Math.min(span[0], ...assignments.map((each) => each.span[0]));

interface Step {
  readonly command: Command;
  readonly manager: string;
  readonly verb: string;
  readonly installs: boolean;
  readonly at: Span;
}

const stepsOf = ({ script }: Run): readonly Step[] =>
  script.commands.flatMap((command) => {
    const call = managerCall(command);
    if (!call || (call.manager.name !== 'apt' && call.manager.name !== 'apk')) return [];
    const { manager, verb, installs, span } = call;
    return [{ command, manager: manager.name, verb: verb.text, installs, at: span }];
  });

const isUpdate =
  (manager: string) =>
  (step: Step): boolean =>
    step.manager === manager && step.verb === 'update';

/** The update of a RUN that installs nothing, and whether it does nothing else. */
const updateAlone = (
  run: Run,
): (Step & { readonly only: boolean; readonly name: string }) | undefined => {
  const steps = run.script.broken ? [] : stepsOf(run);
  const update = steps.find(({ verb }) => verb === 'update');
  if (!update || cacheMountOver(run, /^\/var\/(?:lib|cache)\/ap[tk]/)) return undefined;
  if (steps.some(({ manager, installs }) => installs && manager === update.manager))
    return undefined;
  // Lists that are deleted again are used by nobody.
  if (run.script.commands.some(({ name }) => name === 'rm' || name === 'find')) return undefined;
  const only = run.script.commands.length === 1 && run.heredocs.length === 0;
  return { ...update, only, name: `${update.command.name} update` };
};

/** The installs that use the lists of an update: those of the RUNs from `first` up to the next update. */
const usersOf = (manager: string, runs: readonly Run[], first: number): readonly Step[] => {
  const users: Step[] = [];
  for (let i = first; i < runs.length; i++) {
    const run = runs[i];
    if (!run || stepsOf(run).some(isUpdate(manager))) break;
    const user = installIn(run, manager);
    if (user) users.push(user);
  }
  return users;
};

const installIn = (run: Run, manager: string): Step | undefined =>
  run.script.broken ||
  // apk without lists of its own downloads them anew.
  run.script.commands.some(
    ({ name, words }) =>
      name === 'apk' && words.some(({ text }) => /^--no-cache$|^-U$|^--update/.test(text)),
  )
    ? undefined
    : stepsOf(run).find((step) => step.installs && step.manager === manager);
