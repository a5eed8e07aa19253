import { baseImage } from '../../data/base-images.ts';
import { finalStage, rootImage } from '../../syntax/dockerfile/stages.ts';
import { finalState, resolve } from '../../syntax/dockerfile/state.ts';
import { evidenceAt, type Maker, question, say } from './make.ts';

/** Asks as which user the container starts. */
export const startingUser: Maker = function* (asked) {
  for (const file of asked.dockerfiles) {
    const stage = finalStage(file.stages);
    const image = stage && rootImage(stage);
    const inherited = image && baseImage(image)?.user;
    if (!stage || !image) continue;
    const state = finalState(file, stage);
    const written = state.user && resolve(state.user, state);
    if (state.user && written === undefined) continue;
    const user = written ?? inherited;
    if (user === undefined) continue;
    yield question({
      maker: 'starting-user',
      concept: 'non-root-user',
      fact: 'default-root',
      difficulty: 2,
      stem: say`As which user does the process in a container of ${asked.shown(file.path)} run?`,
      right: {
        text: say`As ${user}`,
        why: state.user
          ? say`The last USER instruction says ${user}.`
          : say`No USER instruction follows, and ${image.text} starts as ${user}.`,
      },
      wrong: [
        {
          text: say`As ${user === 'root' ? 'nobody' : 'root'}`,
          why:
            user === 'root'
              ? say`Nothing sets this user; without USER the one of the base image counts.`
              : say`A USER instruction changed it; root is the user only where none is set.`,
        },
        {
          text: say`As the user who built the image`,
          why: say`Accounts of the machine that builds play no part in the image.`,
        },
        {
          text: say`As the user whom Kubernetes makes for the pod`,
          why: say`Kubernetes makes no accounts; it keeps the user of the image unless ${'runAsUser'} names another.`,
        },
      ],
      hints: [
        say`Find the last USER instruction of the last stage. If there is none, the base image decides.`,
      ],
      evidence: evidenceAt(asked, file.path, state.user?.span ?? stage.from.span),
    });
  }
};
