import { baseImage } from '../../data/base-images.ts';
import { aboveOf } from '../../syntax/dockerfile/above.ts';
import type { Run, Stage } from '../../syntax/dockerfile/model.ts';
import { rootImage } from '../../syntax/dockerfile/stages.ts';
import { type RunMoment, runsIn, runsThrough, variableIn } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { launched } from '../../syntax/shell/program.ts';
import { type Edit, insert, replace } from '../../text/edit.ts';
import { lineEndOf } from '../../text/lines.ts';
import { slice } from '../../text/span.ts';
import type { Rule } from '../rule.ts';
import docs from './uv-not-in-path.md' with { type: 'text' };

const rule: Rule = {
  id: 'uv-not-in-path',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'env-arg',
  fix: 'suggested',
  about: ['uv'],

  *check(file) {
    if (!installer.test(file.text) || elsewhere.test(file.text)) return;
    for (const stage of file.stages) {
      const image = rootImage(stage);
      if (!image || baseImage(image)?.user !== 'root') continue;
      const runs = runsThrough(file, stage);
      const from = runs.findIndex(({ run, state }) => installs(run) && !state.user);
      const use = from < 0 ? undefined : runs.slice(from).find(({ run }) => usesUv(run));
      if (!use || !runsIn(file, stage).includes(use) || isFound(use, file.text)) continue;
      const at = use.run.script.commands.map(launched).find(({ name }) => name === 'uv')?.words[0];
      if (!at) continue;
      const { title, edit } = pathFix(file.text, stage, use.run);
      yield {
        at: at.span,
        message: `The installer puts uv into /root/.local/bin, which is not in PATH, so this RUN fails with "uv: not found".`,
        fixes: [{ title, edits: () => [edit] }],
      };
    }
  },
};
export default rule;

// Since 0.5.0 (its release notes, 2024-11-07); older releases took ~/.cargo/bin.
const installer = /astral\.sh\/uv\/(?:(?!0\.[0-4]\.)[\d.]+\/)?install\.sh/;

/** What puts uv, or the search for it, into another place. */
const elsewhere =
  /UV_(?:UNMANAGED_)?INSTALL|XDG_(?:BIN|DATA)_HOME|\/uv:|pip3? install (?:\S+ )*uv\b|(?:mv|cp|ln|install) [^\n]*\/uv\b|\.local\/bin\/uv\b|BASH_ENV|^SHELL.*-\w*l\w*"|--login/m;

const installs = ({ script }: Run): boolean =>
  script.commands.some(({ words }) => words.some(({ text }) => installer.test(text)));

const isUv = (command: Command): boolean => launched(command).words[0]?.text === 'uv';
const usesUv = ({ script }: Run): boolean => script.commands.some(isUv);

// PATH with the directory, or with a variable that may name it.
const paths = /^\s*(?:ENV|ARG).*\bPATH[= ].*(?:\.local\/bin|\$\{?(?!PATH\b)\w)/m;

/** Whether the shell may find it: by PATH of the image, or by what the RUN itself sets or reads. */
const isFound = ({ run, state }: RunMoment, text: string): boolean => {
  return (
    variableIn(state, 'HOME') !== undefined ||
    paths.test(text) ||
    run.script.commands.some(({ name }) => name === '.' || name === 'source') ||
    /(?:^|[\s;&])PATH=/.test(slice(text, run.span))
  );
};

/** The old directory in PATH becomes the new one; without it a line above says the new one. */
const pathFix = (text: string, stage: Stage, run: Run): { title: string; edit: Edit } => {
  for (const { keyword, span } of stage.instructions) {
    if (keyword !== 'ENV' || span[1] > run.span[0]) continue;
    const written = slice(text, span);
    const at = /\/root\/\.cargo\/bin(?=[:"'\s]|$)/.exec(written)?.index;
    if (at === undefined || !/\bPATH[= ]/.test(written)) continue;
    const start = span[0] + at;
    return {
      title: 'Put /root/.local/bin into PATH in its place',
      edit: replace([start, start + '/root/.cargo/bin'.length], '/root/.local/bin'),
    };
  }
  return {
    title: 'Put /root/.local/bin first in PATH',
    edit: insert(aboveOf(text, run), `ENV PATH="/root/.local/bin:$PATH"${lineEndOf(text)}`),
  };
};
