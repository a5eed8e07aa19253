import { type CodeServer, codeServer } from '../../project/code-server.ts';
import { isLoopback } from '../../project/server.ts';
import { insert, replace } from '../../text/edit.ts';
import { basename } from '../../text/path.ts';
import type { Fix, Rule } from '../rule.ts';
import docs from './localhost-in-code.md' with { type: 'text' };

const rule: Rule = {
  id: 'localhost-in-code',
  on: 'project',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'expose-ports',
  fix: 'suggested',

  *check(project) {
    const seen = new Set<string>();
    for (const facts of project.dockerfiles()) {
      const server = codeServer(facts, project);
      const code = facts.start?.code;
      if (!server?.host || !code || !isLoopback(server.host) || seen.has(server.file)) continue;
      seen.add(server.file);
      const { call, file, host, hostKey, name } = server;
      yield {
        file,
        at: call.keywords.get(hostKey)?.span ?? call.span,
        message: `${name} listens on ${host}, so ${server.port ? `port ${server.port.value}` : 'it'} cannot be reached from outside the container that ${facts.file} starts.`,
        related: [{ file: code.file, at: code.at, message: `a container runs ${basename(file)}` }],
        ...(hostKey === '' ? {} : { fixes: [listenOnAll(server)] }),
      };
    }
  },
};
export default rule;

const listenOnAll = ({ call, file, hostKey }: CodeServer): Fix => {
  const given = call.keywords.get(hostKey);
  const quote = given?.source.startsWith("'") ? "'" : '"';
  const value = `${quote}0.0.0.0${quote}`;
  const first = call.end === call.brackets[0] + 1;
  return {
    title: `Listen on 0.0.0.0`,
    edits: () => [
      {
        ...(given
          ? replace(given.span, value)
          : insert(call.end, `${first ? '' : ', '}${hostKey}=${value}`)),
        path: file,
      },
    ],
  };
};
