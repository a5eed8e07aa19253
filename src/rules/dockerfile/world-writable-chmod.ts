import { servicesOf } from '../../project/services.ts';
import type { Run } from '../../syntax/dockerfile/model.ts';
import { callsOf, shippedBy } from '../../syntax/dockerfile/programs.ts';
import type { Rule } from '../rule.ts';
import docs from './world-writable-chmod.md' with { type: 'text' };

const rule: Rule = {
  id: 'world-writable-chmod',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'non-root-user',
  oncePerFile: true,
  fix: 'none',
  about: ['chmod', '--chmod'],

  *check(file, project) {
    // Another user than that of the image may need it.
    if (servicesOf(file, project).some(({ user }) => user !== undefined)) return;
    const shipped = shippedBy(file);
    for (const instruction of shipped) {
      if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') continue;
      const mode = instruction.flags.find(({ name }) => name === 'chmod')?.value;
      if (mode && opens(mode.text)) yield { at: mode.span, message: said(mode.text) };
    }
    for (const { run, command } of callsOf(file)) {
      if (command.name !== 'chmod' || !shipped.has(run)) continue;
      const [mode, ...targets] = command.words
        .slice(1)
        .filter(({ text }) => !/^-[A-Za-z-]+$/.test(text) || opens(text));
      if (!mode || mode.dynamic || !opens(mode.text) || isExplained(file.text, run)) continue;
      if (targets.length > 0 && targets.every(({ text }) => shared.test(text))) continue;
      yield { at: mode.span, message: said(mode.text) };
    }
  },
};
export default rule;

/** Whether a comment above a RUN says why everyone may write. */
const isExplained = (text: string, run: Run): boolean =>
  /#[^\n]*\b(?:777|666|writ\w*|permissions?|mount\w*|any user|arbitrary)\b[^\n]*\n[ \t]*$/i.test(
    text.slice(Math.max(0, run.span[0] - 300), run.span[0]),
  );

/** Folders that every process may write to on any system. */
const shared = /^\/(?:tmp|var\/tmp|dev\/shm|run\/lock)(?:\/|$)/;

const said = (mode: string): string =>
  `Mode ${mode} lets every user of the container write here; only its own user needs that right.`;

/** Whether a mode gives the right to write to others; the sticky bit is for shared folders. */
const opens = (mode: string): boolean => {
  const octal = /^0?([0-7])?[0-7]{2}([0-7])$/.exec(mode);
  if (octal) return (Number(octal[2]) & 2) !== 0 && (Number(octal[1] ?? 0) & 1) === 0;
  return mode.split(',').some((part) => /^(?:[ugoa]*[oa][ugoa]*)[+=][rxXst]*w/.test(part));
};
