import { commandWords, digitsIn, flagNumbers } from '../../syntax/kubernetes/command.ts';
import { put, wordsAt } from '../../syntax/kubernetes/fields.ts';
import { mend } from '../mend.ts';
import type { Rule } from '../rule.ts';
import docs from './killed-before-stop.md' with { type: 'text' };

const rule: Rule = {
  id: 'killed-before-stop',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'rolling-update',
  fix: 'suggested',
  about: ['pods'],

  *check(resource) {
    const { podSpec } = resource;
    if (!podSpec || resource.partial || resource.templated) return;
    const grace = [...podSpec, 'terminationGracePeriodSeconds'];
    const written = resource.get(grace);
    const allowed = resource.key(grace) ? written : 30;
    if (typeof allowed !== 'number') return;
    for (const { path, name, init } of resource.containers()) {
      if (init) continue;
      const hook = [...path, 'lifecycle', 'preStop'];
      const field = [...hook, 'sleep', 'seconds'];
      const exec = [...hook, 'exec', 'command'];
      const script = /(?:^|[\s/])sleep (\d+)\b/.exec(wordsAt(resource, exec).join(' '));
      const seconds = resource.get(field);
      const wait = typeof seconds === 'number' ? seconds : Number(script?.[1] ?? 0);
      const drain = flagNumbers(resource, commandWords(resource, path) ?? [], ...drains)[0];
      const needed = wait + (drain?.value ?? 0);
      // A server that is killed at the end of its own wait had all of it.
      if (needed === 0 || needed < allowed || (wait < allowed && needed === allowed)) continue;
      const list = resource.get(exec);
      const word = Array.isArray(list)
        ? list.findIndex((each) => String(each).includes(script?.[1] ?? '\n'))
        : 0;
      const at =
        wait < allowed && drain
          ? drain.at
          : typeof seconds === 'number'
            ? resource.at(field)
            : digitsIn(
                resource,
                resource.at([...exec, word]),
                script?.[1] ?? '',
                script?.[1] ?? '',
              );
      const parts = [
        ...(wait > 0 ? [`waits ${wait} s`] : []),
        ...(drain ? [`finishes requests for ${drain.value} s`] : []),
      ];
      yield {
        at,
        message: `Container ${name} ${parts.join(' and then ')} when it is stopped, and is killed after ${allowed} s${written === undefined ? ', the default' : ''}.`,
        ...mend(`Allow ${needed + 15} s`, put(resource, grace, String(needed + 15))),
      };
    }
  },
};
export default rule;

/** How long servers go on with open requests: of uvicorn and hypercorn, gunicorn and vLLM. */
const drains = ['--timeout-graceful-shutdown', '--graceful-timeout', '--shutdown-timeout'];
