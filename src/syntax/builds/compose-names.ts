import type { Span } from '../../text/span.ts';
import { isLiteral } from './written.ts';
import type { YamlValue } from './yaml-value.ts';

/** What a service of a compose file names by a name that the file, or one beside it, has to define. */
export type NamedKind = 'service' | 'volume' | 'network' | 'secret' | 'config';

/** A name that a service uses. */
export interface NameUse {
  readonly kind: NamedKind;
  readonly name: string;
  readonly at: Span;
  /** The service that uses it. */
  readonly service: string;
}

/** The names that a compose file defines and uses. */
export interface ComposeNames {
  readonly defined: Readonly<Record<Exclude<NamedKind, 'service'>, readonly string[]>>;
  readonly uses: readonly NameUse[];
  /** It takes in other files, which may define any. */
  readonly includes: boolean;
}

/** The names that a compose file defines and uses. */
export const namesIn = (whole: YamlValue | undefined): ComposeNames => {
  const keys = (section: string) => (whole?.get(section)?.entries() ?? []).map(({ key }) => key);
  const services = whole?.get('services')?.entries() ?? [];
  return {
    defined: {
      ...{ volume: keys('volumes'), network: [...keys('networks'), 'default'] },
      ...{ secret: keys('secrets'), config: keys('configs') },
    },
    uses: services.flatMap(({ key, value }) =>
      usesOf(value).flatMap((use) => (isLiteral(use.name) ? { ...use, service: key } : [])),
    ),
    includes: whole?.get('include') !== undefined,
  };
};

type Use = Omit<NameUse, 'service'>;

const usesOf = (service: YamlValue): readonly Use[] => [
  ...named('service', service.get('depends_on')),
  ...named('network', service.get('networks')),
  ...named('secret', service.get('secrets')),
  ...named('secret', service.get('build', 'secrets')),
  ...named('config', service.get('configs')),
  ...(service.get('volumes')?.items() ?? []).flatMap(volumeUse),
];

/** The names of a list, short or long, or the keys of a map. */
const named = (kind: NamedKind, value: YamlValue | undefined): readonly Use[] => [
  ...(value?.items() ?? []).flatMap((item) => {
    const { at, text } = item.text === undefined ? (item.get('source') ?? item) : item;
    return text === undefined ? [] : [{ kind, name: text, at }];
  }),
  ...(value?.entries() ?? [])
    // One that need not be there is of no concern.
    .filter((entry) => entry.value.get('required')?.text !== 'false')
    .map(({ at, key }) => ({ kind, name: key, at })),
];

// A name that Docker takes, before a path of the container.
const short = /^([A-Za-z0-9][\w.-]+):\/[^:]*(?::[\w,]+)?$/;

const volumeUse = (item: YamlValue): readonly Use[] => {
  const { at, text } = item;
  if (text !== undefined) {
    const [, name] = short.exec(text) ?? [];
    return name === undefined ? [] : [{ kind: 'volume', name, at }];
  }
  const source = item.get('source');
  const isVolume = item.get('type')?.text === 'volume';
  return isVolume && source?.text ? [{ kind: 'volume', name: source.text, at: source.at }] : [];
};
