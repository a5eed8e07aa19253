import * as vscode from 'vscode';
import type { Diagnostic } from '../lint/diagnostic.ts';
import { namesOf } from '../lint/settings.ts';

/** What other extensions report in a file: `line name`, lines from 0, names as the tools have them without their prefix. */
export const saidByOthers = (uri: vscode.Uri): ReadonlySet<string> => {
  if (!leavesOut(uri)) return new Set();
  return new Set(
    vscode.languages
      .getDiagnostics(uri)
      .filter(({ source }) => source !== 'seaworthy')
      .flatMap(({ code, range }) => {
        const name = typeof code === 'object' ? code.value : code;
        return name === undefined ? [] : [`${range.start.line} ${bare(String(name))}`];
      }),
  );
};

const bare = (name: string): string => name.slice(name.lastIndexOf('/') + 1).toLowerCase();

/** Whether another extension reports the same finding at one of the lines: its own, or that of its instruction. */
export const isSaid = (
  { rule, aka }: Diagnostic,
  lines: readonly number[],
  said: ReadonlySet<string>,
): boolean =>
  said.size > 0 &&
  namesOf(rule, aka).some((name) => lines.some((line) => said.has(`${line} ${bare(name)}`)));

const dockerExtensions = [
  'docker.docker',
  'ms-azuretools.vscode-docker',
  'ms-azuretools.vscode-containers',
];

/** Whether an enabled extension explains and completes the words of a document too, so that ours says what that one lacks. */
export const isDocumentedByOthers = ({ uri, languageId }: vscode.TextDocument): boolean => {
  if (!leavesOut(uri)) return false;
  if (languageId === 'dockerfile') return dockerExtensions.some(isEnabled);
  return languageId === 'yaml' && isEnabled('redhat.vscode-yaml') && knowsManifests(uri);
};

const isEnabled = (id: string): boolean => vscode.extensions.getExtension(id) !== undefined;

/** Whether the YAML extension was given a schema for manifests: by its settings, or by the Kubernetes extension. */
const knowsManifests = (uri: vscode.Uri): boolean => {
  if (isEnabled('ms-kubernetes-tools.vscode-kubernetes-tools')) return true;
  const schemas = vscode.workspace.getConfiguration('yaml', uri).get<unknown>('schemas');
  return Object.keys(schemas instanceof Object ? schemas : {}).some((name) =>
    /kubernetes/i.test(name),
  );
};

/** The setting that says what happens to what others say too. */
const leavesOut = (uri: vscode.Uri): boolean =>
  vscode.workspace.getConfiguration('seaworthy', uri).get<string>('coexist') !== 'both';
