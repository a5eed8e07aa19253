import type { Span } from '../../text/span.ts';
import type { Import } from './scan.ts';

/** A web application that a file gives a name, and how servers have to call it. */
export interface WebObject {
  readonly name: string;
  readonly span: Span;
  readonly kind: 'wsgi' | 'asgi';
  /** The class or function that makes it: `Flask`. */
  readonly maker: string;
}

/** What makes an application, by its module: checked with a server in 2026-11, or by the documentation of the framework. */
const makers: readonly (readonly [module: RegExp, name: string, kind: WebObject['kind']])[] = [
  [/^flask(?:\.app)?$/, 'Flask', 'wsgi'],
  [/^bottle$/, 'Bottle', 'wsgi'],
  [/^django\.core\.wsgi$/, 'get_wsgi_application', 'wsgi'],
  [/^fastapi(?:\.applications)?$/, 'FastAPI', 'asgi'],
  [/^starlette\.applications$/, 'Starlette', 'asgi'],
  [/^quart$/, 'Quart', 'asgi'],
  [/^django\.core\.asgi$/, 'get_asgi_application', 'asgi'],
];

const made = /\b(?:Flask|Bottle|FastAPI|Starlette|Quart|get_[aw]sgi_application)[ \t]*\(/;
const assignment =
  /^([ \t]*)([A-Za-z_]\w*)[ \t]*(?::[^=\n]{0,99})?=(?!=)[ \t]*(?:([A-Za-z_][\w.]*)[ \t]*\()?/gm;

/** The web applications that a file makes at its top level by names that nothing else in it is given to. */
export const webObjects = (masked: string, imports: readonly Import[]): readonly WebObject[] => {
  if (!made.test(masked)) return [];
  const found: WebObject[] = [];
  const times = new Map<string, number>();
  for (const match of masked.matchAll(assignment)) {
    const [, indent, name = '', callee = ''] = match;
    const at = match.index;
    times.set(name, (times.get(name) ?? 0) + 1);
    const maker = indent === '' ? makerOf(callee, imports) : undefined;
    if (maker) found.push({ name, span: [at, at + name.length], ...maker });
  }
  return found.filter(
    ({ name }) =>
      times.get(name) === 1 &&
      !new RegExp(`\\b(?:as|for|def|class|global)[ \\t]+${name}\\b`).test(masked) &&
      !imports.some(({ names }) => names.includes(name)),
  );
};

const makerOf = (
  callee: string,
  imports: readonly Import[],
): Pick<WebObject, 'kind' | 'maker'> | undefined => {
  const [name = '', root] = callee.split('.').toReversed();
  const known = makers.find(
    ([module, own]) =>
      own === name &&
      imports.some(
        (each) =>
          each.level === 0 &&
          module.test(each.module) &&
          (root === undefined ? each.names.includes(name) : `${each.module}.${name}` === callee),
      ),
  );
  return known && { kind: known[2], maker: name };
};

// What servers are most often told to call.
const usual = ['app', 'application', 'api', 'server', 'asgi', 'wsgi', 'create_app', 'make_app'];
const anyUsual = new RegExp(`\\b(?:${usual.join('|')})\\b`, 'g');

// What may give the module names that it does not write.
const opens =
  /\bimport[ \t]*\(?[ \t]*\*|\b(?:globals|exec|eval|setattr|__getattr__|modules|vars|locals)\b/;

/** The usual names of applications that a module cannot have, because its text holds them nowhere; none where it may get names in another way. */
export const absentApps = (masked: string): readonly string[] => {
  if (opens.test(masked)) return [];
  const there = new Set(masked.match(anyUsual));
  return usual.filter((name) => !there.has(name));
};
