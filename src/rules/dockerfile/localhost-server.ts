import type { Server } from '../../data/servers.ts';
import { startedScript } from '../../image/start/started-script.ts';
import { hostOf } from '../../project/dockerfile-facts.ts';
import { startedByHub } from '../../project/homes.ts';
import type { DockerfileIn, Project } from '../../project/project.ts';
import { type FoundServer, findServer, isLoopback, mayReadFile } from '../../project/server.ts';
import { isOverridden, mayBeGiven } from '../../project/services.ts';
import { placeOf, startCommand } from '../../project/start-command.ts';
import type { Stage, Start } from '../../syntax/dockerfile/model.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { finalState } from '../../syntax/dockerfile/state.ts';
import { programWords } from '../../syntax/shell/program.ts';
import { requote } from '../../syntax/word.ts';
import { type Edit, insert, replace } from '../../text/edit.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './localhost-server.md' with { type: 'text' };

const rule: Rule = {
  id: 'localhost-server',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'expose-ports',
  fix: 'suggested',
  about: ['CMD', 'ENTRYPOINT'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const start = stage && startCommand(stage);
    const found = start && findServer(start.words);
    if (stage && !found) yield* inScript(file, stage, project);
    if (!found) return;
    const host = hostOf(found, finalState(file, stage));
    const first = found.program[0];
    if (host === undefined || !isLoopback(host) || !first) return;
    if (!found.host && mayReadFile(found.server.name, file.path, project)) return;
    if (!found.host && startedByHub(file.path)) return;
    if (!found.host && leavesAddress(start.from, found.server, project)) return;
    const edit = mend(found, start.from);
    yield {
      at: found.host ? found.host.word.span : placeOf(first, found.program, start),
      message: `${found.server.name} listens on ${host}, so ${portText(found)} cannot be reached from outside the container.`,
      ...(isOverridden(file, project) ? { profile: 'strict' } : {}),
      ...(edit ? { fixes: [{ title: edit.title, edits: () => [edit.edit] }] } : {}),
    };
  },
};
export default rule;

/** The server that the script of a stage starts in the end, where nothing else in the script says its address. */
const inScript = function* (
  file: DockerfileIn,
  stage: Stage,
  project: Project,
): Generator<Finding> {
  const started = startedScript(file, stage, project);
  const script = started?.file.script();
  const last = script?.commands.at(-1);
  if (!started || !script || script.broken || !last || last.conditional || last.piped) return;
  const found = findServer(programWords(last.words));
  const [first] = found?.program ?? [];
  if (!found || !first || found.host || found.rest.some(({ dynamic }) => dynamic)) return;
  const { server } = found;
  if (server.hostEnv.some((name) => started.file.text.includes(name))) return;
  if (/(?:^|[\s;&])(?:\.|source)[ \t]/.test(started.file.text)) return;
  const host = hostOf(found, finalState(file, stage));
  const flag = server.hostFlags.find((each) => each.startsWith('--'));
  if (host === undefined || !isLoopback(host) || !flag) return;
  if (mayReadFile(server.name, file.path, project) || startedByHub(file.path)) return;
  const end = (found.rest.at(-1) ?? found.program.at(-1) ?? first).span[1];
  yield {
    at: started.word.span,
    message: `${server.name} listens on ${host}, so ${portText(found)} cannot be reached from outside the container.`,
    related: [{ file: started.source, at: last.span, message: `starts ${server.name}` }],
    fixes: [
      {
        title: `Add ${flag} 0.0.0.0`,
        edits: () => [{ ...insert(end, ` ${flag} 0.0.0.0`), path: started.source }],
      },
    ],
  };
};

/** Whether an ENTRYPOINT without CMD leaves the address to the arguments of a pod. */
const leavesAddress = (from: readonly Start[], server: Server, project: Project): boolean =>
  from.length === 1 &&
  from[0]?.keyword === 'ENTRYPOINT' &&
  from[0].form === 'exec' &&
  mayBeGiven([...server.hostFlags, ...(server.bindFlags ?? [])], project);

const portText = ({ server, port }: FoundServer): string =>
  `port ${port && /^\d+$/.test(port.text) ? port.text : server.port}`;

const mend = (
  found: FoundServer,
  from: readonly Start[],
): { title: string; edit: Edit } | undefined => {
  const { server, host, program, port } = found;
  const flag = server.hostFlags.find((each) => each.startsWith('--')) ?? server.hostFlags[0];
  const bind = server.bindFlags?.find((each) => each.startsWith('--'));
  if (host) {
    const text = host.word.text.replace(host.text, '0.0.0.0');
    return { title: 'Listen on 0.0.0.0', edit: replace(host.word.span, requote(host.word, text)) };
  }
  const words = flag
    ? [flag, '0.0.0.0']
    : bind
      ? [bind, `0.0.0.0:${port?.text ?? server.port}`]
      : [];
  const behind = program.at(-1);
  const owner =
    behind && from.find(({ span }) => behind.span[0] >= span[0] && behind.span[1] <= span[1]);
  if (words.length === 0 || !behind || !owner) return undefined;
  const last = found.rest.at(-1) ?? behind;
  // Behind the program's own operands, unless they come from another instruction.
  const at = last.span[0] >= owner.span[0] && last.span[1] <= owner.span[1] ? last : behind;
  const text =
    owner.form === 'exec'
      ? words.map((word) => `, ${JSON.stringify(word)}`).join('')
      : ` ${words.join(' ')}`;
  // In `sh -c "…"` the words stand inside one string.
  const inString = owner.form === 'exec' && !at.raw.startsWith('"');
  return {
    title: `Add ${words.join(' ')}`,
    edit: insert(at.span[1], inString ? ` ${words.join(' ')}` : text),
  };
};
