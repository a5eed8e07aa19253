import { accountCall } from '../../syntax/shell/accounts.ts';
import type { Change } from '../tree.ts';
import { added, type Effect, has, made, optionsOf, pathsOf, type Setting } from './effect.ts';

const useradd: Effect = (setting) => {
  const { command, value } = setting;
  const call = accountCall(command);
  if (!call) return [];
  const { options, operands } = call;
  const given = (...names: readonly string[]): string | undefined => {
    const [found] = names.flatMap((name) => options.get(name) ?? []);
    const word = found?.value;
    return word?.dynamic ? value({ ...word, text: found?.text ?? '' }) : found?.text;
  };
  const busybox = command.name === 'adduser' && options.has('-D');
  const named = ['-d', '--home', '--home-dir', ...(command.name === 'adduser' ? ['-h'] : [])];
  const name = operands[0] && value(operands[0]);
  const fixed = named.some((each) => options.has(each));
  const text = fixed ? given(...named) : name === undefined ? undefined : `/home/${name}`;
  const home = text === undefined ? undefined : setting.path(text);
  if (name === undefined || home === undefined || options.has('-b') || options.has('--base-dir'))
    return added(setting, [home ?? '/home']);
  const uid = given('-u', '--uid');
  const account: Change = { kind: 'account', path: home, name, ...(uid ? { uid } : {}) };
  if (has(options, '-M', '--no-create-home', ...(busybox ? ['-H'] : []))) return [account];
  if (command.name === 'useradd' && !has(options, '-m', '--create-home'))
    // Distributions of the family of Red Hat make one without being told.
    return [
      account,
      ...added(
        setting,
        ['.bashrc', '.profile'].map((each) => `${home}/${each}`),
      ),
    ];
  if (command.name === 'adduser' && has(options, '--system', '-S') && !busybox)
    return [account, ...added(setting, [home])];
  return [
    account,
    { ...made(setting, home, { kind: 'directory' }), owner: name },
    ...added(
      setting,
      ['.bashrc', '.profile', '.bash_logout'].map((each) => `${home}/${each}`),
    ),
  ];
};

/** The words of `chown` and `chmod`: what is set, and for which paths. */
const setFor = (setting: Setting) => {
  const { options, operands } = optionsOf(setting, ['--reference', '--from']);
  // A mode such as `-x` reads like an option.
  const [given, ...words] = operands;
  const below = has(options, '-R', '--recursive');
  const paths = pathsOf(setting, words).map((path) => ({
    path: path ?? '/',
    below: below || path === undefined,
    known: path !== undefined,
  }));
  return { text: given && setting.value(given), paths, sure: !options.has('--reference') };
};

const chown: Effect = (setting) => {
  const { paths, sure, text } = setFor(setting);
  const owner = text?.replace(/[:.].*$/, '');
  // `:group` leaves the owner as it is.
  if (owner === '') return [];
  return paths.map(({ below, known, path }) => ({
    kind: 'rights',
    path,
    below,
    owner: known && sure ? (owner ?? null) : null,
  }));
};

const chmod: Effect = (setting) => {
  const { paths, sure, text } = setFor(setting);
  return paths.map(({ below, known, path }) => ({
    kind: 'rights',
    path,
    below,
    mode: known && sure ? (text ?? null) : null,
  }));
};

/** Programs that make users and hand files over to them, by name. */
export const userEffects: Readonly<Record<string, Effect>> = {
  useradd,
  adduser: useradd,
  chown,
  chmod,
  usermod: (setting) => {
    const call = accountCall(setting.command);
    if (!call) return [];
    const { options, operands } = call;
    const moved = options.get('-d')?.[0] ?? options.get('--home')?.[0];
    const name = operands[0] && setting.value(operands[0]);
    const path = moved?.value && pathsOf(setting, [moved.value])[0];
    if (!moved) return [];
    if (!path || name === undefined) return added(setting, ['/home']);
    const moves = has(options, '-m', '--move-home');
    return [{ kind: 'account', path, name }, ...(moves ? added(setting, [path]) : [])];
  },
};
