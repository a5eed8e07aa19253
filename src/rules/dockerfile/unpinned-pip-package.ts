import { filesAt } from '../../image/files.ts';
import { namesInRequirements } from '../../image/installs/pip-installs.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { runsIn } from '../../syntax/dockerfile/state.ts';
import { variableFor } from '../../syntax/dockerfile/variable-for.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { type PipInstall, pipInstall, toolInstall } from '../../syntax/shell/pip.ts';
import { boundsAfter } from '../../syntax/shell/redirected-version.ts';
import { lazy } from '../../text/memo.ts';
import { isBuildTool, unpinnedMessage } from '../named-packages.ts';
import type { Rule } from '../rule.ts';
import docs from './unpinned-pip-package.md' with { type: 'text' };

const rule: Rule = {
  id: 'unpinned-pip-package',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'pin-dependencies',
  aka: ['hadolint/DL3013'],
  oncePerFile: 'in reports',
  fix: 'none',
  about: ['pip', 'pipx', 'python', 'pypy', 'uv'],

  *check(file, project) {
    const last = finalStage(file.stages);
    // Branches of a shell, several RUN and other stages may install a package again.
    const told = new Set<string>();
    for (const stage of file.stages) {
      // What a list that was installed before brings is there already.
      const brought = new Set<string>();
      for (const { run, state } of runsIn(file, stage)) {
        for (const command of run.script.commands) {
          for (const { word, name, version } of toolInstall(command)) {
            if (version !== '' || isBuildTool(name) || told.has(name)) continue;
            told.add(name);
            yield {
              at: word.span,
              message: `${word.text} has no version, so the next build can install another one than you tested with.`,
            };
          }
          const install = pipInstall(command);
          if (!install || install.constraints.length > 0) continue;
          // Without an index pip takes what is in a directory.
          if (hasOption(install.options, '--no-index')) continue;
          // Who installs a nightly build wants the newest.
          if (command.words.some(({ text }) => /\/nightly\//.test(text))) continue;
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
            install.requirements.map((each) =>
              namesInRequirements(each, state, filesAt(file, stage, project, run), project),
            ),
          );
          const open = install.packages.filter(
            ({ word, name, version }) =>
              version === '' &&
              // Of a `pip install` within the list, missing-operator speaks.
              name !== 'install' &&
              !isBuildTool(name) &&
              !told.has(name) &&
              !word.dynamic &&
              // Its version is there, and another rule says that the shell takes it.
              boundsAfter(file.text, word) === undefined &&
              // The file beside it may hold the version.
              !listed().some((names) => names?.has(name) ?? true) &&
              !(brought.has(name) && !upgrades(install)),
          );
          for (const names of install.requirements.length > 0 ? listed() : [])
            for (const name of names ?? []) brought.add(name);
          for (const { name } of open) told.add(name);
          const [first] = open;
          if (!first) continue;
          yield {
            at: first.word.span,
            message: unpinnedMessage(open.map(({ word }) => word.text)),
            ...(last !== stage && forDevelopers.test(stage.name ?? '')
              ? { profile: 'strict' }
              : {}),
          };
        }
      }
    }
  },
};
export default rule;

const upgrades = ({ options }: PipInstall): boolean =>
  hasOption(options, '-U', '--upgrade', '--force-reinstall');

// Stages that are no part of what is released.
const forDevelopers =
  /(?:^|[-_.])(?:dev|devel|development|debug|lint|tests?|testing|ci|docs)(?:[-_.]|$)/i;

/** `git+https://host/team/model@v1.2`: an at sign behind the host. */
const hasRef = (address: string): boolean =>
  address.replace(/^[a-z+]+:\/\/(?:[^/@]*@)?[^/]*/, '').includes('@');
