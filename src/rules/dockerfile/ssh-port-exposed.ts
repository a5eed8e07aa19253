import type { Dockerfile } from '../../syntax/dockerfile/model.ts';
import { shippedBy } from '../../syntax/dockerfile/programs.ts';
import { commandsOf } from '../../syntax/dockerfile/select.ts';
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
    if (startsWorkersBySsh(file)) return;
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

/** Whether the image is one of MPI, whose launcher reaches its workers over SSH. */
const startsWorkersBySsh = (file: Dockerfile): boolean => {
  const images = file.stages.flatMap(({ from: { image } }) => image?.text ?? []);
  const words = commandsOf(file).flatMap((command) => command.words.map(({ text }) => text));
  return [...images, ...words].some((text) => mpi.test(text));
};

const mpi =
  /open-?mpi|mpich|mvapich|\bmpi(?:4py|run|exec|-?operator)?\b|horovod|deepspeed|\bslurm/i;
