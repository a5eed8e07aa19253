import type { Run, Stage } from '../../syntax/dockerfile/model.ts';
import { cacheMountOver } from '../../syntax/dockerfile/mounts.ts';
import { lineage } from '../../syntax/dockerfile/stages.ts';
import { aptCall } from '../../syntax/shell/apt.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { insert } from '../../text/edit.ts';
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

  *check({ stages }) {
    const last = stages.at(-1);
    const shipped: ReadonlySet<Stage> = new Set(last ? lineage(last) : []);
    for (const stage of stages) {
      // What stays in a builder stage is in no image.
      if (!shipped.has(stage)) continue;
      for (const instruction of stage.instructions) {
        if (instruction.keyword !== 'RUN' || instruction.script.broken) continue;
        const { commands, chain } = instruction.script;
        const update = commands.find((command) => aptCall(command)?.verb === 'update');
        if (!update || cleaned(instruction, commands, update)) continue;
        const end = update.listEnd;
        const followed = commands.some((command) => command.listEnd > end);
        yield {
          at: aptCall(update)?.span ?? update.span,
          message: 'The package lists that this update downloads stay in the layer.',
          ...(chain && !followed && instruction.heredocs.length === 0
            ? {
                fixes: [
                  {
                    title: 'Delete the lists in the same RUN',
                    safe: true,
                    edits: () => [insert(end, ' && rm -rf /var/lib/apt/lists/*')],
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

const cleaned = (run: Run, commands: readonly Command[], update: Command): boolean => {
  if (cacheMountOver(run, /^\/var\/lib\/apt(?:\/lists)?\/?$/)) return true;
  return commands.slice(commands.indexOf(update)).some(({ name, words }) => {
    if (name !== 'rm' && name !== 'find') return false;
    return words.some(({ text }) =>
      /^\/var\/(?:lib\/(?:apt(?:\/(?:lists(?:\/.*)?|\*))?\/?|\*)|\*)?$|^\/var\/lib\/apt/.test(text),
    );
  });
};
