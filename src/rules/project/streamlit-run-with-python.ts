import { entryOf } from '../../image/start/entry.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { isOverridden } from '../../project/services.ts';
import { startCommand } from '../../project/start-command.ts';
import type { Start } from '../../syntax/dockerfile/model.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import type { PythonFile } from '../../syntax/python/scan.ts';
import { pythonProgram } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { replace } from '../../text/edit.ts';
import { basename, type Path } from '../../text/path.ts';
import { touches } from '../../text/span.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './streamlit-run-with-python.md' with { type: 'text' };

const rule: Rule = {
  id: 'streamlit-run-with-python',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'cmd-entrypoint',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const start = stage && startCommand(stage);
    const [program] = start?.words ?? [];
    const python = start && pythonProgram(start.words);
    if (!start || !program || !python?.file) return;
    const path = streamlitApp(file, python.file, project);
    if (path === undefined) return;
    const fix = python.rest.length > 0 ? undefined : fixOf(program, python.file, start.from);
    yield {
      at: [program.span[0], Math.max(program.span[1], python.file.span[1])],
      message: `${basename(path)} is an application of Streamlit, which only \`streamlit run\` serves: started by Python it prints a warning and the container ends.`,
      ...(fix ? { fixes: [fix] } : {}),
    };
  },
};
export default rule;

/** The file of an application of Streamlit that a container starts by a word; undefined when it is another, or may start Streamlit itself. */
const streamlitApp = (file: DockerfileIn, word: Word, project: Project): Path | undefined => {
  const stage = finalStage(file.stages);
  const entry = stage && entryOf(file, stage, project);
  const code = entry?.word === word ? project.python(entry.file) : undefined;
  return entry && code && isApp(code) && !isOverridden(file, project) ? entry.file : undefined;
};

const isApp = ({ calls, imports }: PythonFile): boolean =>
  calls.length === 0 &&
  imports.some(({ module, when }) => module === 'streamlit' && when === 'always') &&
  !imports.some(
    ({ module, names }) =>
      /^(?:streamlit\.|subprocess$|runpy$)/.test(module) ||
      (module === 'streamlit' && names.some((name) => /^(?:web|bootstrap|cli)$/.test(name))),
  );

/** `streamlit run` in place of Python and its options, where one instruction has all of them. */
const fixOf = (program: Word, file: Word, from: readonly Start[]): Fix | undefined => {
  const home = from.find(({ span }) => touches(span, program.span[0]));
  if (!home || !touches(home.span, file.span[0])) return undefined;
  const words = home.form === 'exec' ? '"streamlit", "run", ' : 'streamlit run ';
  return {
    title: 'Start it with streamlit run',
    edits: () => [replace([program.span[0], file.span[0]], words)],
  };
};
