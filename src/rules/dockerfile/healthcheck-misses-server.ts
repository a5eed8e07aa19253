import { startedServer } from '../../project/code-server.ts';
import type { DockerfileFacts } from '../../project/facts.ts';
import type { Project } from '../../project/project.ts';
import { missingRoute } from '../../project/routes.ts';
import { factsOf } from '../../project/services.ts';
import type { Start } from '../../syntax/dockerfile/model.ts';
import { finalStage, lineage } from '../../syntax/dockerfile/stages.ts';
import { replace } from '../../text/edit.ts';
import { type Span, slice } from '../../text/span.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './healthcheck-misses-server.md' with { type: 'text' };

const rule: Rule = {
  id: 'healthcheck-misses-server',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'probes',
  fix: 'suggested',
  about: ['HEALTHCHECK'],

  *check(file, project) {
    const stage = finalStage(file.stages);
    const check = stage && healthcheckOf(lineage(stage).map(({ instructions }) => instructions));
    if (!check || check.none) return;
    const asked = requestIn(file.text, check.span);
    const facts = asked && factsOf(file, project);
    if (!facts) return;
    const finding = wrongPort(asked, facts, project) ?? wrongPath(asked, facts, project);
    if (finding) yield finding;
  },
};
export default rule;

/** The HEALTHCHECK that counts: the last one. */
const healthcheckOf = (stages: readonly (readonly { readonly keyword: string }[])[]) => {
  for (const instructions of stages) {
    const own = instructions.findLast(isHealthcheck);
    if (own) return own;
  }
  return undefined;
};

const isHealthcheck = (each: { readonly keyword: string }): each is Start =>
  each.keyword === 'HEALTHCHECK';

/** What a HEALTHCHECK asks of its own container. */
interface Request {
  readonly port: { readonly value: number; readonly at: Span };
  readonly path?: { readonly value: string; readonly at: Span };
}

const address = /\bhttp:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0):(\d{2,5})(\/[^\s"'`)\\;|&<>]*)?/g;

const requestIn = (text: string, span: Span): Request | undefined => {
  const [only, more] = [...slice(text, span).matchAll(address)];
  if (!only || more) return undefined;
  const [whole, port = '', path = ''] = only;
  const end = span[0] + only.index + whole.length;
  const from = end - path.length;
  return {
    port: { value: Number(port), at: [from - port.length, from] },
    ...(path === '' ? {} : { path: { value: path, at: [from, end] } }),
  };
};

const wrongPort = (
  { port }: Request,
  facts: DockerfileFacts,
  project: Project,
): Finding | undefined => {
  const server = startedServer(facts, project);
  const own = server?.port;
  if (!server || !own || own.value === port.value) return undefined;
  return {
    at: port.at,
    message: `HEALTHCHECK asks port ${port.value}, but ${server.name} listens on ${own.value}, so the container is always unhealthy.`,
    related: [{ file: own.file, at: own.at, message: `${server.name} listens on ${own.value}` }],
    fixes: [{ title: `Ask port ${own.value}`, edits: () => [replace(port.at, String(own.value))] }],
  };
};

const wrongPath = (
  { path }: Request,
  facts: DockerfileFacts,
  project: Project,
): Finding | undefined => {
  const missing = path && missingRoute(facts, path.value, project);
  if (!path || !missing) return undefined;
  const { meant, routes } = missing;
  return {
    at: path.at,
    message: `The code has no route ${path.value} and answers 404, so the container is always unhealthy${meant === undefined ? `: it has ${routes.slice(0, 5).join(', ')}.` : `. Did you mean ${meant}?`}`,
    ...(meant === undefined
      ? {}
      : { fixes: [{ title: `Ask ${meant}`, edits: () => [replace(path.at, meant)] }] }),
  };
};
