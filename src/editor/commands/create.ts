import * as vscode from 'vscode';
import type { Asked, Made } from '../../features/create/asked.ts';
import { basename, joinPath, type Path } from '../../text/path.ts';
import { pathBelow } from '../host.ts';
import { isThere } from '../on-disk.ts';
import { loadPart } from '../part.ts';
import type { Project, Projects } from '../projects.ts';
import { shownPath } from '../shown-path.ts';

type Create = typeof import('../../features/create/create.ts');

/** A directory of a project. */
interface Place {
  readonly project: Project;
  readonly folder: Path;
}

/** Registers the commands that make files of a project. They never write over a file. */
export const registerCreate = (
  extension: vscode.Uri,
  projects: Projects,
  command: (name: string, run: (argument?: unknown) => unknown) => vscode.Disposable,
): vscode.Disposable => {
  let part: Promise<Create> | undefined;
  const load = (): Promise<Create> => {
    part ??= loadPart(extension, 'create') as Promise<Create>;
    return part;
  };
  return vscode.Disposable.from(
    command('createDockerfile', async (argument) => {
      const create = await load();
      const place = await placeFor('Dockerfile', argument, projects, create);
      if (!place) return;
      const { folder, project } = place;
      const make = (chosen?: string): Promise<Made> =>
        project.service.create(
          (asked) => create.createDockerfile(folder, asked, chosen),
          create.filesForPython(folder),
        );
      await finish(await chosenOf(await make(), make), project, projects);
    }),
    command('createDockerignore', async (argument) => {
      const create = await load();
      const place = await placeFor('.dockerignore', argument, projects, create);
      if (!place) return;
      const { folder, project } = place;
      const make = (asked: Asked): Made => create.createDockerignore(folder, asked);
      await finish(await project.service.create(make), project, projects);
    }),
    command('createManifests', async (argument) => {
      const { createManifests } = await load();
      const document = await documentOf(argument);
      if (!document) return;
      const { project, path } = await projects.current(document);
      if (!project.root) {
        say('Open the folder of this Dockerfile first: the manifests are written beside it.');
        return;
      }
      const make = (asked: Asked): Made => createManifests(path, asked);
      await finish(await project.service.create(make), project, projects);
    }),
  );
};

const say = (text: string): void => {
  void vscode.window.showInformationMessage(text);
};

const documentOf = async (argument: unknown): Promise<vscode.TextDocument | undefined> =>
  typeof argument === 'string'
    ? vscode.workspace.openTextDocument(vscode.Uri.parse(argument))
    : vscode.window.activeTextEditor?.document;

/** The directory that a file is made in: the one that was named, the only one, or the one that the person picks. Undefined where the file is there. */
const placeFor = async (
  name: string,
  argument: unknown,
  projects: Projects,
  create: Create,
): Promise<Place | undefined> => {
  const place =
    typeof argument === 'string'
      ? placeAt(vscode.Uri.parse(argument), projects)
      : await pickPlace(name, await placesIn(projects, create), projects);
  if (!place) return undefined;
  await place.project.ready;
  const uri = projects.uriOf(place.project, joinPath(place.folder, name) ?? name);
  return (await isThere(uri)) ? offerToOpen(uri) : place;
};

const placesIn = async (
  projects: Projects,
  { projectFolders }: Create,
): Promise<readonly Place[]> => {
  const all: Place[] = [];
  for (const project of projects.all()) {
    await project.ready;
    for (const folder of await project.service.create(projectFolders))
      all.push({ project, folder });
  }
  return all;
};

const placeAt = (uri: vscode.Uri, projects: Projects): Place | undefined =>
  projects.all().flatMap((project) => {
    if (!project.root) return [];
    const folder = pathBelow(project.root, uri.with({ path: `${uri.path.replace(/\/$/, '')}/` }));
    return folder === undefined ? [] : [{ project, folder: folder.replace(/\/$/, '') }];
  })[0];

const pickPlace = async (
  name: string,
  all: readonly Place[],
  projects: Projects,
): Promise<Place | undefined> => {
  const [only, more] = all;
  if (!only) say(`Open a folder first: Seaworthy makes the ${name} of what it holds.`);
  if (!more) return only;
  const items = await Promise.all(
    all.map(async (place) => {
      const uri = projects.uriOf(place.project, place.folder);
      const there = await isThere(vscode.Uri.joinPath(uri, name));
      return {
        label: place.folder === '' ? basename(uri.path) || '.' : shownPath(uri),
        ...(there ? { description: `has a ${name}` } : {}),
        place,
        rank: isActiveIn(uri) ? 0 : there ? 2 : 1,
      };
    }),
  );
  const ranked = items.toSorted((a, b) => a.rank - b.rank);
  const chosen = await vscode.window.showQuickPick(ranked, {
    title: `In which directory is the ${name} made?`,
    placeHolder: 'A directory with Python code and a list of what it needs',
  });
  return chosen?.place;
};

/** Whether the file that is shown is in a directory itself. */
const isActiveIn = (folder: vscode.Uri): boolean => {
  const shown = vscode.window.activeTextEditor?.document.uri;
  return (
    shown !== undefined && vscode.Uri.joinPath(shown, '..').path === folder.path.replace(/\/$/, '')
  );
};

/** What is made once it is known what starts; undefined where the person did not say. */
const chosenOf = async (
  made: Made,
  make: (chosen: string) => Promise<Made>,
): Promise<Made | undefined> => {
  if (made.kind !== 'choose') return made;
  const chosen = await vscode.window.showQuickPick(
    made.starts.map(({ file, id, what }) => ({ label: file, description: what, id })),
    { title: 'What does a container of the image start?' },
  );
  return chosen && make(chosen.id);
};

/** Writes what was made and shows the first file of it; says why where nothing was. */
const finish = async (
  made: Made | undefined,
  project: Project,
  projects: Projects,
): Promise<void> => {
  if (!made || made.kind === 'choose') return;
  if (made.kind === 'none') {
    say(made.why);
    return;
  }
  if (made.kind === 'there') {
    offerToOpen(projects.uriOf(project, made.file), made.what);
    return;
  }
  const files = made.files.map(({ path, text }) => ({ uri: projects.uriOf(project, path), text }));
  for (const { uri } of files)
    if (await isThere(uri)) {
      offerToOpen(uri);
      return;
    }
  for (const { text, uri } of files)
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const [first, ...others] = files;
  if (first) await vscode.window.showTextDocument(first.uri, { preview: false });
  if (others.length > 0)
    vscode.window.setStatusBarMessage(
      `Seaworthy also made ${others.map(({ uri }) => shownPath(uri)).join(' and ')}`,
      8000,
    );
};

/** Says that a file is there, with a button that shows it. */
const offerToOpen = (uri: vscode.Uri, what = `a ${basename(uri.path)}`): undefined => {
  const open = 'Open';
  void vscode.window
    .showInformationMessage(`There is ${what} already: ${shownPath(uri)}`, open)
    .then((answer) => (answer === open ? vscode.window.showTextDocument(uri) : undefined));
};
