import { runsIn, variableIn } from '../../syntax/dockerfile/state.ts';
import { replace } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './rm-of-empty-variable.md' with { type: 'text' };

const rule: Rule = {
  id: 'rm-of-empty-variable',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'run-build-time',
  fix: 'suggested',
  about: ['rm'],

  *check(file) {
    for (const stage of file.stages) {
      for (const { run, state } of runsIn(file, stage)) {
        // No shell puts the value of a variable into a JSON array.
        if (run.form === 'exec') continue;
        const { commands } = run.script;
        for (const { name, words } of commands) {
          if (name !== 'rm' || !words.some(({ text }) => /^-[a-z]*[rR]|^--recursive$/.test(text)))
            continue;
          for (const { raw, span } of words.slice(1)) {
            const match = /^("?)\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))("?)\/([^/].*)?$/.exec(raw);
            const variable = match?.[2] ?? match?.[3];
            if (!match || !variable || usual.has(variable)) continue;
            if (isSetIn(file.text.slice(...run.span), variable)) continue;
            const set = variableIn(state, variable);
            if (set?.value || !ruins.test(match[5] ?? '')) continue;
            const [, open = '', , , close = '', rest = ''] = match;
            const guarded = `${open}\${${variable}:?}${close}/${rest}`;
            if (file.text.slice(...span) !== raw) continue;
            const deleted = `/${rest.replace(/"$/, '')}`;
            yield {
              at: span,
              message: set
                ? `When ${variable} is empty, this deletes ${deleted}.`
                : `Nothing here sets ${variable}, so unless the base image does, this deletes ${deleted}.`,
              fixes: [{ title: `Write ${guarded}`, edits: () => [replace(span, guarded)] }],
            };
          }
        }
      }
    }
  },
};
export default rule;

// Set in every container that has a shell.
const usual: ReadonlySet<string> = new Set(['HOME', 'PWD', 'TMPDIR', 'OLDPWD']);

// Everything, or a folder that every system has.
const ruins =
  /^(?:\.?\*|(?:bin|boot|dev|etc|home|lib|lib32|lib64|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)(?:\/\*?)?)?"?$/;

/** Whether the RUN itself gives the variable a value. */
const isSetIn = (text: string, variable: string): boolean =>
  new RegExp(`\\b${variable}=|\\b(?:for|read(?:\\s+-\\w+)*)\\s+${variable}\\b`).test(text);
