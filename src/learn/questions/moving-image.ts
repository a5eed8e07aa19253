import { isCudaImage } from '../../data/cuda.ts';
import { finalStage } from '../../syntax/dockerfile/stages.ts';
import { type ImageRef, parseImage } from '../../text/image.ts';
import { evidenceAt, type Maker, question, say } from './make.ts';
import { isKustomized, isPlain, namedContainers, titleOf } from './manifests.ts';

/** Asks what an image without a version, or with the tag latest, can become without an edit. */
export const movingImage: Maker = function* (asked) {
  for (const file of asked.dockerfiles) {
    const stage = finalStage(file.stages);
    const image = stage?.image;
    const word = stage?.from.image;
    if (!stage || !image || !word || word.dynamic || !isMoving(image)) continue;
    // Not every registry has a tag latest where none is written, and NVIDIA removed theirs.
    if (isCudaImage(image) || (image.registry !== undefined && image.tag === undefined)) continue;
    if (asked.project.dockerfileOf(image.text)) continue;
    const evidence = evidenceAt(asked, file.path, stage.from.span);
    yield question({
      maker: 'moving-image',
      concept: 'from-base-image',
      fact: 'moving-base',
      difficulty: 1,
      stem: say`${asked.shown(file.path)} is built today and in a year on a fresh machine, and nobody edits it. On which image does line ${evidence.line} build in a year?`,
      right: {
        text: say`On the one that carries the tag by then`,
        why: say`${image.text} means the tag ${'latest'}, and whoever publishes the image can move it.`,
      },
      wrong: [
        {
          text: say`On the same one as today`,
          why: say`The line names a tag and no content; a digest would name one image for good.`,
        },
        {
          text: say`On the newest one that fits the code`,
          why: say`Nobody looks at the code: the builder takes what the tag points at.`,
        },
        {
          text: say`On the newest one of the day the line was written`,
          why: say`The date of the line is known to nobody; the tag is looked up by the build.`,
        },
      ],
      hints: [
        say`What does a name of an image mean when nothing, or ${'latest'}, stands behind the colon?`,
      ],
      evidence,
    });
  }
  for (const { resource, path, image: text, name } of namedContainers(asked.resources)) {
    if (text === undefined || !isPlain(text)) continue;
    const image = parseImage(text);
    if (!isMoving(image) || isKustomized(asked.project, text)) continue;
    const policy = resource.get([...path, 'imagePullPolicy']);
    const isSet = resource.key([...path, 'imagePullPolicy']) !== undefined;
    if (isSet && policy !== 'Always') continue;
    yield question({
      maker: 'moving-image',
      concept: 'tag-digest',
      fact: 'pull-policy',
      difficulty: 2,
      stem: say`${titleOf(resource)} runs as its file says. Then another image is pushed as ${text}, and nothing else is done. What do the containers ${name} run?`,
      right: {
        text: say`Those that run keep the old image; one that starts later gets the new one`,
        why: isSet
          ? say`${'imagePullPolicy: Always'} asks the registry at each start of a container, and not in between.`
          : say`With the tag ${'latest'}, or none, the registry is asked at each start of a container, and not in between.`,
      },
      wrong: [
        {
          text: say`All are restarted by Kubernetes, and then run the image that is new`,
          why: say`Nobody tells the cluster of a push; a rollout begins when the pod template changes.`,
        },
        {
          text: say`Those that run and those that start later stay with the old image`,
          why: say`The image on the node is not enough here: at each start the registry is asked where the tag points.`,
        },
        {
          text: say`Those that run change their files at once; the process itself is not started again`,
          why: say`The files of a container come from the image that it was started from, and are not exchanged.`,
        },
      ],
      hints: [
        say`When is an image with this tag pulled? Look for ${'imagePullPolicy'}, or think of its default.`,
      ],
      evidence: evidenceAt(asked, resource.path, resource.at([...path, 'image'])),
    });
  }
};

const isMoving = ({ tag, digest, text }: ImageRef): boolean =>
  digest === undefined &&
  (tag === undefined || tag === 'latest') &&
  text !== 'scratch' &&
  isPlain(text);
