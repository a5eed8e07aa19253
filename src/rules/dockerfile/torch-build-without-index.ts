import { contextCopies } from '../../project/context.ts';
import type { DockerfileIn } from '../../project/project.ts';
import { callsOf } from '../../syntax/dockerfile/programs.ts';
import { hasOption } from '../../syntax/shell/options.ts';
import { pipInstall } from '../../syntax/shell/pip.ts';
import { insert } from '../../text/edit.ts';
import { recent } from '../../text/memo.ts';
import type { Rule } from '../rule.ts';
import docs from './torch-build-without-index.md' with { type: 'text' };

const rule: Rule = {
  id: 'torch-build-without-index',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'missing-dependencies',
  fix: 'suggested',
  about: ['pip', 'python', 'uv'],

  *check(file) {
    for (const { run, command } of callsOf(file)) {
      const install = pipInstall(command);
      if (!install || hasOption(install.options, ...indexes) || run.script.broken) continue;
      // A requirements file may name the index.
      if (install.requirements.length + install.constraints.length > 0) continue;
      if (command.assignments.some(({ text }) => variables.test(text))) continue;
      for (const { name, version, word } of install.packages) {
        const build = /^==[\w.]+\+(cu\d+|cpu|rocm[\d.]+)$/.exec(version)?.[1];
        if (!build || word.dynamic || !/^(?:torch|torchvision|torchaudio)$/.test(name)) continue;
        if (setsIndex(file)) return;
        const index = `https://download.pytorch.org/whl/${build}`;
        yield {
          at: word.span,
          message: `PyPI has no build +${build} of ${name}, so pip finds no matching distribution; it is on download.pytorch.org.`,
          fixes: [
            {
              title: `Add --extra-index-url ${index}`,
              edits: () => [insert(install.span[1], ` --extra-index-url ${index}`)],
            },
          ],
        };
        break;
      }
    }
  },
};
export default rule;

const indexes = [
  '-i',
  '--index-url',
  '--extra-index-url',
  '-f',
  '--find-links',
  '--index',
  '--default-index',
  '--torch-backend',
  '--no-index',
];

const variables =
  /^(?:PIP|UV)_(?:EXTRA_)?(?:INDEX|DEFAULT_INDEX|FIND_LINKS|TORCH_BACKEND|CONFIG|NO_INDEX)/;

/** Whether pip may know another index: by a variable, its own settings, or a file that is copied. */
const setsIndex = recent(
  (file: DockerfileIn): boolean =>
    file.instructions.some(
      (each) =>
        (each.keyword === 'ENV' || each.keyword === 'ARG') &&
        each.pairs.some(({ key }) => variables.test(key.text)),
    ) ||
    contextCopies(file).some(({ sources }) =>
      sources.some(({ text }) =>
        /(?:^|\/)(?:\.?pip\.conf|\.pip\/?|uv\.toml|\.config\/?)$/.test(text),
      ),
    ) ||
    callsOf(file).some(
      ({ command: { words } }) =>
        words.some(({ text }) => /pip\.conf|index-url|find-links/.test(text)) &&
        words.some(({ text }) => text === 'config' || /pip\.conf/.test(text)),
    ),
);
