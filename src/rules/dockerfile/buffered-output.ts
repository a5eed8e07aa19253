import { baseImage } from '../../data/base-images.ts';
import { entryOf } from '../../image/start/entry.ts';
import { buildContext } from '../../project/context.ts';
import { pythonFilesOf } from '../../project/image-code.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { loadedFiles } from '../../project/python-imports.ts';
import { isSetByService } from '../../project/services.ts';
import { placeOf, startCommand } from '../../project/start-command.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { finalState, variableIn } from '../../syntax/dockerfile/state.ts';
import { isPython, pythonProgram } from '../../syntax/shell/program.ts';
import { insert } from '../../text/edit.ts';
import { lineEndOf } from '../../text/lines.ts';
import { basename, joinPath } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './buffered-output.md' with { type: 'text' };

const rule: Rule = {
  id: 'buffered-output',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'logs-metrics',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const image = stage && rootImage(stage);
    // Other images may set the variable.
    if (!stage || !image || !/^(?:python|ubuntu|debian|nvidia\/cuda)$/.test(image.repository))
      return;
    if (!baseImage(image) || variableIn(finalState(file, stage), 'PYTHONUNBUFFERED')) return;
    if (isSetByService(file, 'PYTHONUNBUFFERED', project)) return;
    const start = startCommand(stage);
    const words = start?.words ?? [];
    const [python] = words;
    const program = pythonProgram(words);
    const script = program?.file;
    if (!start || !python || !script || !isPython(python) || !script.text.endsWith('.py')) return;
    const options = words.slice(1, words.indexOf(script));
    if (options.some(({ text }) => /^-[A-Za-z]*u/.test(text))) return;
    if (!mayPrint(file, stage, basename(script.text), project)) return;
    const before = stage.instructions.find((each) => each === start.from[0]);
    yield {
      at: placeOf(python, words.slice(0, words.indexOf(script) + 1), start),
      message: `What ${script.text} prints waits in a buffer, so logs come late, and the last lines are lost when the pod is killed.`,
      ...(before
        ? {
            fixes: [
              {
                title: 'Set PYTHONUNBUFFERED',
                edits: () => [
                  insert(before.span[0], `ENV PYTHONUNBUFFERED=1${lineEndOf(file.text)}`),
                ],
              },
            ],
          }
        : {}),
    };
  },
};
export default rule;

/** Whether the code that the container loads prints; true where the project does not have it, nor other code. */
const mayPrint = (file: DockerfileIn, stage: Stage, script: string, project: Project): boolean => {
  const context = buildContext(file, project).folder;
  const entry = entryOf(file, stage, project);
  if (!entry) {
    const named = project.under('').filter((path) => basename(path) === script);
    if (named.length > 0) return named.some((path) => project.python(path)?.prints);
    const around = [file.path, joinPath(context, 'Dockerfile') ?? file.path].flatMap((path) =>
      pythonFilesOf({ file: path }, project),
    );
    return around.length === 0 || around.some((path) => project.python(path)?.prints);
  }
  return loadedFiles(entry.file, entry.root, project).some((path) => {
    const prints = project.python(path)?.prints;
    return prints === 'always' || (prints === 'main' && path === entry.file);
  });
};
