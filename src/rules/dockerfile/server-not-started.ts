import {
  type NotStarted,
  servedAndLeft,
  serverNotStarted,
} from '../../image/checks/server-not-started.ts';
import { installsOf } from '../../image/installs/installed.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage, lineage } from '../../syntax/dockerfile/stages.ts';
import { replace } from '../../text/edit.ts';
import { basename } from '../../text/path.ts';
import { touches } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './server-not-started.md' with { type: 'text' };

const rule: Rule = {
  id: 'server-not-started',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'model-server',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    if (!stage) return;
    const left = servedAndLeft(file, stage, project);
    if (left)
      yield {
        at: left.word.span,
        message: `${basename(left.path)} comes to its end after serve.run(), which does not wait without blocking=True: the container ends, and Ray Serve with it.`,
        related: [{ file: left.path, at: left.at, message: 'Ray Serve is started here' }],
      };
    const found = left ? undefined : serverNotStarted(file, stage, project);
    if (!found) return;
    const { app, path, word } = found;
    const server = serverFor(found, file, stage, project);
    yield {
      at: word.span,
      message: `${basename(path)} defines ${app.name} and nothing starts it, so the container ends at once.`,
      related: [{ file: path, at: app.span, message: `${app.name} is defined here` }],
      ...(server
        ? {
            fixes: [
              {
                title: `Start ${app.name} with ${server.name}`,
                edits: () => [replace(word.span, server.words)],
              },
            ],
          }
        : {}),
    };
  },
};
export default rule;

/** The server that is installed for the application, and the words behind `python` that start it. */
const serverFor = (
  found: NotStarted,
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): { readonly name: string; readonly words: string } | undefined => {
  const { app, module, rest, word } = found;
  const loaded = module ? word.text : word.text.replace(/^\.\//, '').replace(/\.py$/, '');
  const home = lineage(stage)
    .flatMap(({ instructions }) => instructions)
    .find(({ span }) => touches(span, word.span[0]));
  // A file in another directory has its own on Python's path, which a module does not.
  if (rest.length > 0 || !/^[A-Za-z_]\w*$/.test(module ? loaded.replaceAll('.', '_') : loaded))
    return undefined;
  if (!home || (home.keyword !== 'CMD' && home.keyword !== 'ENTRYPOINT')) return undefined;
  const { python } = installsOf(file, stage, buildContext(file, project).folder, project);
  const has = (name: string): boolean =>
    python.some((each) => each.name === name && !each.pip?.maybe);
  const port = portOf(stage);
  const address = ['--host', '0.0.0.0', '--port'];
  const name = app.module === 'flask' ? 'flask' : 'uvicorn';
  if (app.module === 'gradio' || app.module === 'quart' || !has(name)) return undefined;
  const words =
    name === 'flask'
      ? ['-m', 'flask', '--app', `${loaded}:${app.name}`, 'run', ...address, port ?? '5000']
      : ['-m', 'uvicorn', `${loaded}:${app.name}`, ...address, port ?? '8000'];
  const wanted = module ? words.slice(1) : words;
  return {
    name,
    words:
      home.form === 'exec'
        ? wanted.map((each) => JSON.stringify(each)).join(', ')
        : wanted.join(' '),
  };
};

/** The one port that a stage says its server listens on. */
const portOf = (stage: Stage): string | undefined => {
  const ports = lineage(stage)
    .flatMap(({ instructions }) => instructions)
    .flatMap((each) => (each.keyword === 'EXPOSE' ? each.words : []))
    .map(({ text }) => text.replace(/\/tcp$/, ''));
  return ports.length === 1 && /^\d+$/.test(ports[0] ?? '') ? ports[0] : undefined;
};
