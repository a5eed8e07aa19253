import { ancestors, type Path } from '../text/path.ts';

/** Folders of code that others wrote or a tool has put there (kpt writes `.build`, the hub of PyTorch `cache/OWNER_NAME_BRANCH`); `vendor` is one beside a `go.mod`. */
const folders =
  /(?:^|\/)(?:node_modules|cache\/[\w.-]+_(?:master|main)|\.build|third[_-]?party|external[_-]?packages|(?:\.?git[_-])?submodules|vendored|\.venv|site-packages|dist-packages|bower_components)\//;

const vendored = /^(.*?\/?)vendor\//;

/** A chart within a chart within a chart, which `helm dependency` unpacks. */
const nested = /^(.*?\/?)charts\/([^/]+)\/charts\/[^/]+\//;

/** Whether a file is a copy of what others wrote, so that it is not for this project to change. */
export const isForeign = (path: Path, exists: (path: Path) => boolean): boolean => {
  if (folders.test(path)) return true;
  const [inner, outer, chart] = nested.exec(path) ?? [];
  if (inner && exists(`${outer}Chart.yaml`) && exists(`${outer}charts/${chart}/Chart.yaml`))
    return true;
  const [, before] = vendored.exec(path) ?? [];
  if (before !== undefined && exists(`${before}go.mod`)) return true;
  return isRepositoryOfOthers(path, exists);
};

/** Whether a directory below the root has the marks of a whole repository: a licence, and who wrote and owns it. */
const isRepositoryOfOthers = (path: Path, exists: (path: Path) => boolean): boolean =>
  ancestors(path).some(
    (folder) =>
      folder !== '' &&
      exists(`${folder}/LICENSE`) &&
      ['AUTHORS', 'CODEOWNERS', '.github/CODEOWNERS', '.git'].some((name) =>
        exists(`${folder}/${name}`),
      ) &&
      ['CONTRIBUTING.md', 'CODE_OF_CONDUCT.md', 'SECURITY.md'].some((name) =>
        exists(`${folder}/${name}`),
      ),
  );
