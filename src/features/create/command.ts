import { compare } from '@renovatebot/pep440';
import { literal } from '../../syntax/python/calls.ts';
import { joinPath, type Path } from '../../text/path.ts';
import type { Asked } from './asked.ts';
import type { Needs } from './needs.ts';
import type { Place } from './place.ts';
import type { Start } from './starts.ts';

/** How an image starts its code. */
export interface Command {
  readonly words: readonly string[];
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** The distribution that brings the program, where nothing else does. */
  readonly missing?: string;
  /** What to know of it, as a sentence of a comment. */
  readonly note?: string;
}

/** What is asked for a command. */
interface Around {
  readonly start: Start;
  readonly place: Place;
  readonly names: ReadonlySet<string>;
  readonly needs: Needs;
  readonly port: number | undefined;
  /** The code says itself that it listens on all addresses. */
  readonly open: boolean;
}

/** The command that starts something, on all addresses where it is a server. */
export const commandOf = (
  start: Start,
  place: Place,
  names: ReadonlySet<string>,
  needs: Needs,
  asked: Asked,
): Command => {
  const { open, port } = addressIn(start.file, asked);
  // A flag can say another port than one that only root may open on some machines.
  const low = port !== undefined && port < 1024 && flagged.has(start.kind);
  return makers[start.kind]({ start, place, names, needs, open, port: low ? 8080 : port });
};

const any = '0.0.0.0';

const flagged: ReadonlySet<Start['kind']> = new Set(['asgi', 'wsgi', 'django']);

const asgi = ({ names, place, port = 8000, start }: Around): Command => {
  const target = `${place.module}:${start.app}`;
  const called = start.factory ? `${target}()` : target;
  if (!names.has('uvicorn') && names.has('hypercorn'))
    return { words: ['hypercorn', '--bind', `${any}:${port}`, called], port };
  if (!names.has('uvicorn') && names.has('granian'))
    return {
      words: [
        'granian',
        '--interface',
        'asgi',
        ...(start.factory ? ['--factory'] : []),
        '--host',
        any,
        '--port',
        String(port),
        target,
      ],
      port,
    };
  return {
    words: [
      'uvicorn',
      ...(start.factory ? ['--factory'] : []),
      target,
      '--host',
      any,
      '--port',
      String(port),
    ],
    port,
    ...(names.has('uvicorn') ? {} : { missing: 'uvicorn' }),
  };
};

const wsgi = (around: Around): Command => {
  const { names, open, place, port, start } = around;
  const target = `${place.module}:${start.app}`;
  if (names.has('gunicorn'))
    return {
      words: [
        'gunicorn',
        '--bind',
        `${any}:${port ?? 8000}`,
        start.factory ? `${target}()` : target,
      ],
      port: port ?? 8000,
    };
  if (names.has('waitress'))
    return {
      words: [
        'waitress-serve',
        '--host',
        any,
        '--port',
        String(port ?? 8080),
        ...(start.factory ? ['--call'] : []),
        target,
      ],
      port: port ?? 8080,
    };
  if (start.app?.endsWith('server') && names.has('dash'))
    return { ...script(around), port: port ?? 8050, ...(open ? {} : { env: { HOST: any } }) };
  return flask(around);
};

/** Flask's own server, for which nothing more is needed. */
const flask = ({ needs, place, port = 5000, start }: Around): Command => {
  const known = /^(?:app|application|create_app|make_app)$/.test(start.app ?? '');
  const target = known ? place.module : `${place.module}:${start.app}`;
  const pinned = needs.pinned.find(({ name }) => name === 'flask')?.release;
  const old = pinned !== undefined && compare(pinned, '2.2') < 0;
  return {
    words: [
      'flask',
      ...(old ? [] : ['--app', target]),
      'run',
      '--host',
      any,
      '--port',
      String(port),
    ],
    port,
    ...(old ? { env: { FLASK_APP: target } } : {}),
    note: 'The server of Flask is for development. Where many requests come, add gunicorn to the dependencies and start that.',
  };
};

const django = ({ names, place, port = 8000 }: Around): Command => {
  const { module } = place;
  if (!names.has('gunicorn') && (names.has('uvicorn') || names.has('daphne'))) {
    const target = `${module.replace(/\.wsgi$/, '.asgi')}:application`;
    return names.has('uvicorn')
      ? { words: ['uvicorn', target, '--host', any, '--port', String(port)], port }
      : { words: ['daphne', '-b', any, '-p', String(port), target], port };
  }
  return {
    words: [
      'gunicorn',
      '--bind',
      `${any}:${port}`,
      `${module.replace(/\.asgi$/, '.wsgi')}:application`,
    ],
    port,
    ...(names.has('gunicorn') ? {} : { missing: 'gunicorn' }),
  };
};

/** The path of the file from the working directory. */
const fileOf = ({ place }: Around): Path =>
  place.workdir === '' ? place.file : place.file.slice(place.workdir.length + 1);

const script = (around: Around): Command => {
  const { place, port } = around;
  const words = place.runsAsFile ? ['python', fileOf(around)] : ['python', '-m', place.module];
  return { words, ...(port === undefined ? {} : { port }) };
};

const makers: Readonly<Record<Start['kind'], (around: Around) => Command>> = {
  asgi,
  wsgi,
  django,
  streamlit: (around) => ({
    words: ['streamlit', 'run', fileOf(around), '--server.address', any, '--server.port', '8501'],
    port: 8501,
  }),
  gradio: (around) => ({
    ...script(around),
    port: around.port ?? 7860,
    ...(around.open ? {} : { env: { GRADIO_SERVER_NAME: any } }),
  }),
  chainlit: (around) => ({
    words: ['chainlit', 'run', fileOf(around), '--headless', '--host', any, '--port', '8000'],
    port: 8000,
  }),
  package: ({ place }) => ({ words: ['python', '-m', place.module] }),
  script,
};

/** The address that a file says where it starts a server itself. */
const addressIn = (
  file: Path,
  { project, text }: Asked,
): { port: number | undefined; open: boolean } => {
  const calls = (project.python(file)?.calls ?? []).filter(({ callee }) =>
    /(?:^|\.)(?:run|launch|run_app|run_server)$/.test(callee),
  );
  const valueOf = (...keys: readonly string[]): string | undefined =>
    calls.flatMap(({ keywords }) => keys.flatMap((key) => keywords.get(key)?.source ?? []))[0];
  const source = valueOf('port', 'server_port') ?? '';
  const named = /\bPORT["']\s*,\s*["']?(\d{2,5})\b/.exec(`${source} ${text(file) ?? ''}`)?.[1];
  const port = Number(literal(source) ?? (source === '' ? Number.NaN : named));
  const host = literal(valueOf('host', 'server_name') ?? '');
  return { port: port > 0 && port < 65_536 ? port : undefined, open: host === any };
};

/** Whether a path below a directory is there. */
export const isThere = (folder: Path, name: string, { project }: Asked): boolean => {
  const path = joinPath(folder, name) ?? name;
  return project.exists(path) || project.under(path).length > 0;
};
