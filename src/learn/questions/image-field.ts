import { objectId } from '../../project/ids.ts';
import { workloadsIn } from '../../project/links.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { type Answer, evidenceAt, type Maker, question, say } from './make.ts';
import {
  blockAt,
  isKustomized,
  isPlain,
  labelsOf,
  pairs,
  titleOf,
  type Whole,
} from './manifests.ts';
import { field, knownObjects } from './ties.ts';

/** Asks which field of a workload says that the image of a Dockerfile runs in its pods. */
export const imageField: Maker = function* (asked) {
  const known = knownObjects(asked);
  for (const facts of workloadsIn(asked.project.objects())) {
    const workload = known.get(objectId(facts))?.resource;
    if (!workload) continue;
    for (const { path, image, name } of workload.containers()) {
      if (image === undefined || !isPlain(image)) continue;
      if (isKustomized(asked.project, image)) continue;
      const builder = asked.project.dockerfileOf(image);
      const file = builder && asked.dockerfiles.find((each) => each.path === builder.file);
      const from = file?.stages.at(-1)?.from;
      if (!file || !from) continue;
      yield question({
        maker: 'image-field',
        concept: 'deployment',
        fact: 'template-and-number',
        difficulty: 1,
        stem: say`By its name, the image that ${asked.shown(file.path)} builds runs in the pods of ${titleOf(workload)} in ${asked.shown(workload.path)}. Which field of the manifest decides on that?`,
        right: field(
          `${shortOf(path)}.image`,
          image,
          say`The node pulls the image of this name for each pod that is made from the template.`,
        ),
        wrong: wrongOf(workload, path, name),
        hints: [say`The node needs a name that it can pull. Which of these is one?`],
        evidence: evidenceAt(asked, workload.path, blockAt(workload, [...path, 'image'])),
        beside: [evidenceAt(asked, file.path, from.span)],
        tie: { from: file.path, to: objectId(facts) },
      });
    }
  }
};

function wrongOf(workload: Whole, path: KeyPath, name: string | undefined): readonly Answer[] {
  const labels = labelsOf(workload);
  const policy = workload.get([...path, 'imagePullPolicy']);
  return [
    field(
      'metadata.name',
      workload.name,
      say`It names the object. The node does not look there for an image.`,
    ),
    ...(name !== undefined && isPlain(name)
      ? [
          field(
            `${shortOf(path)}.name`,
            name,
            say`It names the container within its pod, for logs and for people.`,
          ),
        ]
      : []),
    ...(typeof policy === 'string' && isPlain(policy)
      ? [
          field(
            `${shortOf(path)}.imagePullPolicy`,
            policy,
            say`It says when an image is pulled, and not which.`,
          ),
        ]
      : []),
    ...(labels && Object.keys(labels).length > 0
      ? [
          field(
            'template.metadata.labels',
            pairs(labels),
            say`By labels pods are found, once they run.`,
          ),
        ]
      : []),
  ];
}

/** The last two parts of a path: `containers[0]`. */
const shortOf = (path: KeyPath): string => `${path.at(-2)}[${path.at(-1)}]`;
