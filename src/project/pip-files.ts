import type { Command } from '../syntax/shell/model.ts';
import type { PipInstall } from '../syntax/shell/pip.ts';
import { dirname, joinPath, type Path } from '../text/path.ts';
import type { Project } from './project.ts';

/** Where pip takes files from: those of PyPI as they are, those of PyTorch's index too, or a choice that is not followed. */
export type PipFiles = 'pypi' | 'pytorch' | 'other';

const choosing =
  /^(?:-p|--python|--platform|--python-version|--implementation|--abi|--no-binary|--only-binary|--no-build|--prefer-binary|--no-index|--pre|--index-strategy|--prerelease|--torch-backend|--target|-t|--group|--config-settings?|-C)$/;

const naming =
  /^(?:-i|--index-url|--extra-index-url|--index|--default-index|-f|--find-links)(?:$|=)/;

// Mirrors that hold what PyPI holds.
const mirror =
  /^https?:\/\/(?:pypi\.org|pypi\.python\.org|pypi\.tuna\.tsinghua\.edu\.cn|mirrors\.aliyun\.com|mirrors\.cloud\.tencent\.com|pypi\.mirrors\.ustc\.edu\.cn|repo\.huaweicloud\.com)\//;

const source = (url: string): PipFiles =>
  mirror.test(`${url}/`)
    ? 'pypi'
    : /^https?:\/\/download\.pytorch\.org\//.test(url)
      ? 'pytorch'
      : 'other';

const widest = (all: readonly PipFiles[]): PipFiles =>
  all.includes('other') ? 'other' : all.includes('pytorch') ? 'pytorch' : 'pypi';

/** Which files the options of an install leave to choose from. */
export const filesOfInstall = ({ words }: Command, { options }: PipInstall): PipFiles => {
  // Another Python than the image's own.
  if (!/^(?:\/usr\/local\/bin\/)?(?:pip3?|python3?|uv)$/.test(words[0]?.text ?? '')) return 'other';
  const all: PipFiles[] = [];
  for (const [name, values] of options.options) {
    if (choosing.test(name)) all.push('other');
    if (naming.test(name))
      all.push(...values.map(({ text, value }) => source(text ?? value?.text ?? '')));
  }
  return widest(all);
};

/** Which files the lines of options in a requirements file, and in those that it includes, leave to choose from. */
export const filesOfRequirements = (
  path: Path,
  project: Project,
  seen: Set<Path> = new Set(),
): PipFiles => {
  const file = seen.has(path) ? undefined : project.requirements(path);
  seen.add(path);
  const all = (file?.options ?? []).map((line): PipFiles => {
    const [, name = '', value = ''] = /^(-\w|--[\w-]+)[ \t=]*(\S*)/.exec(line) ?? [];
    return naming.test(name) ? source(value) : choosing.test(name) ? 'other' : 'pypi';
  });
  for (const include of file?.includes ?? []) {
    const target = joinPath(dirname(path), include.path);
    if (target !== undefined) all.push(filesOfRequirements(target, project, seen));
  }
  return widest(all);
};
