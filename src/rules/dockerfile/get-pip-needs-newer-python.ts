import { baseImage } from '../../data/base-images.ts';
import { releaseOf } from '../../data/image-release.ts';
import { namedImage } from '../../syntax/dockerfile/stages.ts';
import { runsIn } from '../../syntax/dockerfile/state.ts';
import type { Command } from '../../syntax/shell/model.ts';
import { launched } from '../../syntax/shell/program.ts';
import { insert } from '../../text/edit.ts';
import type { ImageRef } from '../../text/image.ts';
import type { Rule } from '../rule.ts';
import docs from './get-pip-needs-newer-python.md' with { type: 'text' };

const rule: Rule = {
  id: 'get-pip-needs-newer-python',
  on: 'dockerfile',
  docs,
  severity: 'error',
  profile: 'recommended',
  concept: 'run-build-time',
  fix: 'suggested',
  about: ['curl', 'wget', 'ADD'],
  holds: ['bootstrap.pypa.io/get-pip.py'],

  *check(file) {
    for (const stage of file.stages) {
      const image = namedImage(stage);
      const runs = runsIn(file, stage).map(({ run }) => run);
      const commands = runs.flatMap(({ script }) => script.commands.map(launched));
      const minor = minorOf(commands, image);
      if (minor === undefined || minor >= oldest) continue;
      for (const { name, words } of commands) {
        if (name !== 'curl' && name !== 'wget') continue;
        const address = words.find(({ text }) => text.endsWith(plain));
        if (!address) continue;
        const at = file.text.indexOf('get-pip.py', address.span[0]);
        yield {
          at: address.span,
          message: `This get-pip.py needs Python 3.${oldest} or newer and stops on Python 3.${minor}; the one for it is at pip/3.${minor}/get-pip.py.`,
          fixes: [
            { title: `Take the one for 3.${minor}`, edits: () => [insert(at, `pip/3.${minor}/`)] },
          ],
        };
      }
    }
  },
};
export default rule;

const plain = 'bootstrap.pypa.io/get-pip.py';

/** The oldest minor version of Python 3 that pip 26.3 runs on (its metadata on PyPI, 2026-11); older ones have an address of their own from 3.6 on. */
const oldest = 10;

// The Python 3 of releases, from their indexes of packages (2026-11).
const system: Readonly<Record<string, number>> = {
  ...{ bionic: 6, focal: 8, buster: 7, bullseye: 9 },
};

/** The Python that runs the script: as it is named, or that of the image. */
const minorOf = (commands: readonly Command[], image: ImageRef | undefined): number | undefined => {
  const runners = commands.filter(
    ({ name, words, piped, feeds }) =>
      name.startsWith('python') &&
      (words.some(({ text }) => text.endsWith('get-pip.py')) ||
        (piped && !feeds && (words.length === 1 || words[1]?.text === '-'))),
  );
  const [runner, other] = runners;
  if (!runner || other || !image) return undefined;
  const named = /^python3\.(\d+)$/.exec(runner.name)?.[1];
  const own = /^python3?$/.test(runner.name) ? baseImage(image)?.python?.split('.')[1] : undefined;
  const suite = runner.name === 'python3' ? releaseOf(image)?.suite : undefined;
  const others = commands.some(({ words }) =>
    words.some(({ text }) => /^(?:python3\.\d+|\S*python3\.\d+)$/.test(text)),
  );
  const minor = Number(named ?? own ?? (others ? undefined : system[suite ?? '']));
  return minor >= 6 ? minor : undefined;
};
