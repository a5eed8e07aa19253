import { startedServer } from './code-server.ts';
import type { DockerfileFacts } from './facts.ts';
import { filesStartedBy, pythonFilesOf } from './image-code.ts';
import type { Project } from './project.ts';
import { closestTypo } from './typo.ts';

/** That the code of an image does not answer a path. */
export interface MissingRoute {
  /** The paths that it answers, in the order of the code. */
  readonly routes: readonly string[];
  /** The one that was likely meant. */
  readonly meant?: string;
}

// What FastAPI adds by itself.
const given = /^\/(?:docs|redoc|openapi\.json)(?:\/|$)/;

const serversOfCode = /^(?:uvicorn|gunicorn|hypercorn|granian|Flask|FastAPI)$/i;

/** Why a request to a path of the server that an image starts is answered 404; undefined where it is answered, or where that is not known. */
export const missingRoute = (
  facts: DockerfileFacts,
  asked: string,
  project: Project,
): MissingRoute | undefined => {
  const path = plain(asked);
  const server = startedServer(facts, project)?.name;
  if (path === undefined || given.test(path) || !server || !serversOfCode.test(server))
    return undefined;
  const files = filesStartedBy(facts, undefined, project);
  const routes: string[] = [];
  for (const file of files) {
    const found = project.python(file)?.routes;
    if (found?.open) return undefined;
    routes.push(...(found?.paths ?? []));
  }
  if (routes.length === 0) return undefined;
  // A part of the path anywhere in the code may be a prefix, or a route that is added elsewhere.
  for (const file of new Set([...files, ...pythonFilesOf(facts, project)])) {
    const literals = project.python(file)?.pathLiterals;
    if (!literals || literals.some((each) => mayAnswer(each, path))) return undefined;
  }
  const all = [...new Set(routes)];
  const meant = meantOf(path, all);
  // One route may be an excerpt of a server.
  if (meant === undefined && all.length < 2) return undefined;
  return { routes: all, ...(meant === undefined ? {} : { meant }) };
};

/** The path of a request without query and slash at its end; undefined where a variable stands in it. */
const plain = (asked: string): string | undefined => {
  const [path = ''] = asked.split(/[?#]/);
  if (!/^\/[\w./-]*$/.test(path)) return undefined;
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
};

/** Whether a literal of the code may be the path, its end behind a prefix, or a route with parameters that it fits. */
const mayAnswer = (literal: string, path: string): boolean => {
  const own = literal.length > 1 ? literal.replace(/\/+$/, '') : literal;
  if (
    own === path ||
    (own.length > 1 && (path.endsWith(own) || (own.endsWith(path) && path.length > 1)))
  )
    return true;
  if (!/[{<]/.test(own)) return false;
  const parts = own.split('/').map((part) => (/[{<]/.test(part) ? '[^/]+' : escapeOf(part)));
  return new RegExp(`${parts.join('/')}$`).test(path);
};

const escapeOf = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const health = /health|ready|live|ping|status|alive/i;

const meantOf = (path: string, routes: readonly string[]): string | undefined => {
  const near = closestTypo(path, routes);
  if (near !== undefined) return near;
  const [only, more] = health.test(path) ? routes.filter((each) => health.test(each)) : [];
  return more === undefined ? only : undefined;
};
