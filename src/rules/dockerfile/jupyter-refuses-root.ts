import { baseImage } from '../../data/base-images.ts';
import { startedByHub } from '../../project/homes.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { serviceStarts, servicesOf } from '../../project/services.ts';
import { startCommand } from '../../project/start-command.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { finalState, resolve } from '../../syntax/dockerfile/state.ts';
import { nameOf, pythonProgram } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { insert } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './jupyter-refuses-root.md' with { type: 'text' };

const rule: Rule = {
  id: 'jupyter-refuses-root',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'non-root-user',
  fix: 'suggested',

  *check(file, project) {
    const stage = finalStage(file.stages);
    const own = stage && startCommand(stage)?.words;
    if (
      !stage ||
      (own && !serverWords(own)) ||
      settings.test(file.text) ||
      startedByHub(file.path) ||
      !startsAsRoot(file, stage, project)
    )
      return;
    const [first, ...rest] = own ? [own] : serviceStarts(file, stage, project).map((s) => s.words);
    const words = first && rest.length === 0 ? serverWords(first) : undefined;
    const last = words?.at(-1);
    if (!words || !last) return;
    const json = last.raw.startsWith('"');
    yield {
      at: [words[0]?.span[0] ?? last.span[0], last.span[1]],
      message:
        'Jupyter does not start as root, and the container ends with "Running as root is not recommended. Use --allow-root to bypass".',
      ...(own
        ? {
            fixes: [
              {
                title: 'Add --allow-root',
                edits: () => [insert(last.span[1], json ? ', "--allow-root"' : ' --allow-root')],
              },
            ],
          }
        : {}),
    };
  },
};
export default rule;

/** What may allow it: the option, and files of settings. */
const settings = /allow[-_]root|\.jupyter\b|jupyter\w*_config|JUPYTER_(?:CONFIG|PATH|PREFER)/;

/** Whether the image starts as root, and no service or pod that the project runs it in has another user. */
const startsAsRoot = (file: DockerfileIn, stage: Stage, project: Project): boolean => {
  const state = finalState(file, stage);
  const image = rootImage(stage);
  const user = state.user
    ? resolve(state.user, state)
    : (state.baseUser ?? (image && baseImage(image)?.user));
  return (
    /^(?:root|0)(?::.*)?$/.test(user ?? '') && servicesOf(file, project).every((each) => !each.user)
  );
};

/** The words of a command that starts the server, as far as its options. */
const serverWords = (words: readonly Word[]): readonly Word[] | undefined => {
  const program = pythonProgram(words);
  const at = program?.module ? words.indexOf(program.module) : 0;
  const name = nameOf(words[at]);
  const count = /^jupyter-?(?:lab|notebook|server)$/.test(name)
    ? 1
    : name === 'jupyter' && /^(?:lab|notebook|server|nbclassic)$/.test(words[at + 1]?.text ?? '')
      ? 2
      : 0;
  const rest = words.slice(at + count);
  if (count === 0 || rest.some(({ dynamic }) => dynamic)) return undefined;
  // `jupyter lab build` and `--version` start no server.
  const [next] = rest;
  if (/^[a-z]+$/.test(next?.text ?? '')) return undefined;
  return rest.some(({ text }) => /^(?:--?(?:version|help|generate-config|config\b)|-h)/.test(text))
    ? undefined
    : words.slice(0, at + count);
};
