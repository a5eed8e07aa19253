import { isLocalName } from '../../data/official-images.ts';
import type { Build } from '../../project/builds.ts';
import { isArchived, isTestData } from '../../project/homes.ts';
import type { Project } from '../../project/project.ts';
import type { ComposeService } from '../../syntax/builds/compose-service.ts';
import type { Written } from '../../syntax/builds/written.ts';
import { type ImageRef, imageName, parseImage } from '../../text/image.ts';
import type { Path } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './base-built-at-once.md' with { type: 'text' };

const rule: Rule = {
  id: 'base-built-at-once',
  on: 'dockerfile',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'from-base-image',
  fix: 'none',

  *check(file, project) {
    for (const { from, image } of file.stages) {
      if (!image || !from.image || from.image.dynamic || !isLocalName(image)) continue;
      for (const build of project.builds(file.path)) {
        const base = baseOf(image, build, project);
        if (!base || !build.service) continue;
        yield {
          file: build.file,
          at: build.at,
          message: `${build.service.name} starts FROM ${image.text}, which ${base.name} builds, and Compose builds both at the same time: where the image is not there yet, the build fails with "pull access denied". additional_contexts with ${image.text}: service:${base.name} puts them in order.`,
          related: [
            { file: file.path, at: from.image.span, message: `starts from ${image.text}` },
            { file: build.file, at: base.at, message: `builds ${image.text}` },
          ],
        };
        return;
      }
    }
  },
};
export default rule;

/** The only service of the same compose file that builds an image, where nothing says that it is built first. */
const baseOf = (
  image: ImageRef,
  { contexts, file, service }: Build,
  project: Project,
): { readonly name: string; readonly at: Written['at'] } | undefined => {
  if (!service || service.open || contexts.length > 0) return undefined;
  if (isArchived(file) || isTestData(file) || service.profiles.length > 0) return undefined;
  const all = servicesIn(file, project);
  const own = all.filter(
    (each) => each.built && each.image && !each.image.dynamic && isSame(image, each.image.text),
  );
  const [base, more] = own;
  if (!base?.image || more || base.name === service.name || base.profiles.length > 0)
    return undefined;
  if (waitsFor(service, base.name, all, new Set())) return undefined;
  // Who builds it by name, or in another file, builds it first.
  const first = project
    .dockerfiles()
    .flatMap((each) => project.builds(each.file))
    .some((each) => each.file !== file && each.images.some((name) => isSame(image, name)));
  return first || project.mentioned(base.name, file)
    ? undefined
    : { name: base.name, at: base.image.at };
};

/** Whether a service depends on another one, if only through others. */
const waitsFor = (
  { dependsOn }: ComposeService,
  name: string,
  all: readonly ComposeService[],
  seen: Set<string>,
): boolean =>
  dependsOn.some((each) => {
    if (each === name) return true;
    if (seen.has(each)) return false;
    seen.add(each);
    const next = all.find((other) => other.name === each);
    return next !== undefined && waitsFor(next, name, all, seen);
  });

const servicesIn = (file: Path, project: Project): readonly ComposeService[] =>
  project.composeFiles().find((each) => each.file === file)?.services ?? [];

const isSame = (image: ImageRef, name: string): boolean => {
  const other = parseImage(name);
  return (
    imageName(image) === imageName(other) && (image.tag ?? 'latest') === (other.tag ?? 'latest')
  );
};
