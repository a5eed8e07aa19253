import { shippedBy } from '../../syntax/dockerfile/programs.ts';
import type { Rule } from '../rule.ts';
import docs from './ssh-port-exposed.md' with { type: 'text' };

const rule: Rule = {
  id: 'ssh-port-exposed',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'expose-ports',
  aka: ['trivy/DS-0004', 'checkov/CKV_DOCKER_1'],
  fix: 'none',
  about: ['EXPOSE'],

  *check(file) {
    for (const instruction of shippedBy(file)) {
      if (instruction.keyword !== 'EXPOSE') continue;
      for (const word of instruction.words) {
        if (!/^22(?:\/tcp)?$/i.test(word.text)) continue;
        yield {
          at: word.span,
          message:
            'Port 22 says that an SSH server runs beside the model; docker exec and kubectl exec open a shell without one.',
        };
      }
    }
  },
};
export default rule;
