import * as vscode from 'vscode';
import { isSeverity } from '../lint/settings.ts';
import type { SettingsChange } from '../service.ts';

/** The settings of the user and the workspace under `seaworthy`, as far as they are set. */
export const userSettings = (scope: vscode.Uri | undefined): SettingsChange => {
  const all = vscode.workspace.getConfiguration('seaworthy', scope ?? null);
  const set = <T>(key: string): T | undefined => {
    const found = all.inspect<T>(key);
    return found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue;
  };
  const profile = set<unknown>('profile');
  const rules = set<Record<string, unknown>>('rules') ?? {};
  const version = set<unknown>('kubernetesVersion');
  return {
    ...(profile === 'strict' || profile === 'recommended' ? { profile } : {}),
    rules: Object.fromEntries(
      Object.entries(rules).flatMap(([id, value]) => (isSeverity(value) ? [[id, value]] : [])),
    ),
    ...(typeof version === 'string' && /^\d+\.\d+$/.test(version)
      ? { kubernetesVersion: version }
      : {}),
  };
};

/** The delay in milliseconds between the last key and the check. */
export const checkDelay = (): number =>
  vscode.workspace.getConfiguration('seaworthy').get<number>('delay', 150);
