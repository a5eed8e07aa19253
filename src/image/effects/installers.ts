import { isPython, pythonProgram } from '../../syntax/shell/program.ts';
import { added, type Effect, made, nothing, open, type Setting } from './effect.ts';

/** Where packages of a distribution put their files; what they put elsewhere is not looked for. */
const systemPaths = ['/usr', '/etc', '/lib', '/var', '/bin', '/sbin'];

const distribution: Effect = (setting) => added(setting, systemPaths);

const site = ['/usr/local/lib', '/usr/local/bin', '/usr/lib', '/usr/bin'];

const homeOf = ({ home }: Setting): string => home() ?? '/root';

/** `pip install`: packages, and what `--target` or `--prefix` names. */
const pip: Effect = (setting) => {
  const { words } = setting.command;
  if (!words.some(({ text }) => text === 'install')) {
    return words.some(({ text }) => text === 'download' || text === 'wheel')
      ? added(setting, [
          setting.path('.'),
          ...optionPaths(setting, '-w', '-d', '--wheel-dir', '--dest'),
        ])
      : [];
  }
  const folders = optionPaths(setting, '-t', '--target', '--prefix', '--root', '--src');
  // A repository that is installed so is cloned to ./src.
  const editable = words.some(({ text }) => /^(?:git|hg|svn|bzr)\+|#egg=/.test(text));
  return added(setting, [
    ...site,
    `${homeOf(setting)}/.local`,
    ...folders,
    ...(editable ? [setting.path('src')] : []),
  ]);
};

const optionPaths = (
  setting: Setting,
  ...names: readonly string[]
): readonly (string | undefined)[] => {
  const { words } = setting.command;
  return words.flatMap((word, i) => {
    const next = words[i + 1];
    if (names.includes(word.text) && next) {
      const text = setting.value(next);
      return [text === undefined ? undefined : setting.path(text)];
    }
    const joined = names.find((name) => name.startsWith('--') && word.text.startsWith(`${name}=`));
    const text = joined && setting.value(word)?.slice(joined.length + 1);
    return joined ? [text === undefined ? undefined : setting.path(text)] : [];
  });
};

/** A virtual environment at a path: its directory with an interpreter, and what is installed there later. */
const environment = (setting: Setting, text: string | undefined) => {
  const path = text === undefined ? undefined : setting.path(text);
  if (path === undefined) return added(setting, [setting.path('.')]);
  return [
    made(setting, path, { kind: 'directory' }),
    ...added(setting, [path]),
    ...['python', 'python3', 'activate'].map((name) => made(setting, `${path}/bin/${name}`)),
  ];
};

const python: Effect = (setting) => {
  const { words } = setting.command;
  const program = pythonProgram(words);
  const module = program?.module?.text;
  if (module === 'venv' || module === 'virtualenv') {
    const target = program?.rest.find(({ text }) => !text.startsWith('-'));
    return environment(setting, target && setting.value(target));
  }
  if (module === 'pip') return pip(setting);
  if (words.length === 1 || words[1]?.text === '--version' || words[1]?.text === '-V') return [];
  // A program writes where it runs, to the home directory and to the packages.
  return open(setting, [setting.path('.'), homeOf(setting), '/tmp', ...site]);
};

const virtualenv: Effect = (setting) => {
  const target = setting.command.words.findLast(({ text }, i) => i > 0 && !text.startsWith('-'));
  return environment(setting, target && setting.value(target));
};

const uv: Effect = (setting) => {
  const { words } = setting.command;
  const verb = words.find(({ text }, i) => i > 0 && !text.startsWith('-'))?.text;
  if (verb === 'pip' || verb === 'cache' || verb === 'export' || verb === 'lock')
    return verb === 'pip' ? pip(setting) : added(setting, [setting.path('.')]);
  const target =
    verb === 'venv'
      ? words.findLast(({ text }, i) => i > 1 && !text.startsWith('-') && text !== 'venv')
      : undefined;
  if (verb === 'venv') return environment(setting, target ? setting.value(target) : '.venv');
  if (verb === 'tool') return added(setting, [`${homeOf(setting)}/.local`, '/usr/local/bin']);
  if (verb === 'python') return added(setting, [`${homeOf(setting)}/.local`]);
  return environment(setting, '.venv');
};

/** A program that builds in its directory and installs below /usr/local. */
const builder: Effect = (setting) =>
  added(setting, [setting.path('.'), '/usr/local', homeOf(setting)]);

const conda: Effect = (setting) => {
  const { words } = setting.command;
  const verb = words.find(({ text }, i) => i > 0 && !text.startsWith('-'))?.text;
  if (/^(?:clean|config|info|list|init|activate|deactivate)$/.test(verb ?? '')) return [];
  return added(setting, ['/opt/conda', homeOf(setting), ...optionPaths(setting, '-p', '--prefix')]);
};

const npm: Effect = (setting) =>
  setting.command.words.some(({ text }) => text === '-g' || text === '--global')
    ? added(setting, ['/usr/local/lib', '/usr/local/bin', '/usr/lib', '/usr/bin'])
    : added(setting, [setting.path('.'), homeOf(setting)]);

const go: Effect = (setting) =>
  added(setting, [setting.path('.'), '/go', homeOf(setting), ...optionPaths(setting, '-o')]);

const workFolder: Effect = (setting) => added(setting, [setting.path('.')]);

/** Programs that install packages or build from source, by name. */
export const installerEffects: Readonly<Record<string, Effect>> = {
  'apt-get': (setting) =>
    setting.command.words.some(({ text }) =>
      /^(?:install|upgrade|dist-upgrade|full-upgrade|build-dep|remove|purge|autoremove)$/.test(
        text,
      ),
    )
      ? distribution(setting)
      : [],
  aptitude: distribution,
  dpkg: distribution,
  gdebi: distribution,
  apk: distribution,
  yum: distribution,
  dnf: distribution,
  microdnf: distribution,
  zypper: distribution,
  rpm: distribution,
  'update-alternatives': distribution,
  pip,
  pipx: (setting) => added(setting, [`${homeOf(setting)}/.local`, '/opt', '/usr/local/bin']),
  python,
  virtualenv,
  uv,
  uvx: workFolder,
  poetry: (setting) =>
    setting.command.words.some(({ text }) => text === 'config' || text === '--version')
      ? added(setting, [setting.path('poetry.toml'), homeOf(setting)])
      : added(setting, [setting.path('.'), homeOf(setting), ...site]),
  pdm: (setting) => added(setting, [setting.path('.'), homeOf(setting), ...site]),
  pipenv: (setting) => added(setting, [setting.path('.'), homeOf(setting), ...site]),
  hatch: (setting) => added(setting, [setting.path('.'), homeOf(setting)]),
  conda,
  mamba: conda,
  micromamba: conda,
  npm,
  npx: npm,
  yarn: npm,
  pnpm: npm,
  bun: npm,
  corepack: nothing,
  gem: distribution,
  bundle: builder,
  cargo: builder,
  rustup: (setting) => added(setting, [homeOf(setting), '/usr/local']),
  go,
  make: builder,
  cmake: builder,
  ninja: builder,
  meson: builder,
  gcc: workFolder,
  'g++': workFolder,
  cc: workFolder,
  javac: workFolder,
  mvn: builder,
  gradle: builder,
  dotnet: builder,
  Rscript: builder,
  R: builder,
  julia: builder,
  jupyter: (setting) =>
    added(setting, [homeOf(setting), '/usr/local', '/opt/conda', setting.path('.')]),
  'huggingface-cli': (setting) =>
    added(setting, [
      homeOf(setting),
      setting.path('.'),
      ...optionPaths(setting, '--local-dir', '--cache-dir'),
    ]),
  hf: (setting) =>
    added(setting, [
      homeOf(setting),
      setting.path('.'),
      ...optionPaths(setting, '--local-dir', '--cache-dir'),
    ]),
  dvc: workFolder,
  gdown: workFolder,
  aws: workFolder,
  gsutil: workFolder,
};

/** The name under which the effect of a program is listed: `pip3.12` is pip. */
export const effectName = (name: string): string => {
  if (/^pip[\d.]*$/.test(name)) return 'pip';
  if (isPython({ text: name, raw: name, span: [0, 0], dynamic: false })) return 'python';
  return name;
};
