import type { Run, Stage } from '../syntax/dockerfile/model.ts';
import { lineage } from '../syntax/dockerfile/stages.ts';
import type { Command } from '../syntax/shell/model.ts';
import { launched } from '../syntax/shell/program.ts';
import { pythonOf } from './stage-base.ts';

// Scripts that install a tool with nothing for the Python of the image: uv, Rust, Poetry in an environment of its own, Node.js (read 2026-11-30).
const installers =
  /^https:\/\/(?:astral\.sh\/uv\/(?:[\d.]+\/)?install\.sh|sh\.rustup\.rs|install\.python-poetry\.org|deb\.nodesource\.com\/setup_\w+\.x)\/?$/;

// Not those that write what a later command installs from, as lock and export do.
const verbsWithoutInstall: Readonly<Record<string, RegExp>> = {
  poetry: /^(?:config|check|cache|--version)$/,
  uv: /^(?:python|cache|tree|tool|venv|--version|-V)$/,
};

/** Whether a command brings nothing into the Python of the image: it runs the installer of a tool, or has a tool do something else. */
export const bringsNoPackages = (command: Command, run: Run, stage: Stage): boolean => {
  const { name, words } = launched(command);
  const verbs = Object.hasOwn(verbsWithoutInstall, name) ? verbsWithoutInstall[name] : undefined;
  if (verbs) return verbs.test(words[1]?.text ?? '');
  // It makes an environment for each program; Debian's own brings packages for Debian's Python.
  if (name === 'pipx') return words[1]?.text === 'install' && pythonOf(stage) !== undefined;
  if (!/^(?:ba|da)?sh$|^python[\d.]*$/.test(name)) return false;
  if (command.piped && !command.feeds) {
    const at = run.script.commands.indexOf(command);
    return isDownload(run.script.commands[at - 1]);
  }
  const script = words.slice(1).find(({ text }) => !text.startsWith('-'))?.text;
  return script !== undefined && words.length < 4 && isAdded(script, stage);
};

/** Whether a command downloads one of those scripts, and nothing else, into a pipeline. */
const isDownload = (command: Command | undefined): boolean => {
  if (!command?.feeds || !/^(?:curl|wget)$/.test(command.name)) return false;
  const urls = command.words.filter(({ text }) => text.includes('://'));
  return urls.length === 1 && urls.every(({ dynamic, text }) => !dynamic && installers.test(text));
};

/** Whether ADD puts one of those scripts at a path. */
const isAdded = (path: string, stage: Stage): boolean =>
  lineage(stage).some(({ instructions }) =>
    instructions.some(
      (each) =>
        each.keyword === 'ADD' &&
        each.target?.text === path &&
        each.sources.length === 1 &&
        each.sources.every(({ dynamic, text }) => !dynamic && installers.test(text)),
    ),
  );
