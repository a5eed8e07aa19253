// What BuildKit reads as a platform: github.com/containerd/platforms, Parse (v1.0.0-rc.4 of 2026-08; the lists are Go's). Facts of 2026-11-29.
const systems: ReadonlySet<string> = new Set([
  ...['aix', 'android', 'darwin', 'dragonfly', 'freebsd', 'hurd', 'illumos', 'ios', 'js'],
  ...['linux', 'macos', 'nacl', 'netbsd', 'openbsd', 'plan9', 'solaris', 'wasip1', 'windows'],
  'zos',
]);
const architectures: ReadonlySet<string> = new Set([
  ...['386', 'i386', 'amd64', 'x86_64', 'x86-64', 'amd64p32', 'arm', 'armhf', 'armel', 'armbe'],
  ...['arm64', 'aarch64', 'arm64be', 'loong64', 'mips', 'mipsle', 'mips64', 'mips64le'],
  ...['mips64p32', 'mips64p32le', 'ppc', 'ppc64', 'ppc64le', 'riscv', 'riscv64', 's390', 's390x'],
  ...['sparc', 'sparc64', 'wasm'],
]);

// Platforms that images are built for, to suggest.
const usual = ['linux/amd64', 'linux/arm64', 'linux/arm/v7', 'linux/386', 'linux/ppc64le'];
const otherNames: ReadonlyMap<string, string> = new Map([
  ['x86', 'linux/386'],
  ['x64', 'linux/amd64'],
  ['armv7', 'linux/arm/v7'],
  ['armv8', 'linux/arm64'],
  ['arm64v8', 'linux/arm64'],
  ['arm32v7', 'linux/arm/v7'],
  ['m1', 'linux/arm64'],
]);

/** Why BuildKit cannot read a platform, in its words; undefined when it can. */
export const platformError = (text: string): string | undefined => {
  const [system = '', ...more] = text.split('/');
  const written =
    /^[\w-]+(?:\([\w.+-]*\))?$/.test(system) && more.every((part) => /^[\w.-]+$/.test(part));
  if (!written) return 'invalid argument';
  if (more.length > 2) return 'cannot parse platform specifier';
  const known = systems.has(system.toLowerCase()) || architectures.has(system.toLowerCase());
  return more.length > 0 || known || system.includes('(')
    ? undefined
    : 'unknown operating system or architecture';
};

/** The platform that was meant by one that cannot be read, where that is plain. */
export const meantPlatform = (text: string): string | undefined => {
  const lower = text.toLowerCase();
  const [system = '', ...rest] = lower.split(/[-_:\\/.]+/);
  const other = otherNames.get(lower) ?? otherNames.get(rest.join(''));
  if (other && (rest.length === 0 || system === 'linux')) return other;
  const joined = [system, ...rest].join('/');
  return usual.find((each) => each === joined);
};
