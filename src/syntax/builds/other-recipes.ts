import type { Word } from '../word.ts';
import { argumentsOf, buildOf, marks, nameIn, pathOf, type ValueOf } from './build-line.ts';
import type { BuildPath, StatedBuild } from './model.ts';
import { buildsOfText } from './workflow.ts';
import { below, imagePattern, isDirectory, isLiteral } from './written.ts';
import { type YamlValue, yamlValue } from './yaml-value.ts';

const here: BuildPath = { from: 'file', path: '' };

/** The builds of a pipeline of GitLab: the lines of each job are one script. */
export const buildsOfGitlab = (text: string): readonly StatedBuild[] => {
  const pipeline = yamlValue(text);
  const shared = pipeline?.get('variables');
  return (pipeline?.entries() ?? []).flatMap(({ value: job }) => {
    const values: ValueOf = (name) =>
      name === 'CI_PROJECT_DIR'
        ? marks.file
        : (job.get('variables', name) ?? shared?.get(name))?.text;
    return ['before_script', 'script'].flatMap((key) => {
      const script = job.get(key);
      const lines = script?.items().flatMap((each) => each.text ?? []) ?? [];
      const whole = script?.text ?? lines.join('\n');
      return script && /docker|podman|buildah|kaniko/.test(whole)
        ? buildsOfText(whole, here, values, script.at, text)
        : [];
    });
  });
};

/** The builds of a configuration of Google Cloud Build. */
export const buildsOfCloudBuild = (text: string): readonly StatedBuild[] => {
  const build = yamlValue(text);
  const values: ValueOf = (name) => build?.get('substitutions', name)?.text;
  return (build?.get('steps')?.items() ?? []).flatMap((step) => {
    const name = step.get('name')?.text ?? '';
    const args = step.get('args')?.items() ?? [];
    const directory = step.get('dir')?.text ?? '';
    if (directory !== '' && !isDirectory(directory)) return [];
    const start: BuildPath = { from: 'anywhere', path: directory };
    const shell = step.get('script') ?? (args[0]?.text === '-c' ? args[1] : undefined);
    if (shell?.text !== undefined) return buildsOfText(shell.text, start, values, shell.at, text);
    const words = args.map(wordOf);
    const program = /kaniko-project\/executor/.test(name)
      ? 'executor'
      : /(?:^|\/)docker(?:[:@]|$)/.test(name)
        ? 'docker'
        : '';
    const rest = argumentsOf(program, words);
    return (rest && buildOf(rest, start, values, step.get('args')?.at ?? step.at)) ?? [];
  });
};

const wordOf = ({ at, text = '' }: YamlValue): Word => ({
  text,
  raw: text,
  span: at,
  dynamic: !isLiteral(text),
});

/** The artifacts of a configuration of Skaffold that a Dockerfile builds. */
export const buildsOfSkaffold = (text: string): readonly StatedBuild[] => {
  const skaffold = yamlValue(text);
  const profiles = skaffold?.get('profiles')?.items() ?? [];
  return [skaffold, ...profiles].flatMap((holder) =>
    (holder?.get('build', 'artifacts')?.items() ?? []).flatMap((artifact) => {
      const others = ['jib', 'bazel', 'buildpacks', 'ko', 'custom'];
      if (others.some((other) => artifact.get(other))) return [];
      const docker = artifact.get('docker') ?? artifact.get('kaniko');
      const context = artifact.get('context')?.text ?? '.';
      const file = docker?.get('dockerfile')?.text ?? 'Dockerfile';
      if (!isDirectory(context) || !isDirectory(file)) return [];
      const image = artifact.get('image')?.text;
      const target = docker?.get('target')?.text;
      return [
        {
          at: (artifact.get('context') ?? artifact.get('image') ?? artifact).at,
          plain: true,
          dockerfile: { from: 'file' as const, path: below(context, file) },
          context: { from: 'file' as const, path: context },
          ...(target === undefined ? {} : { target }),
          args: (docker?.get('buildArgs')?.entries() ?? []).map(({ key }) => key),
          contexts: [],
          images: image === undefined ? [] : [imagePattern(image)],
        },
      ];
    }),
  );
};

/** The build of a development container. */
export const buildsOfDevcontainer = (text: string): readonly StatedBuild[] => {
  // JSON without its comments is YAML, which allows a comma at the end.
  const container = yamlValue(withoutComments(text));
  const file = container?.get('build', 'dockerfile') ?? container?.get('dockerFile');
  const context = container?.get('build', 'context') ?? container?.get('context');
  const at = file?.at;
  const dockerfile = file?.text === undefined ? undefined : pathOf(file.text, here);
  const folder = pathOf(context?.text ?? '.', here);
  if (!at || !dockerfile) return [];
  return [
    {
      at: context?.at ?? at,
      plain: true,
      dockerfile,
      ...(folder ? { context: folder } : {}),
      ...targetOf(container?.get('build', 'target')),
      args: (container?.get('build', 'args')?.entries() ?? []).map(({ key }) => nameIn(key)),
      contexts: [],
      images: [],
    },
  ];
};

const targetOf = (value: YamlValue | undefined): { readonly target?: string } =>
  value?.text !== undefined && isLiteral(value.text) ? { target: value.text } : {};

/** JSON with blanks in place of its comments, so that places hold. */
export const withoutComments = (text: string): string =>
  text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (match) =>
    match.startsWith('"') ? match : match.replace(/[^\n]/g, ' '),
  );
