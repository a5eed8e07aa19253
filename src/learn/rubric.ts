import type { Pattern, Rubric } from './content.ts';

/** Why an answer is not scored. */
export type Guard = 'too-short' | 'no-topic' | 'word-list' | 'copied';

/** A range of the answer: UTF-16 offsets, end exclusive. */
export type Evidence = readonly [start: number, end: number];

/** What was found in an answer. */
export interface Scored {
  readonly guard?: Guard;
  /** Idea id -> the words that state it. */
  readonly found: ReadonlyMap<string, Evidence>;
  /** Ids of wrong beliefs that the answer states. */
  readonly misconceptions: readonly string[];
}

interface Word {
  readonly text: string;
  readonly at: Evidence;
}

interface Clause {
  readonly words: readonly Word[];
  /** It tells how things are without the subject ("without containers you …"). */
  readonly counterfactual: boolean;
}

/** Looks for the ideas of a rubric in a free-text answer; `model` is the answer we show. */
export function scoreAnswer(rubric: Rubric, answer: string, model: string): Scored {
  const clauses = clausesOf(answer);
  const words = clauses.flatMap((clause) => clause.words);
  const guard = guardOf(answer, words, model);
  if (guard) return { guard, found: new Map(), misconceptions: [] };
  const statements = clauses
    .filter((clause) => !clause.counterfactual)
    .flatMap((clause) => [...statementsOf(clause)]);
  const wrong = rubric.misconceptions.filter(({ patterns }) =>
    patterns.some((pattern) => statements.some((clause) => matchIn(clause, pattern, isEqual))),
  );
  const cancelled = new Set(wrong.map(({ cancels }) => cancels));
  const found = new Map<string, Evidence>();
  for (const { id, patterns } of rubric.ideas) {
    const evidence = firstMatch(clauses, patterns);
    if (evidence && !cancelled.has(id)) found.set(id, evidence);
  }
  const misconceptions = wrong.map(({ id }) => id);
  const onTopic = found.size + wrong.length > 0 || isOnTopic(rubric, words);
  return onTopic ? { found, misconceptions } : { guard: 'no-topic', found, misconceptions };
}

const isOnTopic = ({ topic }: Rubric, words: readonly Word[]): boolean =>
  occurrences(words, topic, isSameWord).length > 0;

function firstMatch(
  clauses: readonly Clause[],
  patterns: readonly Pattern[],
): Evidence | undefined {
  for (const clause of clauses) {
    for (const pattern of patterns) {
      const match = matchIn(clause, pattern, isSameWord);
      if (match) return match;
    }
  }
  return undefined;
}

/** The words that match a pattern with the polarity it asks for. */
function matchIn(
  { words, counterfactual }: Clause,
  pattern: Pattern,
  same: Comparison,
): Evidence | undefined {
  for (const places of placesOf(words, pattern, same)) {
    const from = Math.min(...places.map(([start]) => start));
    const to = Math.max(...places.map(([, end]) => end));
    // "Without a rollout" is a phrase of a slot: it states an idea and takes none away.
    const own = pattern.negated ? [] : places;
    const negated = isNegated(words, from, to, own) || counterfactual;
    if (negated !== pattern.negated) continue;
    const first = words[from];
    const last = words[to];
    if (first && last) return [first.at[0], last.at[1]];
  }
  return undefined;
}

/** All ways in which each slot occurs once, apart from the others and within the window. */
function* placesOf(
  words: readonly Word[],
  { slots, window }: Pattern,
  same: Comparison,
  taken: readonly Place[] = [],
): Iterable<readonly Place[]> {
  const phrases = slots[taken.length];
  if (!phrases) {
    yield taken;
    return;
  }
  for (const place of occurrences(words, phrases, same)) {
    const fits = taken.every(([from, to]) => {
      const apart = place[1] < from || place[0] > to;
      return apart && Math.max(place[1], to) - Math.min(place[0], from) <= window;
    });
    if (fits) yield* placesOf(words, { slots, window, negated: false }, same, [...taken, place]);
  }
}

type Place = readonly [from: number, to: number];

function occurrences(
  words: readonly Word[],
  phrases: readonly string[],
  same: Comparison,
): readonly Place[] {
  const places: Place[] = [];
  for (let i = 0; i < words.length; i += 1) {
    for (const phrase of phrases) {
      const parts = phrase.split(' ');
      if (parts.every((part, k) => same(words[i + k]?.text ?? '', part))) {
        places.push([i, i + parts.length - 1]);
      }
    }
  }
  return places;
}

type Comparison = (one: string, two: string) => boolean;

const isEqual: Comparison = (one, two) => one === two;

const meaningful = new Set(['mean', 'other']);

/** Equal, or apart by the s of a plural or of a verb: request and requests, take and takes. */
function isSameWord(one: string, two: string): boolean {
  if (one === two) return true;
  const [short, long] = one.length < two.length ? [one, two] : [two, one];
  return short.length > 3 && long === `${short}s` && !meaningful.has(short);
}

const negators = new Set(
  'not no never nobody nothing none without neither nor cannot avoid avoids avoided avoiding prevent prevents skip skips eliminate eliminates eliminating saves save'.split(
    ' ',
  ),
);
const scopeEnds = new Set(
  'so because since therefore thus hence then when if while until unless otherwise else'.split(' '),
);
// "It fails, as nobody …", unlike "as good as".
const subjects = new Set('it they nobody there he she we you no each its their'.split(' '));
const endsScope = (text: string, next: string): boolean =>
  scopeEnds.has(text) || (text === 'as' && subjects.has(next));
const notAlone = new Set(['only', 'just', 'merely', 'simply']);
const negationReach = 6;

/** An odd number of negators shortly before or inside the range, up to a comma or "so". */
function isNegated(
  words: readonly Word[],
  from: number,
  to: number,
  skipped: readonly Place[],
): boolean {
  let count = 0;
  let hasNo = false;
  let hasNor = false;
  for (let i = to; i >= Math.max(0, from - negationReach); i -= 1) {
    const text = words[i]?.text ?? '';
    const ends = endsScope(text, words[i + 1]?.text ?? '');
    if (i < from && (ends || text === ',')) break;
    // "Nothing works if there is no controller": each half has a negation of its own.
    if (ends && skipped.length === 0 && count % 2 === 1) break;
    if (!negators.has(text) || skipped.some(([start, end]) => i >= start && i <= end)) continue;
    const next = words[i + 1]?.text ?? '';
    if (text === 'not' && notAlone.has(next)) continue;
    if (text === 'nothing' && next === 'but') continue;
    // "Neither … nor …" is one negation.
    if (text !== 'nor' && hasNor) continue;
    hasNor ||= text === 'nor';
    // "No limit and no toleration": each takes away what it stands before.
    if (text === 'no' && hasNo) continue;
    hasNo ||= text === 'no';
    count += 1;
  }
  return count % 2 === 1;
}

// A dot inside of a name or a number, as in `model.pkl` and `0.0.0.0`, ends nothing.
const tokenPattern = /[\p{L}\p{N}]+(?:['’][\p{L}]+)?|[.:!?](?=\s|$)|[,;\n]/gu;

function tokensOf(answer: string): readonly Word[] {
  const words: Word[] = [];
  for (const match of answer.matchAll(tokenPattern)) {
    const at: Evidence = [match.index, match.index + match[0].length];
    for (const text of expanded(match[0].normalize('NFKC').toLowerCase().replace('’', "'"))) {
      words.push({ text, at });
    }
  }
  return words;
}

const contractions: Readonly<Record<string, readonly string[]>> = {
  "can't": ['can', 'not'],
  "won't": ['will', 'not'],
  cannot: ['can', 'not'],
  cant: ['can', 'not'],
  wont: ['will', 'not'],
};

// As many write them: "dont", "isnt".
const bare = /^(?:do|does|did|is|are|was|were|has|have|had|should|would|could|must|need)(?=nt$)/;

function expanded(word: string): readonly string[] {
  const known = contractions[word];
  if (known) return known;
  const [verb] = bare.exec(word) ?? [];
  if (verb) return [verb, 'not'];
  if (word.endsWith("n't")) return [word.slice(0, -3), 'not'];
  const [base = word, tail] = word.split("'");
  if (tail === 're') return [base, 'are'];
  if (tail === 've') return [base, 'have'];
  if (tail === 's' && pronouns.has(base)) return [base, 'is'];
  return [base];
}

const pronouns = new Set('it that this there he she what who everything nothing'.split(' '));
const clauseEnds = new Set(['.', ';', ':', '!', '?', '\n']);
const contrasts = new Set('but however whereas although though yet'.split(' '));
const afterAnd = new Set(
  'it they you we i he she this that nobody there is are was were does do can will'.split(' '),
);

function clausesOf(answer: string): readonly Clause[] {
  const clauses: Clause[] = [];
  let words: Word[] = [];
  const close = (): void => {
    if (words.length > 0) clauses.push(...splitCounterfactual(words));
    words = [];
  };
  const tokens = tokensOf(answer);
  for (const [i, token] of tokens.entries()) {
    if (clauseEnds.has(token.text)) close();
    else {
      const next = tokens[i + 1]?.text ?? '';
      if (isContrast(token.text, tokens[i - 1]?.text ?? '')) close();
      else if (token.text === 'and' && afterAnd.has(next)) close();
      words.push(token);
    }
  }
  close();
  return clauses;
}

/** The parts of a clause with a subject each: what one says of the host is not said of the image that comes next. */
function* statementsOf({ words, counterfactual }: Clause): Generator<Clause> {
  let from = 0;
  for (const [i, { text }] of words.entries()) {
    const next = words[i + 1]?.text ?? '';
    if (text !== ',' && !(text === 'and' && determiners.has(next)) && text !== 'while') continue;
    yield { words: words.slice(from, i), counterfactual };
    from = i + 1;
  }
  yield { words: words.slice(from), counterfactual };
}

const determiners = new Set(['the', 'a', 'an', 'its', 'each', 'every', 'all']);

/** "Not yet" and "nothing but" are no turn of the thought. */
const isContrast = (text: string, before: string): boolean =>
  contrasts.has(text) &&
  !(text === 'yet' && negators.has(before)) &&
  !(text === 'but' && before === 'nothing');

const wholeOpeners = ['without', 'before', 'traditionally', 'in the past'];
const partOpeners = ['unlike', 'instead of', 'rather than', 'compared with', 'compared to'];

/** "Without containers …" is about another world; "compared with …," is so up to its comma. */
function splitCounterfactual(words: readonly Word[]): readonly Clause[] {
  const text = words.map((word) => word.text).join(' ');
  if (wholeOpeners.some((opener) => text.startsWith(`${opener} `))) {
    return [{ words, counterfactual: true }];
  }
  const comma = words.findIndex((word) => word.text === ',');
  if (comma > 0 && partOpeners.some((opener) => text.startsWith(`${opener} `))) {
    return [
      { words: words.slice(0, comma), counterfactual: true },
      { words: words.slice(comma + 1), counterfactual: false },
    ];
  }
  return [{ words, counterfactual: false }];
}

const functionWords = new Set(
  'a an the and or of to in on at for with by from as is are was were be been it its they them their you your we our i that this these those there which who so because if when no not do does did has have had can will would than then one each every any all nobody nothing over several after between into out up also more some other while without only just'.split(
    ' ',
  ),
);

function guardOf(answer: string, tokens: readonly Word[], model: string): Guard | undefined {
  const words = tokens.filter(({ text }) => text !== ',');
  if (words.length < 4) return 'too-short';
  const commas = tokens.length - words.length;
  const glue = words.filter(({ text }) => functionWords.has(text)).length;
  if (words.length >= 6 && (commas / words.length > 0.28 || glue / words.length < 0.1)) {
    return 'word-list';
  }
  return isCopied(answer, model) ? 'copied' : undefined;
}

function isCopied(answer: string, model: string): boolean {
  const given = trigrams(answer);
  const ours = trigrams(model);
  if (given.size < 8) return false;
  const shared = [...given].filter((gram) => ours.has(gram)).length;
  return shared / given.size > 0.8;
}

function trigrams(text: string): ReadonlySet<string> {
  const words = tokensOf(text)
    .map((word) => word.text)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  return new Set(words.slice(2).map((word, i) => `${words[i]} ${words[i + 1]} ${word}`));
}
