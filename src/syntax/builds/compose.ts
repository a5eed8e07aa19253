import { faultsOf } from './compose-faults.ts';
import { namesIn } from './compose-names.ts';
import type { ComposeService, ComposeVariable } from './compose-service.ts';
import { commandOf, portsOf, volumesOf } from './compose-values.ts';
import type { Recipe, StatedBuild } from './model.ts';
import { below, imagePattern, isDirectory, isLiteral, type Written } from './written.ts';
import { checkedYaml, type YamlValue } from './yaml-value.ts';

/** Reads a compose file: its services, and the builds of those that have one. */
export const parseCompose = (text: string): Recipe => {
  const yaml = checkedYaml(text);
  const whole = yaml.value;
  const entries = whole?.get('services')?.entries() ?? [];
  const services = new Map(entries.map(({ key, value }) => [key, value]));
  const read = entries.map(({ key, at, value }) => {
    const get = extended(value, services);
    return { service: serviceOf(key, at, get, whole?.get('volumes')), get };
  });
  return {
    services: read.map(({ service }) => service),
    faults: faultsOf(text, yaml),
    ...(yaml.sound ? { names: namesIn(whole) } : {}),
    builds: read.flatMap(({ service, get }) => buildOf(service, get) ?? []),
  };
};

type Get = (key: string) => YamlValue | undefined;

const deepest = 8;

/** The fields of a service, with those of the one in the same file that it extends. */
const extended = (own: YamlValue, services: ReadonlyMap<string, YamlValue>): Get => {
  const chain = [own];
  for (let at = extendedBy(own, services); at && chain.length < deepest; ) {
    if (chain.includes(at)) break;
    chain.push(at);
    at = extendedBy(at, services);
  }
  return (key) => chain.map((each) => each.get(key)).find((each) => each !== undefined);
};

const extendedBy = (
  service: YamlValue,
  services: ReadonlyMap<string, YamlValue>,
): YamlValue | undefined => {
  const extend = service.get('extends');
  const name = extend?.text ?? (extend?.get('file') ? undefined : extend?.get('service')?.text);
  return name === undefined ? undefined : services.get(name);
};

const serviceOf = (
  name: string,
  at: ComposeService['at'],
  get: Get,
  named: YamlValue | undefined,
): ComposeService => {
  const field = <K extends string>(key: K, value: YamlValue | undefined) => {
    const known = value && written(value);
    return known ? ({ [key]: known } as const) : {};
  };
  const command = commandOf(get('command'));
  const entrypoint = commandOf(get('entrypoint'));
  const gpu = gpuOf(get);
  const healthcheck = get('healthcheck')?.at;
  return {
    name,
    at,
    ...field('image', get('image')),
    ...field('user', get('user')),
    ...field('workdir', get('working_dir')),
    ...field('shmSize', get('shm_size')),
    ...field('ipc', get('ipc')),
    ...field('network', get('network_mode')),
    ...field('memory', get('mem_limit') ?? get('deploy')?.get('resources', 'limits', 'memory')),
    ...(command ? { command } : {}),
    ...(entrypoint ? { entrypoint } : {}),
    ...(gpu ? { gpu } : {}),
    ...(healthcheck ? { healthcheck } : {}),
    ...checkOf(get('healthcheck')),
    ...(['tty', 'stdin_open'].some((key) => get(key)?.text === 'true')
      ? { interactive: true }
      : {}),
    ...(get('build') ? { built: true } : {}),
    ...(get('extends')?.get('file') ? { open: true } : {}),
    profiles: (get('profiles')?.items() ?? []).flatMap((each) => each.text ?? []),
    environment: variablesOf(get('environment')),
    envFiles: envFilesOf(get('env_file')),
    ...buildPathsOf(get('build')),
    ports: portsOf(get('ports')),
    expose: (get('expose')?.items() ?? []).flatMap((each) => written(each) ?? []),
    hosts: [
      ...(get('extra_hosts')?.entries() ?? []).map(({ key }) => key),
      ...(get('extra_hosts')?.items() ?? []).flatMap(({ text }) => text?.split(/[:=]/)[0] ?? []),
    ],
    volumes: volumesOf(get('volumes'), named),
    dependsOn: [
      ...(get('depends_on')?.items() ?? []).flatMap((each) => each.text ?? []),
      ...(get('depends_on')?.entries() ?? []).map(({ key }) => key),
    ],
  };
};

const checkOf = (value: YamlValue | undefined): Pick<ComposeService, 'check'> => {
  const test = value?.get('test');
  if (!test || value?.get('disable')?.text === 'true') return {};
  if (test.text !== undefined) return { check: { at: test.at, words: ['sh', '-c', test.text] } };
  const [form, first, ...rest] = test.items();
  const words = [first, ...rest].map((each) => each?.text);
  if (!first || words.some((each) => each === undefined)) return {};
  const texts = words.flatMap((each) => each ?? []);
  if (form?.text === 'CMD') return { check: { at: first.at, words: texts } };
  return form?.text === 'CMD-SHELL'
    ? { check: { at: first.at, words: ['sh', '-c', ...texts] } }
    : {};
};

const envFilesOf = (value: YamlValue | undefined): ComposeService['envFiles'] =>
  oneOrMore(value).flatMap((each) => {
    const path = written(each.get('path') ?? each);
    const optional = each.get('required')?.text === 'false';
    return path ? [{ ...path, ...(optional ? { optional } : {}) }] : [];
  });

const buildPathsOf = (value: YamlValue | undefined): Pick<ComposeService, 'buildPaths'> => {
  if (!value || value.get('dockerfile_inline')) return {};
  const dockerfile = value.get('dockerfile');
  const context = value.text === undefined ? value.get('context') : value;
  // Another compose file, over which this one is laid, may say it.
  const path = context && written(context);
  const file = dockerfile && written(dockerfile);
  if (!path || !isDirectory(path.text) || (dockerfile && !(file && isDirectory(file.text))))
    return {};
  return { buildPaths: { context: path, ...(file ? { dockerfile: file } : {}) } };
};

const written = (value: YamlValue): Written | undefined =>
  value.text === undefined
    ? undefined
    : { text: value.text, at: value.at, dynamic: !isLiteral(value.text) };

const oneOrMore = (value: YamlValue | undefined): readonly YamlValue[] => {
  if (!value) return [];
  const items = value.items();
  return items.length > 0 ? items : value.text === undefined ? [] : [value];
};

/** Variables of a map, or of a list of `NAME=value`. */
const variablesOf = (value: YamlValue | undefined): readonly ComposeVariable[] => {
  const ofMap = (value?.entries() ?? []).map(({ key, at, value: each }) => {
    const known = written(each);
    return { name: key, at, ...(known ? { value: known } : {}) };
  });
  const ofList = (value?.items() ?? []).flatMap((each): readonly ComposeVariable[] => {
    const text = each.text;
    if (text === undefined) return [];
    const equals = text.indexOf('=');
    if (equals < 0) return [{ name: text, at: each.at }];
    const own = text.slice(equals + 1);
    const given = { text: own, at: each.at, dynamic: !isLiteral(own) };
    return [{ name: text.slice(0, equals), at: each.at, value: given }];
  });
  return [...ofMap, ...ofList];
};

const gpuOf = (get: Get): ComposeService['gpu'] => {
  const gpus = get('gpus');
  if (gpus) return gpus.at;
  const runtime = get('runtime');
  if (runtime?.text === 'nvidia') return runtime.at;
  const devices = get('deploy')?.get('resources', 'reservations', 'devices')?.items() ?? [];
  return devices.find(
    (each) =>
      each.get('driver')?.text === 'nvidia' ||
      each
        .get('capabilities')
        ?.items()
        .some(({ text }) => text === 'gpu'),
  )?.at;
};

const buildOf = (service: ComposeService, get: Get): StatedBuild | undefined => {
  const build = get('build');
  if (!build || build.get('dockerfile_inline')) return undefined;
  const context =
    build.text ?? build.get('context')?.text ?? (build.entries().length > 0 ? '.' : '');
  const dockerfile = build.get('dockerfile')?.text ?? 'Dockerfile';
  if (context === '' || !isDirectory(context) || !isDirectory(dockerfile)) return undefined;
  const target = build.get('target');
  const names = [
    service.image?.text,
    ...(build.get('tags')?.items() ?? []).map(({ text }) => text),
  ];
  return {
    at: (build.get('context') ?? build).at,
    plain: true,
    dockerfile: { from: 'project', path: below(context, dockerfile) },
    context: { from: 'project', path: context },
    ...(target?.text && isLiteral(target.text) ? { target: target.text, targetAt: target.at } : {}),
    args: variablesOf(build.get('args')).map(({ name }) => name),
    contexts: variablesOf(build.get('additional_contexts')).map(({ name }) => name),
    images: names.flatMap((name) => (name === undefined ? [] : imagePattern(name))),
    service,
  };
};
