/** What is known of the flags of servers, compiled by `npm run refresh:server-flags` from the sources of their releases. */
export interface ServerFlags {
  /** The date of the facts: `2026-11-22`. */
  readonly facts: string;
  /** Lists of choices, joined by blanks, which forms name by their number. */
  readonly lists: readonly string[];
  readonly servers: Readonly<Record<string, ServerTable>>;
}

/** The flags of one server. */
export interface ServerTable {
  /** Its releases in order, joined by blanks. */
  readonly versions: string;
  /**
   * Flags without their dashes to the releases that have them: `0-35 1#4,36-78 1#7` is the first and last release by number, and a form: `-` takes no
   * value, `b` neither and has a `--no-` beside it, `1` takes one, `i` an integer, `f` a number, `?` perhaps one, `*` several, `_` is not known. Behind it
   * stand the list of choices, or limits.
   */
  readonly flags: Readonly<Record<string, string>>;
}

/** A flag as some releases know it. */
export interface Flag {
  /** Whether it takes a value: `maybe` where it need not, or takes several. */
  readonly value: 'none' | 'one' | 'maybe';
  readonly number?: 'integer' | 'number';
  readonly choices?: readonly string[];
  readonly limits?: readonly Limit[];
}

/** A limit of a number. */
export interface Limit {
  readonly is: '>' | '>=' | '<' | '<=';
  readonly than: number;
}

/** When a server had a flag, and how. */
export interface Era extends Flag {
  /** Numbers of releases. */
  readonly first: number;
  readonly last: number;
}

/** Whether a content file holds flags of servers. */
export const isServerFlags = (value: unknown): value is ServerFlags =>
  typeof value === 'object' &&
  value !== null &&
  'facts' in value &&
  'lists' in value &&
  'servers' in value;

/** Whether a text may start a server whose flags are known. */
export const namesServer = (text: string): boolean =>
  /vllm|sglang|mlflow|text-(?:generation|embeddings)|uvicorn|gunicorn|torchserve|\bray\b|llama-server|llama\.cpp|tritonserver|tensorflow_model_server|tensorflow\/serving/.test(
    text,
  );

/** The releases that had a flag, in order; none for a flag that no release had. The name has no dashes before it. */
export const erasOf = (
  { lists, servers }: ServerFlags,
  server: string,
  name: string,
): readonly Era[] => {
  const flags = servers[server]?.flags ?? {};
  const positive = name.startsWith('no-') ? name.slice(3) : undefined;
  if (Object.hasOwn(flags, name)) return read(flags[name] ?? '', lists);
  if (positive === undefined || !Object.hasOwn(flags, positive)) return [];
  return (flags[positive] ?? '')
    .split(',')
    .filter((era) => /^\d+-\d+ b/.test(era))
    .flatMap((era) => read(era, lists));
};

const read = (text: string, lists: readonly string[]): readonly Era[] =>
  text.split(',').flatMap((era) => {
    const [, first, last, form = '', list, limits = ''] =
      /^(\d+)-(\d+) (.)(?:#(\d+))?(.*)$/.exec(era) ?? [];
    if (first === undefined || last === undefined) return [];
    const choices = list === undefined ? undefined : lists[Number(list)]?.split(' ');
    const found = [...limits.matchAll(/([<>]=?)(-?[\d.]+)/g)].map(
      ([, is = '', than]): Limit => ({ is: signs[is] ?? '>', than: Number(than) }),
    );
    return [
      {
        first: Number(first),
        last: Number(last),
        value: form === '-' || form === 'b' ? 'none' : /[1if]/.test(form) ? 'one' : 'maybe',
        ...(form === 'i' ? { number: 'integer' } : form === 'f' ? { number: 'number' } : {}),
        ...(choices ? { choices } : {}),
        ...(found.length > 0 ? { limits: found } : {}),
      } satisfies Era,
    ];
  });

const signs: Readonly<Record<string, Limit['is']>> = { '>': '>', '>=': '>=', '<': '<', '<=': '<=' };

/** The names of all flags that releases had, without dashes; those of one release when its number is given. */
export const flagNames = (
  { servers }: ServerFlags,
  server: string,
  release?: number,
): readonly string[] =>
  Object.entries(servers[server]?.flags ?? {}).flatMap(([name, text]) => {
    const eras = text
      .split(',')
      .flatMap((era) => {
        const [, first, last, form] = /^(\d+)-(\d+) (.)/.exec(era) ?? [];
        return [{ first: Number(first), last: Number(last), form }];
      })
      .filter(({ first, last }) => release === undefined || (first <= release && release <= last));
    if (eras.length === 0) return [];
    return eras.some(({ form }) => form === 'b') ? [name, `no-${name}`] : [name];
  });
