/** What is known of the interpreter that a requirement is for. */
export interface MarkerEnvironment {
  /** The minor version: `3.12`; missing when not known. */
  readonly python?: string;
  /** The extra that is asked for. */
  readonly extra?: string;
}

type Token =
  | { readonly kind: 'name' | 'text' | 'operator'; readonly text: string }
  | { readonly kind: 'and' | 'or' | '(' | ')' };

const token =
  /\s*(?:(?<open>\()|(?<close>\))|(?<quote>["'])(?<text>[^"']*)\k<quote>|(?<operator><=|>=|==|!=|~=|===|<|>|not\s+in\b|in\b)|(?<name>[A-Za-z_.]+))/y;

const tokensOf = (marker: string): readonly Token[] | undefined => {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < marker.trimEnd().length) {
    const groups = token.exec(marker)?.groups;
    if (!groups) return undefined;
    const { close, name, open, operator, text } = groups;
    if (open) tokens.push({ kind: '(' });
    else if (close) tokens.push({ kind: ')' });
    else if (operator !== undefined)
      tokens.push({ kind: 'operator', text: operator.replace(/\s+/, ' ') });
    else if (name === 'and' || name === 'or') tokens.push({ kind: name });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else tokens.push({ kind: 'text', text: text ?? '' });
  }
  return tokens;
};

/** True, false, or undefined for what is not known. */
type Answer = boolean | undefined;

const both = (a: Answer, b: Answer): Answer =>
  a === false || b === false ? false : a === undefined || b === undefined ? undefined : true;
const either = (a: Answer, b: Answer): Answer =>
  a === true || b === true ? true : a === undefined || b === undefined ? undefined : false;

/** Whether the marker of a requirement (PEP 508) holds on Linux with CPython; undefined where that depends on what is not known, or where it is no marker. */
export const markerHolds = (marker: string, environment: MarkerEnvironment): Answer => {
  if (marker.trim() === '') return true;
  const tokens = tokensOf(marker);
  if (!tokens) return undefined;
  let at = 0;
  const any = (): Answer => {
    let answer = all();
    while (tokens[at]?.kind === 'or') {
      at++;
      answer = either(answer, all());
    }
    return answer;
  };
  const all = (): Answer => {
    let answer = one();
    while (tokens[at]?.kind === 'and') {
      at++;
      answer = both(answer, one());
    }
    return answer;
  };
  const one = (): Answer => {
    if (tokens[at]?.kind === '(') {
      at++;
      const answer = any();
      at++;
      return answer;
    }
    const [left, operator, right] = tokens.slice(at, at + 3);
    at += 3;
    if (!left || !right || operator?.kind !== 'operator') return undefined;
    if (!('text' in left) || !('text' in right)) return undefined;
    return compared(left, operator.text, right, environment);
  };
  const answer = any();
  return at === tokens.length ? answer : undefined;
};

type Operand = Extract<Token, { readonly text: string }>;

const compared = (
  left: Operand,
  operator: string,
  right: Operand,
  environment: MarkerEnvironment,
): Answer => {
  const name = left.kind === 'name' ? left.text : right.text;
  if (left.kind === right.kind) return undefined;
  const asked = left.kind === 'name' ? right.text : left.text;
  if (name === 'python_version' || name === 'python_full_version')
    return comparedVersion(environment.python, operator, asked, left.kind === 'name', name);
  const value = valueOf(name, environment);
  if (value === undefined) return undefined;
  const [a, b] = left.kind === 'name' ? [value, asked] : [asked, value];
  switch (operator) {
    case '==':
    case '===':
      return a === b;
    case '!=':
      return a !== b;
    case 'in':
      return b.includes(a);
    case 'not in':
      return !b.includes(a);
    default:
      return undefined;
  }
};

const linux: Readonly<Record<string, string>> = {
  os_name: 'posix',
  'os.name': 'posix',
  sys_platform: 'linux',
  'sys.platform': 'linux',
  platform_system: 'Linux',
  platform_python_implementation: 'CPython',
  'platform.python_implementation': 'CPython',
  implementation_name: 'cpython',
};

const valueOf = (name: string, { extra }: MarkerEnvironment): string | undefined =>
  name === 'extra' ? (extra ?? '') : Object.hasOwn(linux, name) ? linux[name] : undefined;

const comparedVersion = (
  python: string | undefined,
  operator: string,
  asked: string,
  straight: boolean,
  name: string,
): Answer => {
  if (python === undefined) return undefined;
  if (operator === 'in' || operator === 'not in') {
    const has = asked.split(/[\s,]+/).includes(python);
    return operator === 'in' ? has : !has;
  }
  const [major = 0, minor = 0, patch] = asked.replace(/\.\*$/, '').split('.').map(Number);
  const [ownMajor = 0, ownMinor = 0] = python.split('.').map(Number);
  const order = Math.sign(ownMajor - major || ownMinor - minor);
  // The patch of the interpreter is not known.
  if (order === 0 && name === 'python_full_version' && patch !== undefined && patch > 0)
    return undefined;
  const signs = straight ? operator : flipped[operator];
  switch (signs) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return name === 'python_full_version' && order === 0 ? undefined : order > 0;
    case '>=':
      return order >= 0;
    case '==':
    case '===':
      return order === 0;
    case '!=':
      return order !== 0;
    case '~=':
      return ownMajor === major && order >= 0;
    default:
      return undefined;
  }
};

const flipped: Readonly<Record<string, string>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
};
