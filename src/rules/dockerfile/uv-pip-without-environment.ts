import { releaseOf } from '../../data/image-release.ts';
import { rootImage } from '../../syntax/dockerfile/stages.ts';
import { runsIn, type State, variableIn } from '../../syntax/dockerfile/state.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { insert } from '../../text/edit.ts';
import { imageName } from '../../text/image.ts';
import type { Rule } from '../rule.ts';
import docs from './uv-pip-without-environment.md' with { type: 'text' };

const rule: Rule = {
  id: 'uv-pip-without-environment',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'missing-dependencies',
  fix: 'suggested',
  oncePerFile: true,
  about: ['uv'],

  *check(file) {
    if (environment.test(file.text)) return;
    for (const stage of file.stages) {
      const image = rootImage(stage);
      // Other images may say in their own variables where uv installs.
      if (!image || !/^(?:python|debian|ubuntu|nvidia\/cuda)$/.test(imageName(image))) continue;
      for (const { run, state } of runsIn(file, stage)) {
        for (const command of run.script.commands) {
          const install = pipInstall(command);
          if (install?.tool !== 'uv' || hasOption(install.options, ...places)) continue;
          if (command.assignments.length > 0 || isSet(state)) continue;
          // The Python of newer releases of Debian and Ubuntu refuses that.
          const own = imageName(image) !== 'python' && releaseOf(image)?.number !== '22.04';
          yield {
            at: install.span,
            message:
              'uv pip installs into a virtual environment only, and none is made here, so this RUN fails with "No virtual environment found".',
            ...(own
              ? {}
              : {
                  fixes: [
                    { title: 'Add --system', edits: () => [insert(install.span[1], ' --system')] },
                  ],
                }),
          };
        }
      }
    }
  },
};
export default rule;

const places = [
  '--system',
  '--target',
  '-t',
  '--prefix',
  '--python',
  '-p',
  '--break-system-packages',
];

/** What makes an environment, brings one, or says that uv is to do without. */
const environment =
  /UV_(?:SYSTEM_PYTHON|PYTHON\b|PROJECT_ENVIRONMENT)|VIRTUAL_ENV|CONDA|\b(?:uv|-m) (?:\S+ )*venv\b|virtualenv|\.?venv\b|uv (?:init|sync|add|lock)|uv\.toml/;

const isSet = (state: State): boolean =>
  ['VIRTUAL_ENV', 'UV_SYSTEM_PYTHON', 'UV_PYTHON'].some((name) => variableIn(state, name));
