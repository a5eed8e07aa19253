import { isRolling } from '../../data/image-release.ts';
import type { Instruction } from '../../syntax/dockerfile/model.ts';
import { runsOf } from '../../syntax/dockerfile/select.ts';
import { rootImage } from '../../syntax/dockerfile/stages.ts';
import { aptCall } from '../../syntax/shell/apt.ts';
import { managerCall } from '../../syntax/shell/managers.ts';
import type { Command } from '../../syntax/shell/model.ts';
import type { Span } from '../../text/span.ts';
import type { Alias, Rule } from '../rule.ts';
import docs from './dist-upgrade.md' with { type: 'text' };

const rule: Rule = {
  id: 'dist-upgrade',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'from-base-image',
  aka: ['trivy/DS-0024', 'hadolint/DL3035'],
  fix: 'none',
  about: ['apt-get', 'apt', 'aptitude', 'zypper'],
  holds: ['-upgrade', 'dup'],

  *check(file) {
    const rolling = new Set<Instruction>(
      file.stages.flatMap((stage) => {
        const image = rootImage(stage);
        return image && isRolling(image) ? stage.instructions : [];
      }),
    );
    for (const run of runsOf(file)) {
      // There it is how packages are updated at all.
      if (rolling.has(run)) continue;
      for (const command of run.script.commands) {
        const call = upgradeOf(command);
        if (!call) continue;
        const { at, name, verb, alias } = call;
        yield {
          at,
          aka: [alias],
          message: `${name} ${verb} may remove packages that the base image needs; a newer base image brings the same updates.`,
        };
      }
    }
  },
};
export default rule;

interface Upgrade {
  readonly at: Span;
  readonly name: string;
  readonly verb: string;
  readonly alias: Alias;
}

const upgradeOf = (command: Command): Upgrade | undefined => {
  const apt = aptCall(command);
  if (apt?.verb === 'dist-upgrade' || apt?.verb === 'full-upgrade')
    return { at: apt.span, name: apt.name, verb: apt.verb, alias: 'trivy/DS-0024' };
  const call = managerCall(command);
  const verb = call?.manager.name === 'zypper' ? call.verb.text : '';
  if (!call || (verb !== 'dist-upgrade' && verb !== 'dup')) return undefined;
  return { at: call.span, name: 'zypper', verb, alias: 'hadolint/DL3035' };
};
