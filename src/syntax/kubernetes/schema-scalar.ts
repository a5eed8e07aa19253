import type { Scalar } from 'yaml';
import type { Shape, SimpleShape } from '../../data/kubernetes-schema.ts';
import { nearest } from '../../text/nearest.ts';
import { isCapitals, isPlaceholder } from '../../text/placeholder.ts';
import type { Rewrite } from './schema-problem.ts';
import { isQuantity, repairQuantity } from './schema-quantity.ts';

/** The shape of a value without parts. */
export type ScalarShape = SimpleShape | { readonly one: readonly string[] };

/** Why a scalar does not fit; undefined when it fits or cannot be judged. */
export type ScalarProblem =
  | {
      readonly kind: 'wrong-type';
      readonly wanted: string;
      readonly found: string;
      readonly readAs?: boolean;
      readonly rewrite?: Rewrite;
    }
  | { readonly kind: 'malformed-quantity'; readonly text: string; readonly rewrite?: Rewrite }
  | { readonly kind: 'not-base64' }
  | {
      readonly kind: 'bad-enum';
      readonly text: string;
      readonly values: readonly string[];
      readonly rewrite?: Rewrite;
    };

/** Text that another program fills in before kubectl reads it. */
const template = /\uE000|\$\{|\{\{|\$\(|\$[A-Za-z_]|^<[^>]*>/;

/** Several words, or the last one of the names of fields that take few words. */
const named = /[_ -]|(?:TYPE|PROTOCOL|POLICY|MODE|EFFECT|OPERATOR|STRATEGY|SCOPE)$/;

/** Words that the YAML of kubectl, which is version 1.1, reads as booleans and the parser here as text. */
const oldBoolean = /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/;

/** Numbers in the same YAML, without the underscores that it allows in them: of base 2, 8 and 16, and decimal ones. */
const oldNumber =
  /^[-+]?(?:0[bB][01]{1,60}|0[oO][0-7]{1,20}|0[xX][0-9A-Fa-f]{1,15}|(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)$/;

const wantedWords: Readonly<Record<Exclude<SimpleShape, 'any'>, string>> = {
  string: 'text',
  byte: 'text',
  'date-time': 'text',
  int32: 'a whole number',
  int64: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  'int-or-string': 'a whole number or text',
  quantity: 'an amount',
};

/** What a shape wants, in words. */
export const wantedOf = (shape: Shape): string => {
  if (typeof shape === 'string') return shape === 'any' ? 'anything' : wantedWords[shape];
  if ('one' in shape) return 'text';
  return 'list' in shape ? 'a list' : 'a mapping';
};

/** Judges a scalar; `source` is its text in the file, with quotes. */
export const judgeScalar = (
  scalar: Scalar,
  shape: ScalarShape,
  source: string,
): ScalarProblem | undefined => {
  const { value } = scalar;
  if (shape === 'any' || value === null || isForeign(scalar)) return undefined;
  if (typeof value === 'string') {
    if (isTemplate(scalar)) return undefined;
    const isBare = scalar.type === 'PLAIN' && scalar.tag === undefined;
    if (isBare && oldBoolean.test(value))
      return judgeBoolean(shape, source, { found: 'a boolean', readAs: isYes(value) });
    const number = isBare ? oldNumberIn(value) : undefined;
    if (number !== undefined) return judgeNumber(number, shape, source);
    return judgeText(value, shape, source);
  }
  if (typeof value === 'boolean') return judgeBoolean(shape, source, { found: 'a boolean' });
  if (typeof value === 'number') return judgeNumber(value, shape, source);
  return undefined;
};

/** Whether a scalar is text that another program fills in. */
export const isTemplate = ({ value }: Scalar): boolean =>
  typeof value === 'string' && (template.test(value) || isPlaceholder(value));

/** One word in brackets where a list of words belongs, or undefined when the word does not fit into it. */
export const scalarInList = (scalar: Scalar, shape: Shape, source: string): Rewrite | undefined => {
  const fits = (typeof shape === 'string' || 'one' in shape) && !judgeScalar(scalar, shape, source);
  if (!fits || /[\s,[\]{}]/.test(source)) return undefined;
  return { title: 'Write a list of one entry', text: `[${source}]`, safe: false };
};

const isYes = (value: string): boolean => /^(?:y|yes|on)$/i.test(value);

/** The number that the YAML of kubectl reads in a word which the parser here takes for text. */
const oldNumberIn = (value: string): number | undefined => {
  const plain = value.replaceAll('_', '');
  if (!/^[-+\d]/.test(value) || !oldNumber.test(plain)) return undefined;
  const size = Number(plain.replace(/^[-+]/, ''));
  return plain.startsWith('-') ? -size : size;
};

const isForeign = ({ tag }: Scalar): boolean =>
  tag !== undefined && !tag.startsWith('tag:yaml.org,2002:');

const takesText = (shape: ScalarShape): boolean =>
  typeof shape === 'object' || /^(?:string|byte|date-time)$/.test(shape);

const judgeText = (
  value: string,
  shape: ScalarShape,
  source: string,
): ScalarProblem | undefined => {
  if (typeof shape === 'object') {
    if (value === '' || shape.one.includes(value)) return undefined;
    const near = nearest(value, shape.one);
    if (near === undefined && named.test(value) && isCapitals(value)) return undefined;
    const rewrite = near === undefined ? undefined : inQuotesOf(source, value, near);
    return { kind: 'bad-enum', text: value, values: shape.one, ...(rewrite ? { rewrite } : {}) };
  }
  if (shape === 'byte')
    return isBase64(value) || isOpen(value) ? undefined : { kind: 'not-base64' };
  if (takesText(shape) || shape === 'int-or-string') return undefined;
  if (isCapitals(value)) return undefined;
  if (shape === 'quantity') {
    if (value === '' || isQuantity(value)) return undefined;
    const meant = repairQuantity(value);
    const rewrite = meant === undefined ? undefined : inQuotesOf(source, value, meant);
    return { kind: 'malformed-quantity', text: value, ...(rewrite ? { rewrite } : {}) };
  }
  const bare =
    shape === 'boolean' ? /^(?:true|false)$/.test(value) : /^(?:0|-?[1-9]\d*)$/.test(value);
  const quoted = /^["']/.test(source);
  return {
    kind: 'wrong-type',
    wanted: wantedOf(shape),
    found: 'text',
    ...(bare && quoted ? { rewrite: { title: 'Remove the quotes', text: value, safe: true } } : {}),
  };
};

/** Whether a value is base64 as the API server reads it: padded, with line ends anywhere. */
const isBase64 = (value: string): boolean => {
  const text = value.replace(/[\r\n]/g, '');
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
};

/** Whether a value asks to be filled in. */
const isOpen = (value: string): boolean => /[<>{}%]|\.\.\.|^[A-Z][A-Z0-9_]{2,}$/.test(value);

const judgeBoolean = (
  shape: ScalarShape,
  source: string,
  found: { readonly found: string; readonly readAs?: boolean },
): ScalarProblem | undefined =>
  shape === 'boolean'
    ? undefined
    : {
        kind: 'wrong-type',
        wanted: wantedOf(shape),
        ...found,
        ...(takesText(shape) ? { rewrite: quoted(source) } : {}),
      };

const judgeNumber = (
  value: number,
  shape: ScalarShape,
  source: string,
): ScalarProblem | undefined => {
  if (shape === 'quantity' || shape === 'number') return undefined;
  const found = Number.isInteger(value) ? 'a number' : 'a fraction';
  if (takesText(shape))
    return { kind: 'wrong-type', wanted: 'text', found: 'a number', rewrite: quoted(source) };
  if (shape !== 'boolean' && found === 'a number') return undefined;
  return { kind: 'wrong-type', wanted: wantedOf(shape), found };
};

const quoted = (source: string): Rewrite => ({
  title: 'Put the value in quotes',
  text: `"${source}"`,
  safe: true,
});

/** A new text in the quotes of the old one; undefined when the old one is written in a way of its own. */
const inQuotesOf = (source: string, old: string, text: string): Rewrite | undefined => {
  if (!source.includes(old)) return undefined;
  return { title: `Write ${text}`, text: source.replace(old, () => text), safe: false };
};
