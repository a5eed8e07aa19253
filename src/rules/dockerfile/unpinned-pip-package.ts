import { commandsOf } from '../../syntax/dockerfile/select.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
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
  about: ['pip', 'python', 'pypy', 'uv'],

  *check(file) {
    for (const command of commandsOf(file)) {
      const install = pipInstall(command);
      if (!install || install.constraints.length > 0 || hasOption(install.options, '--no-deps'))
        continue;
      for (const word of install.opaque) {
        if (word.dynamic || !/^(?:git|hg|svn|bzr)\+/.test(word.text) || hasRef(word.text)) continue;
        yield {
          at: word.span,
          message: `${word.text} names no commit or tag, so the next build takes whatever the branch holds then.`,
        };
      }
      for (const { word, name, version } of install.packages) {
        if (version !== '' || tools.has(name) || word.dynamic) continue;
        yield {
          at: word.span,
          message: `${word.text} has no version, so the next build can install another one than you tested with.`,
        };
      }
    }
  },
};
export default rule;

/** `git+https://host/team/model@v1.2`: an at sign behind the host. */
const hasRef = (address: string): boolean =>
  address.replace(/^[a-z+]+:\/\/(?:[^/@]*@)?[^/]*/, '').includes('@');
