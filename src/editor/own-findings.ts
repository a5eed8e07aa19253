import type { OwnFinding } from '../learn/view.ts';
import { lineAt, linesOf } from '../text/lines.ts';
import type { Projects } from './projects.ts';
import { shownPath } from './shown-path.ts';

/** The findings in all files of the person's projects, in order of their files and places. */
export const ownFindings = async (projects: Projects): Promise<readonly OwnFinding[]> => {
  const all: OwnFinding[] = [];
  for (const project of new Set([...projects.all(), ...projects.made()])) {
    await project.ready;
    const { service } = project;
    for (const path of service.linted()) {
      const lines = linesOf(service.text(path) ?? '');
      const shown = shownPath(projects.uriOf(project, path));
      for (const { rule, at, message } of service.findings(path)) {
        const line = lineAt(lines, at[0]) + 1;
        const [start, end] = at;
        const { id, concept } = rule;
        all.push({ path: shown, start, end, ruleId: id, concept, line, message });
      }
    }
  }
  return all;
};
