const grammar = /^([+-]?(?:\d+\.?\d*|\.\d+))([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

const units: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** Whether Kubernetes can read an amount: `500m`, `8Gi`, `1e3`; it leaves blanks around it out. */
export const isQuantity = (text: string): boolean => grammar.test(text.trim());

/** The number that an amount stands for, or undefined when it is none. */
export const quantityValue = (text: string): number | undefined => {
  const match = grammar.exec(text.trim());
  if (!match) return undefined;
  const [, number = '', suffix = ''] = match;
  if (/^[eE]./.test(suffix)) return Number(`${number}${suffix}`);
  return Number(number) * (units[suffix] ?? 1);
};

/** Suffixes as people write them, in small letters, and what Kubernetes calls them. */
const spellings: Readonly<Record<string, string>> = {
  '': '',
  b: '',
  byte: '',
  bytes: '',
  core: '',
  cores: '',
  cpu: '',
  cpus: '',
  k: 'k',
  kb: 'k',
  ki: 'Ki',
  kib: 'Ki',
  mb: 'M',
  mi: 'Mi',
  mib: 'Mi',
  g: 'G',
  gb: 'G',
  gi: 'Gi',
  gib: 'Gi',
  t: 'T',
  tb: 'T',
  ti: 'Ti',
  tib: 'Ti',
};

/** The amount that a malformed one most likely means, `8Gib` to `8Gi`; undefined when that is a guess. */
export const repairQuantity = (text: string): string | undefined => {
  const match = /^\s*([+-]?\d+(?:[.,]\d+)?)\s*([A-Za-z]*)\s*$/.exec(text);
  if (!match) return undefined;
  const [, number = '', suffix = ''] = match;
  // 1,000 can be a thousand or one.
  if (/,\d{3}$/.test(number)) return undefined;
  const unit = spellings[suffix.toLowerCase()];
  if (unit === undefined) return undefined;
  return `${number.replace(',', '.')}${unit}`;
};

/** An amount in plain words: `8Gi` of memory is `8,589,934,592 bytes`, `500m` of cpu `0.5 CPU cores`. */
export const explainQuantity = (text: string, name: string): string | undefined => {
  const value = quantityValue(text);
  if (value === undefined) return undefined;
  const shown = value.toLocaleString('en-US', { maximumFractionDigits: 9 });
  if (name === 'cpu') return `${shown} CPU ${value === 1 ? 'core' : 'cores'}`;
  if (/memory|storage|hugepages|sizeLimit/i.test(name)) return `${shown} bytes${inGibi(value)}`;
  return shown;
};

const inGibi = (bytes: number): string => {
  const gibi = bytes / 2 ** 30;
  return gibi >= 0.1 && !Number.isInteger(gibi)
    ? ` (${gibi.toLocaleString('en-US', { maximumFractionDigits: 2 })} GiB)`
    : '';
};
