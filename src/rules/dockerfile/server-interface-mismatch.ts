import { type OtherInterface, otherInterface } from '../../image/checks/interface.ts';
import { installsOf } from '../../image/installs/installed.ts';
import { buildContext } from '../../project/context.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import type { Stage } from '../../syntax/dockerfile/model.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { insert } from '../../text/edit.ts';
import { basename } from '../../text/path.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './server-interface-mismatch.md' with { type: 'text' };

const rule: Rule = {
  id: 'server-interface-mismatch',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'model-server',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const found = stage && otherInterface(file, stage, project);
    if (!found) return;
    const { app, path, server, word } = found;
    const lacking = app.kind === 'wsgi' ? 'start_response' : 'send';
    yield {
      at: word.span,
      message: `${server} calls ${app.name} as ${app.kind === 'wsgi' ? 'ASGI' : 'WSGI'}, but it is an application of ${app.maker}, which is ${app.kind.toUpperCase()}: every request is answered with 500, missing argument '${lacking}'.`,
      related: [
        { file: path, at: app.span, message: `${basename(path)} makes it with ${app.maker}` },
      ],
      fixes: fixesOf(found, file, stage, project),
    };
  },
};
export default rule;

const fixesOf = (
  { app, server, word }: OtherInterface,
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): readonly Fix[] => {
  const words =
    app.kind === 'asgi'
      ? ['-k', 'uvicorn.workers.UvicornWorker']
      : server === 'uvicorn'
        ? ['--interface', 'wsgi']
        : undefined;
  const { python } = installsOf(file, stage, buildContext(file, project).folder, project);
  const has = (name: string): boolean =>
    python.some((each) => each.name === name && !each.pip?.maybe);
  if (!words || (app.kind === 'asgi' && !(has('uvicorn') && server.includes('its sync'))))
    return [];
  const text = word.raw.startsWith('"')
    ? words.map((each) => `${JSON.stringify(each)}, `).join('')
    : `${words.join(' ')} `;
  return [{ title: `Add ${words.join(' ')}`, edits: () => [insert(word.span[0], text)] }];
};
