import type { ProjectIndex } from '../project/index.ts';
import { catalogue } from '../rules/catalogue.generated.ts';
import type { MakeCustomCheck } from '../syntax/kubernetes/custom-check.ts';
import { plainYaml } from '../syntax/kustomization.ts';
import { lazy, once } from '../text/memo.ts';
import { ancestors, dirname, joinPath, type Path } from '../text/path.ts';
import { kubeLinterSettings } from './kube-linter.ts';
import { hadolintRules, hadolintSettings, kubeLinterRules } from './peer-settings.ts';
import { polarisRules, polarisSettings } from './polaris.ts';
import { defaultSettings, type Settings, settingsFrom } from './settings.ts';

/** The settings for a file: its nearest `.seaworthy.yaml`, over the nearest files of hadolint, kube-linter and Polaris. */
export const nearestSettings = (index: ProjectIndex, path: Path): Settings => {
  const files = index.settingsFiles();
  if (files.size === 0) return defaultSettings;
  const byFolder = settingsByFolder(files);
  const folder = dirname(path);
  const settings = byFolder.get(folder) ?? settingsIn(files, folder, index.customCheck);
  byFolder.set(folder, settings);
  return settings;
};

/** The severity of a rule by its names in other tools. */
const severities = lazy(
  () => new Map(catalogue.flatMap(({ aka = [], severity }) => aka.map((name) => [name, severity]))),
);

const settingsByFolder = once((_: ReadonlyMap<Path, string>) => new Map<Path, Settings>());

const settingsIn = (
  files: ReadonlyMap<Path, string>,
  folder: Path,
  make: MakeCustomCheck | undefined,
): Settings => {
  const nearest = (
    ...names: readonly string[]
  ): { readonly from: Path; readonly value: unknown } => {
    const paths = ancestors(folder).flatMap((each) =>
      names.map((name) => joinPath(each, name) ?? name),
    );
    const path = paths.find((each) => files.has(each)) ?? '';
    const text = files.get(path);
    return { from: dirname(path), value: text === undefined ? undefined : plainYaml(text) };
  };
  const hadolint = nearest('.hadolint').value;
  const polaris = nearest('polaris', '.polaris').value;
  const kubeLinter = nearest('.kube-linter');
  const peers = {
    ...hadolintRules(hadolint),
    ...kubeLinterRules(kubeLinter.value, severities()),
    ...polarisRules(polaris),
  };
  const own = settingsFrom(
    nearest('.seaworthy').value,
    kubeLinterSettings(
      kubeLinter.value,
      kubeLinter.from,
      polarisSettings(polaris, hadolintSettings(hadolint, defaultSettings)),
      make,
    ),
  );
  return Object.keys(peers).length > 0 ? { ...own, rules: { ...peers, ...own.rules } } : own;
};
