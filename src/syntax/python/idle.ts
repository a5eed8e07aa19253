import type { Span } from '../../text/span.ts';

/** A Python file that comes to its end at once when it runs: each call at its top level comes back, and starts nothing. */
export interface Idle {
  /** The modules whose functions and classes it calls: `fastapi`, `.config`. Those of the project may do anything. */
  readonly modules: readonly string[];
  /** The last web application that it makes. */
  readonly app?: WebApp;
}

/** A web application that a file gives a name: `app = FastAPI()`. */
export interface WebApp {
  readonly name: string;
  readonly span: Span;
  /** The module of its class: `fastapi`. */
  readonly module: string;
}

const split = (...words: readonly string[]): ReadonlySet<string> =>
  new Set(words.flatMap((each) => each.split(' ')));

const webApps = split(
  'fastapi.FastAPI flask.Flask starlette.Starlette litestar.Litestar quart.Quart',
  'gradio.Blocks gradio.Interface gradio.ChatInterface gradio.TabbedInterface',
);

const builtins = split(
  'abs all any bool bytes dict enumerate filter float frozenset getattr hasattr int isinstance len list map max min object open',
  'print property range repr round set setattr sorted staticmethod classmethod str sum super tuple type vars zip',
);

// What is called by these names reads, prepares or registers, in the libraries that web applications are made of.
const harmless = split(
  'getenv get setdefault pop items keys values load_dotenv find_dotenv append extend insert update add sub compile',
  'basicConfig dictConfig getLogger setLevel addHandler setFormatter debug info warning warn error filterwarnings simplefilter',
  'abspath basename dirname exists isfile isdir join resolve absolute mkdir makedirs expanduser read_text open read readlines',
  'strip split splitlines rstrip lstrip lower upper title replace format startswith endswith isdigit encode decode',
  'dumps loads now utcnow today time field namedtuple defaultdict deque',
  'load load_model load_weights load_state_dict from_pretrained pipeline read_csv read_json read_parquet safe_load eval to half',
  'is_available device download hf_hub_download snapshot_download configure set_tracking_uri set_experiment',
  'add_middleware include_router mount mount_gradio_app add_url_rule add_api_route add_route add_exception_handler',
  'exception_handler register_blueprint init_app app_context from_object from_mapping from_envvar from_pyfile',
  'middleware on_event route get post put patch delete head options websocket errorhandler before_request after_request',
  'teardown_request teardown_appcontext api_route instrument expose add_resource namespace model doc expect marshal_with',
  'lru_cache cache dataclass wraps contextmanager asynccontextmanager validator field_validator root_validator model_validator',
  'no_grad inference_mode declarative_base create_engine sessionmaker create_all from_url from_env',
  'click change then success',
);

const keywords = split(
  'and as assert await case del elif else except for from if import in is lambda not or return while with yield',
);

const runs = /(?:Popen|Process|Server|Daemon|Updater|Listener|Thread|Timer)$/;

/** What a Python file does by itself when it runs; undefined where it may go on, or start something. */
export const idleIn = (masked: string): Idle | undefined => {
  const names = new Map<string, string>();
  const variables = new Set<string>();
  const modules = new Set<string>();
  let app: WebApp | undefined;
  for (const line of topLines(masked)) {
    // A loop may wait for ever.
    if (!line || /^(?:while|for|async[ \t]+(?:for|with)|await|raise|match)\b/.test(line.text))
      return undefined;
    if (readImport(line.text, names)) continue;
    for (const [, name, more] of line.text.matchAll(variable)) variables.add(name ?? more ?? '');
    for (const call of callsIn(line.text)) {
      const from = moduleOf(call, names, variables);
      if (from === undefined) return undefined;
      if (from !== '') modules.add(from);
    }
    app = appIn(line, names) ?? app;
  }
  return { modules: [...modules], ...(app ? { app } : {}) };
};

const variable =
  /(?:^|[,(;])\s{0,99}(\w{1,99})[ \t]{0,9}(?:(?=,)|:[^=]{0,200}=(?!=)|\)?[ \t]{0,9}=(?!=))|\b(?:as|for)[ \t]{1,9}(\w+)/g;

interface Line {
  readonly text: string;
  readonly start: number;
}

const longest = 8000;

/** The statements that run when the file does, each with the lines in its brackets; undefined for one that is not understood. */
function* topLines(masked: string): Generator<Line | undefined> {
  let inner = Number.POSITIVE_INFINITY;
  for (let at = 0; at < masked.length; ) {
    const start = at;
    const end = statementEnd(masked, at);
    at = end + 1;
    const whole = masked.slice(start, end);
    const text = whole.trimStart();
    if (text.trim() === '') continue;
    const indent = whole.length - text.length;
    if (indent > inner) continue;
    inner = Number.POSITIVE_INFINITY;
    if (end - start > longest || depthOf(whole) !== 0) yield undefined;
    if (/^(?:async[ \t]+)?def\b/.test(text)) inner = indent;
    yield { text, start: start + indent };
  }
}

/** The end of the line on which a statement ends that starts at an offset. */
const statementEnd = (masked: string, from: number): number => {
  let depth = 0;
  for (let i = from; i < masked.length; i++) {
    const char = masked[i] ?? '';
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    else if (char === '\\') i += masked[i + 1] === '\r' ? 2 : 1;
    else if (char === '\n' && depth <= 0) return i;
  }
  return masked.length;
};

const depthOf = (text: string): number =>
  [...text].reduce(
    (depth, char) => depth + ('([{'.includes(char) ? 1 : ')]}'.includes(char) ? -1 : 0),
    0,
  );

/** Notes the names that an import brings, and says whether a statement is one. */
const readImport = (text: string, names: Map<string, string>): boolean => {
  const [, from, list] = /^from\s+([\w.]+)\s+import\b([^;]*)$/.exec(text) ?? [];
  const plain = /^import\s([^;]*)$/.exec(text)?.[1];
  for (const each of (list ?? plain ?? '').split(/[,()]/)) {
    const [name = '', as, alias = ''] = each.trim().split(/\s+/);
    if (!/^[A-Za-z_][\w.]*$/.test(name)) continue;
    const known = as === 'as' ? alias : plain === undefined ? name : (name.split('.')[0] ?? '');
    names.set(known, from ?? name);
  }
  return list !== undefined || plain !== undefined;
};

/** The dotted names that a statement calls, its decorator among them; `?` for what has no name. */
function* callsIn(text: string): Generator<string> {
  const body = text.replace(/^(?:async\s+)?(?:def|class)\s+\w+/, '');
  const decorator = /^@\s*([\w.]+)\s*$/.exec(text)?.[1];
  if (decorator !== undefined) yield decorator;
  for (let open = body.indexOf('('); open >= 0; open = body.indexOf('(', open + 1)) {
    let end = open;
    while (/[ \t]/.test(body[end - 1] ?? '')) end--;
    let from = end;
    while (/[\w.]/.test(body[from - 1] ?? '')) from--;
    const name = body.slice(from, end);
    if (name === '' ? /[\])]/.test(body[end - 1] ?? '') : !keywords.has(name))
      yield name === '' ? '?' : name;
  }
}

/** The module that a harmless call comes from, empty for one of Python itself or a method; undefined for a call that may do anything. */
const moduleOf = (
  call: string,
  names: ReadonlyMap<string, string>,
  variables: ReadonlySet<string>,
): string | undefined => {
  const parts = call.split('.');
  const [root = ''] = parts;
  const last = parts.at(-1) ?? '';
  const from = names.get(root);
  const ends = harmless.has(last) || (/^[A-Z]/.test(last) && !runs.test(last));
  if (from !== undefined) return ends ? from : undefined;
  if (parts.length === 1) return builtins.has(root) ? '' : undefined;
  return harmless.has(last) && (root === '' || variables.has(root)) ? '' : undefined;
};

const appIn = ({ start, text }: Line, names: ReadonlyMap<string, string>): WebApp | undefined => {
  const [, own, called] =
    /^(\w+)[ \t]*(?::[^=()]*)?=[ \t]*([A-Za-z][\w.]*)[ \t]*\(/.exec(text) ?? [];
  const [, made, as] =
    /^with[ \t]+([A-Za-z][\w.]*)[ \t]*\(.*\bas[ \t]+(\w+)[ \t]*:/s.exec(text) ?? [];
  const name = own ?? as;
  const callee = called ?? made ?? '';
  const [root = ''] = callee.split('.');
  const module = names.get(root)?.split('.')[0];
  const kind = callee.split('.').at(-1) ?? '';
  if (name === undefined || module === undefined || !webApps.has(`${module}.${kind}`))
    return undefined;
  const at = start + (own === undefined ? text.lastIndexOf(name) : 0);
  return { name, span: [at, at + name.length], module };
};
