import { buildContext } from '../../project/context.ts';
import { imageFiles } from '../../project/image-files.ts';
import { namesInRequirements } from '../../project/installed.ts';
import { runsIn } from '../../syntax/dockerfile/state.ts';
import { variableFor } from '../../syntax/dockerfile/variable-for.ts';
import { pipInstall, toolInstall } from '../../syntax/shell/pip.ts';
import { lazy } from '../../text/memo.ts';
import type { Rule } from '../rule.ts';
import docs from './unpinned-pip-package.md' with { type: 'text' };

// Upgraded on purpose in nearly every Dockerfile; their version does not change what the model computes.
const tools: ReadonlySet<string> = new Set([
  'pip',
  'setuptools',
  'wheel',
  'uv',
  'pipenv',
  'poetry',
  'build',
]);

const rule: Rule = {
  id: 'unpinned-pip-package',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'pin-dependencies',
  aka: ['hadolint/DL3013'],
  fix: 'none',
  about: ['pip', 'pipx', 'python', 'pypy', 'uv'],

  *check(file, project) {
    for (const stage of file.stages) {
      const files = lazy(() =>
        imageFiles(file, stage, buildContext(file, project).folder, project),
      );
      for (const { run, state } of runsIn(file, stage)) {
        for (const command of run.script.commands) {
          for (const { word, name, version } of toolInstall(command)) {
            if (version !== '' || tools.has(name)) continue;
            yield {
              at: word.span,
              message: `${word.text} has no version, so the next build can install another one than you tested with.`,
            };
          }
          const install = pipInstall(command);
          if (!install || install.constraints.length > 0) continue;
          const constraint = install.tool === 'uv' ? 'UV_CONSTRAINT' : 'PIP_CONSTRAINT';
          if (variableFor(constraint, run, state, command) !== '') continue;
          for (const word of install.opaque) {
            const address = word.text.replace(/^[\w.-]+(?:\[[^\]]*\])?\s*@\s*/, '');
            if (word.dynamic || !/^(?:git|hg|svn|bzr)\+/.test(address) || hasRef(address)) continue;
            yield {
              at: word.span,
              message: `${word.text} names no commit or tag, so the next build takes whatever the branch holds then.`,
            };
          }
          const listed = lazy(() =>
            install.requirements.map((each) => namesInRequirements(each, state, files(), project)),
          );
          for (const { word, name, version } of install.packages) {
            if (version !== '' || tools.has(name) || word.dynamic) continue;
            // The file beside it may hold the version.
            if (listed().some((names) => names?.has(name) ?? true)) continue;
            yield {
              at: word.span,
              message: `${word.text} has no version, so the next build can install another one than you tested with.`,
            };
          }
        }
      }
    }
  },
};
export default rule;

/** `git+https://host/team/model@v1.2`: an at sign behind the host. */
const hasRef = (address: string): boolean =>
  address.replace(/^[a-z+]+:\/\/(?:[^/@]*@)?[^/]*/, '').includes('@');
