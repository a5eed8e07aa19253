import { readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { invalidSettingMeta, invalidSettings } from '../lint/invalid-setting.ts';
import { ownSettings } from '../lint/settings.ts';
import type { Report } from '../project/attempt.ts';
import { isOwnSettings, type Kind, recognise } from '../project/recognise.ts';
import type { Service, SettingsChange } from '../service.ts';
import { plainYaml } from '../syntax/kustomization.ts';
import type { Path } from '../text/path.ts';
import { type CheckArguments, UsageError } from './arguments.ts';
import { formatters } from './format/index.ts';
import type { CheckedFile } from './format/report.ts';
import { readText } from './host.ts';
import {
  collecting,
  isWanted,
  loadTarget,
  note,
  shownFrom,
  type Target,
  targetsOf,
  tellFailures,
} from './load.ts';

const rank = { never: -1, error: 0, warning: 1, info: 2, hint: 3 } as const;

/** Checks files and folders and prints what it finds; returns the exit code. */
export const check = async (args: CheckArguments): Promise<number> => {
  const { settings, config } = await settingsOf(args);
  const files: CheckedFile[] = config ? [config] : [];
  const failures: string[] = [];
  for (const target of targetsOf(args.paths, args.stdinName)) {
    files.push(...(await checkTarget(target, args, settings, collecting(failures, target))));
  }
  const unique = [...new Map(files.map((file) => [file.path, file])).values()];
  process.stdout.write(formatters[args.format](unique));
  tellFailures(failures);
  if (failures.length > 0) return 2;
  if (config) {
    process.stderr.write(
      `seaworthy: ${config.path} has mistakes; the settings they are in do not count.\n`,
    );
    return 2;
  }
  const failing = unique.some(({ findings, failOn }) =>
    findings.some(({ severity }) => rank[severity] <= rank[args.failOn ?? failOn]),
  );
  return failing ? 1 : 0;
};

/** The settings that the command line gives, and the file of `--config` when it has mistakes. */
const settingsOf = async ({
  config,
  profile,
  rules,
}: CheckArguments): Promise<{ settings: SettingsChange; config?: CheckedFile }> => {
  const text = config === undefined ? '' : await readFile(config, 'utf8').catch(() => undefined);
  if (text === undefined) throw new UsageError(`Cannot read the settings file ${config}.`);
  const change = config === undefined ? {} : ownSettings(plainYaml(text));
  const own = { ...(profile ? { profile } : {}), rules: { ...change.rules, ...rules } };
  const findings = Array.from(invalidSettings(text), (finding) => ({
    ...finding,
    rule: invalidSettingMeta,
    severity: invalidSettingMeta.severity,
  }));
  const settings = { ...change, ...own };
  if (config === undefined || findings.length === 0) return { settings };
  const path = relative(process.cwd(), resolve(config)).split(sep).join('/');
  const shown = (): string => path;
  const textOf = (): string => text;
  return {
    settings,
    config: { path, kind: 'settings', text, findings, failOn: 'error', shown, textOf },
  };
};

const checkTarget = async (
  { root, wanted }: Target,
  args: CheckArguments,
  settings: SettingsChange,
  report: Report,
): Promise<readonly CheckedFile[]> => {
  const { service, walked } = await loadTarget({ root, wanted }, settings, report, args.stdinName);
  const ignored = new Set(walked.filter((file) => file.ignored).map(({ path }) => path));
  const linted = service.linted().filter((path) => isWanted(path, wanted, ignored));
  // Settings above what is wanted decide as well, so their mistakes count.
  const settingsFiles = service
    .settingsFiles()
    .filter(
      (path) =>
        isWanted(path, wanted, ignored) ||
        (service.findings(path).length > 0 &&
          linted.some((each) => each.startsWith(folderOf(path)))),
    );
  const code = service.codeFiles().filter((path) => isWanted(path, wanted, ignored));
  const chosen = [...settingsFiles, ...linted, ...code].sort();
  const checkedPaths = new Set(chosen);
  for (const { path } of walked) {
    if (checkedPaths.has(path) || !isWanted(path, wanted, ignored)) continue;
    const full = join(root, path);
    const why = await whyUnread(service, path, full, wanted.includes(path));
    if (why) note(full, `is not checked: ${why}`);
  }
  const checked: CheckedFile[] = [];
  for (const path of chosen) {
    if (args.fix) await fix(service, root, path, args.stdinName === undefined);
    checked.push(toChecked(service, root, path));
  }
  return checked;
};

/** The folder of a file with its slash, or nothing. */
const folderOf = (path: Path): string => path.slice(0, path.lastIndexOf('/') + 1);

/** Why a file that is asked for is not checked; undefined for one of a folder that is neither a Dockerfile nor a manifest. */
const whyUnread = async (
  service: Service,
  path: Path,
  full: string,
  named: boolean,
): Promise<string | undefined> => {
  if (service.tooLarge(path))
    return `it is larger than ${recognise(path) === 'python-lock' ? '3 MB' : '512 kB'}`;
  const expected = named || recognise(path) === 'dockerfile';
  if (expected && service.text(path) === undefined && (await readText(full)) === undefined)
    return 'it cannot be read as UTF-8 text';
  return named ? 'it is neither a Dockerfile nor a Kubernetes manifest' : undefined;
};

const fix = async (service: Service, root: string, path: Path, write: boolean): Promise<void> => {
  const before = service.text(path) ?? '';
  const after = service.fixed(path);
  if (after === before) return;
  if (write) await writeFile(join(root, path), after);
  await service.update(path, after);
};

const toChecked = (service: Service, root: string, path: Path): CheckedFile => {
  const shown = shownFrom(root);
  return {
    path: shown(path),
    kind: isOwnSettings(path) ? 'settings' : kindOf(service.kind(path)),
    text: service.text(path) ?? '',
    findings: service.reported(path),
    failOn: service.failOn(path),
    shown,
    textOf: (file) => service.text(file) ?? '',
  };
};

const kindOf = (kind: Kind | undefined): CheckedFile['kind'] =>
  kind === 'dockerfile' || kind === 'python' ? kind : 'kubernetes';
