import { bringsNoEntrypoint } from '../../data/base-images.ts';
import { parsesArguments } from '../../data/model-servers.ts';
import type { Project, ResourceIn } from '../../project/project.ts';
import { itemsBefore, splitItem } from '../../syntax/kubernetes/edits.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { rawText, rawWords } from '../../syntax/kubernetes/raw-text.ts';
import { imageName, parseImage } from '../../text/image.ts';
import {
  isCommandLine,
  optionWithValue,
  plainWords,
  shortened,
  wordsOfCommand,
} from '../command-line.ts';
import { mend } from '../mend.ts';
import type { Finding, Rule } from '../rule.ts';
import docs from './command-with-spaces.md' with { type: 'text' };

const rule: Rule = {
  id: 'command-with-spaces',
  on: 'resource',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'cmd-entrypoint',
  fix: 'suggested',
  about: ['pods'],
  anyPod: true,

  *check(resource, project) {
    // KubeRay joins the words, and hands them to a shell.
    if (resource.apiVersion.startsWith('ray.io/')) return;
    for (const { path, name, image } of resource.containers()) {
      for (const list of commandsOf(resource, path, image, project)) {
        const program = [...list, 0];
        const text = rawText(resource, program);
        if (text !== undefined && isCommandLine(text)) yield ofProgram(resource, program, text);
      }
      yield* ofOptions(resource, path, name, image);
    }
  },
};
export default rule;

/** The lists of a container whose first word is a program. */
function* commandsOf(
  resource: ResourceIn,
  container: KeyPath,
  image: string | undefined,
  project: Project,
): Generator<KeyPath> {
  const command = [...container, 'command'];
  if (resource.key(command)) yield command;
  else if (image !== undefined && resource.key([...container, 'args'])) {
    const built = project.dockerfileOf(image)?.start?.entrypoint === 'none';
    if (built || bringsNoEntrypoint(parseImage(image))) yield [...container, 'args'];
  }
  for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'])
    yield [...container, probe, 'exec', 'command'];
  for (const hook of ['postStart', 'preStop'])
    yield [...container, 'lifecycle', hook, 'exec', 'command'];
}

const ofProgram = (resource: ResourceIn, path: KeyPath, text: string): Finding => {
  const words = wordsOfCommand(text);
  const [first = ''] = text.trim().split(/\s+/);
  const alone = rawWords(resource, path.slice(0, -1))?.length === 1;
  const forShell = !words && alone;
  const right = forShell ? '/bin/sh, -c and the line' : `${first} and its arguments`;
  const [start, end] = resource.at(path);
  return {
    // The text of a block goes on to the next line.
    at: [start, start + resource.text.slice(start, end).trimEnd().length],
    message: `Kubernetes does not split this at spaces and looks for a program named “${shortened(text.trim())}”: write ${right} as separate strings.`,
    ...(words ? mend('Split it into words', splitItem(resource, path, words)) : {}),
    ...(forShell ? mend('Let a shell run it', itemsBefore(resource, path, ['/bin/sh', '-c'])) : {}),
  };
};

/** An option and its value in one word, for a program that takes its arguments apart by itself. */
function* ofOptions(
  resource: ResourceIn,
  container: KeyPath,
  name: string,
  image: string | undefined,
): Generator<Finding> {
  const lists = ['command', 'args'].map((part) => [...container, part]);
  const commands = lists.map((list) => (resource.key(list) ? rawWords(resource, list) : []));
  const [command = [], args = []] = commands;
  if (commands.some((words) => words === undefined)) return;
  const [program] = command;
  const known =
    program === undefined
      ? image !== undefined && parsesArguments(imageName(parseImage(image)))
      : programs.test(program);
  if (!known) return;
  for (const [list, words] of [command, args].entries())
    for (const [i, text] of words.entries()) {
      const before = words[i - 1] ?? (list === 1 ? command.at(-1) : undefined) ?? '';
      const option = optionWithValue(text, before);
      if (option === undefined) continue;
      const path = [...(lists[list] ?? []), i];
      const parts = plainWords(text);
      yield {
        at: resource.at(path),
        message: `Kubernetes does not split this at spaces, and the program of container ${name} refuses “${shortened(text)}” as an unknown option: write ${option} and its value as separate strings.`,
        ...(parts ? mend('Split it into words', splitItem(resource, path, parts)) : {}),
      };
    }
}

/** Programs that refuse an argument that is an option and its value in one. */
const programs =
  /^(?:\S*\/)?(?:python[\d.]*|uvicorn|gunicorn|hypercorn|vllm|torchrun|mlflow|streamlit|text-generation-launcher|text-embeddings-router|llama-server)$/;
