import type { Span } from '../../text/span.ts';
import { parseShell } from '../shell/parse.ts';
import type { ComposeCommand, ComposePort, ComposeVolume } from './compose-service.ts';
import { isLiteral } from './written.ts';
import type { YamlValue } from './yaml-value.ts';

/** The words of `command` and `entrypoint`; an empty list takes the image's away. */
export const commandOf = (value: YamlValue | undefined): ComposeCommand | undefined => {
  if (!value) return undefined;
  const { at, text } = value;
  const items = value.items();
  if (text === undefined) {
    const known = items.flatMap((each) =>
      each.text === undefined ? [] : [{ at: each.at, text: each.text }],
    );
    return {
      at,
      words: known.map((each) => each.text),
      places: known.map((each) => bare(each.at, each.text) ?? each.at),
      dynamic: items.some((each) => each.text === undefined || !isLiteral(each.text)),
    };
  }
  // Compose splits a text into words as a shell does, and runs no shell.
  const place = bare(at, text);
  const { commands, broken } = parseShell(oneLine(text), (start, end) =>
    place ? [place[0] + start, place[0] + end] : at,
  );
  const [only] = commands;
  const words = only && commands.length === 1 ? only.words : [];
  return {
    at,
    words: words.map((word) => word.text),
    places: words.map(({ span }) => span),
    dynamic: broken || commands.length !== 1 || !isLiteral(text),
  };
};

/** The breaks of lines between words are blanks: a folded text keeps those of lines that are further in. */
const oneLine = (text: string): string =>
  text.replace(/"(?:\\.|[^"\\])*"|'[^']*'|\\.|[\r\n]/gs, (part) =>
    part === '\n' || part === '\r' ? ' ' : part,
  );

/** The place of a text without its quotes; undefined where it is not written as it is. */
const bare = ([start, end]: Span, text: string): Span | undefined => {
  const quotes = end - start - text.length;
  return quotes === 0 || quotes === 2 ? [start + quotes / 2, end - quotes / 2] : undefined;
};

/** The ports that a service publishes, in short and long form; those with a variable are left out. */
export const portsOf = (value: YamlValue | undefined): readonly ComposePort[] =>
  (value?.items() ?? []).flatMap((each) => {
    const port = each.text === undefined ? longPort(each) : shortPort(each, each.text);
    return port && port.container > 0 && port.last < 65_536 ? [port] : [];
  });

const short =
  /^(?:(\[[^\]]*\]|\d+\.[\d.]+):)?(?:(\d+(?:-\d+)?)?:)?(\d+)(?:-(\d+))?(?:\/([a-z]+))?$/;

const shortPort = ({ at }: YamlValue, text: string): ComposePort | undefined => {
  const [, address, published, first, last = first, protocol = 'tcp'] = short.exec(text) ?? [];
  if (first === undefined) return undefined;
  const quote = (at[1] - at[0] - text.length) / 2;
  const start = at[0] + quote + text.replace(/\/[a-z]+$/, '').length - first.length;
  return {
    at,
    ...(last === first && (quote === 0 || quote === 1)
      ? { containerAt: [start, start + first.length] as const }
      : {}),
    ...(published === undefined ? {} : { published }),
    ...(address === undefined ? {} : { address }),
    container: Number(first),
    last: Number(last),
    protocol,
  };
};

const longPort = (value: YamlValue): ComposePort | undefined => {
  const target = value.get('target')?.text ?? '';
  const containerAt = value.get('target')?.at;
  const published = value.get('published')?.text;
  const address = value.get('host_ip')?.text;
  if (!/^\d+$/.test(target)) return undefined;
  return {
    at: value.at,
    ...(containerAt && containerAt[1] - containerAt[0] === target.length ? { containerAt } : {}),
    ...(published === undefined ? {} : { published }),
    ...(address === undefined ? {} : { address }),
    container: Number(target),
    last: Number(target),
    protocol: value.get('protocol')?.text ?? 'tcp',
  };
};

/** What a service mounts, in short and long form; `named` are the volumes of the file. */
export const volumesOf = (
  value: YamlValue | undefined,
  named: YamlValue | undefined,
): readonly ComposeVolume[] =>
  (value?.items() ?? []).flatMap((each) => {
    const volume = each.text === undefined ? longVolume(each) : shortVolume(each, each.text);
    const { source } = volume;
    const settings = source === undefined ? undefined : named?.get(source)?.entries();
    const special = settings?.some(({ key }) => key !== 'labels' && key !== 'name');
    return volume.target === '' ? [] : [special ? { ...volume, special: true as const } : volume];
  });

const shortVolume = ({ at }: YamlValue, text: string): ComposeVolume => {
  // A colon within `${DATA:-./data}` separates nothing, nor does that of a drive.
  const parts = text.match(/(?:\$\{[^}]*\}|^[A-Za-z]:(?=[\\/])|[^:])+/g) ?? [];
  const [source, target = '', options = ''] = parts;
  if (parts.length < 2) return { at, type: 'volume', target: source ?? '', readOnly: false };
  const sourceAt = partAt(at, text, 0, source ?? '');
  const targetAt = partAt(at, text, text.indexOf(target, (source ?? '').length), target);
  return {
    at,
    type: /^[./~$]|^[A-Za-z]:[\\/]/.test(source ?? '') ? 'bind' : 'volume',
    ...(source === undefined ? {} : { source }),
    target,
    ...(sourceAt ? { sourceAt } : {}),
    ...(targetAt ? { targetAt } : {}),
    readOnly: options.split(',').includes('ro'),
    ...(/^(?:r[wo]|[zZ]|,)*$/.test(options) ? {} : { special: true }),
  };
};

/** Where a part of a scalar is, in quotes or without; undefined where escapes hide it. */
const partAt = (at: Span, text: string, index: number, part: string): Span | undefined => {
  const quotes = at[1] - at[0] - text.length;
  const start = at[0] + quotes / 2 + index;
  return (quotes === 0 || quotes === 2) && index >= 0 ? [start, start + part.length] : undefined;
};

const longVolume = (value: YamlValue): ComposeVolume => {
  const source = value.get('source')?.text ?? value.get('src')?.text;
  const readOnly = value.get('read_only')?.text ?? value.get('readonly')?.text;
  const target = value.get('target') ?? value.get('destination');
  const text = target?.text ?? '';
  const targetAt = target && partAt(target.at, text, 0, text);
  return {
    at: value.at,
    type: value.get('type')?.text ?? 'volume',
    ...(source === undefined ? {} : { source }),
    target: text,
    ...(targetAt ? { targetAt } : {}),
    readOnly: readOnly === 'true',
    ...(value.get('volume') ? { special: true } : {}),
  };
};
