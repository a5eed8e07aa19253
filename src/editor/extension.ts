import * as vscode from 'vscode';
import { Actions, fixAllKind } from './actions.ts';
import { checkWorkspace } from './commands/check-workspace.ts';
import { registerCreate } from './commands/create.ts';
import { findingAtCursor } from './commands/explain-finding.ts';
import { registerFilePreviews } from './commands/file-previews.ts';
import { fixAll } from './commands/fix-all.ts';
import { ignoreFinding } from './commands/ignore-finding.ts';
import { showFixes } from './commands/show-fixes.ts';
import { registerConceptsView } from './concepts-view.ts';
import { Diagnostics } from './diagnostics.ts';
import { showDue } from './due-status.ts';
import { ExerciseFiles, exerciseScheme } from './exercise-files.ts';
import { carriedKey, Learning } from './learning.ts';
import { registerLenses } from './lenses.ts';
import { learnTarget, learnView } from './links.ts';
import { logFailure, logged, registerLog, withLog } from './log.ts';
import { registerNames } from './names.ts';
import { registerProjectView } from './project-view.ts';
import { Projects } from './projects.ts';
import { findingsSelector, registerProviders } from './providers.ts';
import { userSettings } from './settings.ts';
import { showStatus } from './status.ts';
import { registerTools } from './tools.ts';

/** Builds the engine on VS Code and registers everything that it contributes. */
export const activate = (context: vscode.ExtensionContext): void => {
  const projects = new Projects(context.extensionUri);
  const diagnostics = new Diagnostics(projects);
  const storage = context.globalStorageUri;
  const kept = { storage, state: context.globalState };
  const panel = new Learning(context.extensionUri, projects, kept, diagnostics.onDidShow);
  context.globalState.setKeysForSync([carriedKey]);
  const command = (name: string, run: (argument?: unknown) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(`seaworthy.${name}`, async (argument?: unknown) => {
      try {
        return await run(argument);
      } catch (error) {
        logFailure({ part: `the command ${name}`, error });
        // The editor shows what it is told.
        throw error;
      }
    });

  context.subscriptions.push(
    registerLog(),
    projects,
    diagnostics,
    panel,
    vscode.workspace.registerFileSystemProvider(exerciseScheme, new ExerciseFiles(storage), {
      isCaseSensitive: true,
    }),
    showStatus(diagnostics),
    showDue(panel),
    registerConceptsView(panel),
    registerProjectView(projects, diagnostics, panel),
    registerProviders(projects),
    registerNames(projects),
    registerLenses(projects),
    registerFilePreviews(projects),
    registerTools(projects, panel),
    vscode.languages.registerCodeActionsProvider(
      findingsSelector,
      withLog('quick fixes', new Actions(projects)),
      {
        providedCodeActionKinds: [
          vscode.CodeActionKind.QuickFix,
          vscode.CodeActionKind.RefactorRewrite,
          fixAllKind,
        ],
      },
    ),
    vscode.window.registerWebviewPanelSerializer(learnView, panel),
    vscode.window.registerUriHandler({ handleUri: ({ query }) => panel.learn(learnTarget(query)) }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('seaworthy')) return;
      void Promise.all(
        projects.made().map(
          logged('taking the settings', async (project) => {
            await project.ready;
            project.service.override(userSettings(project.root));
            diagnostics.refresh(project);
          }),
        ),
      );
    }),
    command('learn', (argument) => panel.learn(learnTarget(argument))),
    command('study', (argument) => panel.open(argument)),
    command('showProgress', () => panel.showProgress()),
    command('preflight', (argument) =>
      panel.preflight(typeof argument === 'string' ? vscode.Uri.parse(argument) : undefined),
    ),
    command('showMap', () => panel.showMap()),
    command('startSession', () => panel.startSession()),
    command('test', () => panel.test()),
    command('practise', (argument) => panel.practise(fileOf(argument))),
    command('testProject', () => panel.practise(undefined)),
    command('explainFinding', () => panel.learn(findingAtCursor())),
    command('exportProgress', () => panel.exportProgress()),
    command('importProgress', () => panel.importProgress()),
    command('exportToAnki', () => panel.exportToAnki()),
    command('resetProgress', () => panel.resetProgress()),
    command('checkWorkspace', () => checkWorkspace(diagnostics)),
    command('ignoreFinding', (argument) => ignoreFinding(learnTarget(argument), projects)),
    command('showFixes', (argument) => showFixes(learnTarget(argument))),
    command('fixAll', () => fixAll(projects)),
    registerCreate(context.extensionUri, projects, command),
  );
};

/** The file that a command was called for: its address, or that of the active editor. */
const fileOf = (argument: unknown): vscode.Uri | undefined =>
  typeof argument === 'string'
    ? vscode.Uri.parse(argument)
    : vscode.window.activeTextEditor?.document.uri;
