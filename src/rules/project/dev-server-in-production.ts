import { type CodeServer, codeServer } from '../../project/code-server.ts';
import { isForDevelopment } from '../../project/development.ts';
import type { Project } from '../../project/project.ts';
import { replace } from '../../text/edit.ts';
import { basename, type Path } from '../../text/path.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './dev-server-in-production.md' with { type: 'text' };

const rule: Rule = {
  id: 'dev-server-in-production',
  on: 'project',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'model-server',
  fix: 'suggested',

  *check(project) {
    const seen = new Set<string>();
    for (const facts of project.dockerfiles()) {
      const server = codeServer(facts, project);
      if (!server || isForDevelopment(facts.file) || startsOtherwise(facts.file, project)) continue;
      const code = facts.start?.code;
      const found = findingOf(server);
      if (!found || !code || seen.has(server.file)) continue;
      seen.add(server.file);
      const message = `a container runs ${basename(server.file)}`;
      yield { ...found, file: server.file, related: [{ file: code.file, at: code.at, message }] };
    }
  },
};
export default rule;

/** Whether every service of a compose file that builds a Dockerfile has a start command of its own. */
const startsOtherwise = (dockerfile: Path, project: Project): boolean => {
  const services = project.builds(dockerfile).flatMap(({ service }) => service ?? []);
  return services.length > 0 && services.every(({ command, entrypoint }) => command || entrypoint);
};

const findingOf = ({ call, file, name }: CodeServer): Finding | undefined => {
  const [key, debug] =
    [...call.keywords].find(
      ([each, { source }]) => /^(?:debug|reload|use_debugger)$/.test(each) && source === 'True',
    ) ?? [];
  if (key !== undefined && debug && (name === 'Flask' || name === 'uvicorn'))
    return {
      at: debug.span,
      severity: 'warning',
      message:
        name === 'Flask'
          ? 'debug=True shows a Python console to everyone who makes a page of this Flask server fail, and runs the program twice.'
          : `${key}=True is for development: it watches the files and starts the server again, in one process only.`,
      // Without its debugger it is still the development server.
      fixes:
        name === 'Flask'
          ? []
          : [
              {
                title: `Change to ${key}=False`,
                edits: () => [{ ...replace(debug.span, 'False'), path: file }],
              },
            ],
    };
  if (name !== 'Flask' || call.open) return undefined;
  return {
    at: call.span,
    message: `${call.callee} starts the development server of Flask, which is not made for production: start the application with gunicorn or waitress.`,
  };
};
