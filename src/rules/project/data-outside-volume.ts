import { type DataDirectory, dataDirectory } from '../../data/data-directories.ts';
import { isTestData } from '../../project/homes.ts';
import type { ComposeService, ComposeVolume } from '../../syntax/builds/compose-service.ts';
import { replace } from '../../text/edit.ts';
import { parseImage } from '../../text/image.ts';
import { dirname } from '../../text/path.ts';
import type { Rule } from '../rule.ts';
import docs from './data-outside-volume.md' with { type: 'text' };

const rule: Rule = {
  id: 'data-outside-volume',
  on: 'project',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'persistent-volume',
  fix: 'suggested',

  *check(project) {
    const all = project.composeFiles();
    for (const { file, services } of all) {
      if (isTestData(file)) continue;
      for (const service of services) {
        const { image, name } = service;
        const known = image && !image.dynamic && dataDirectory(parseImage(image.text));
        // Files beside each other are often given together, and add to each other's services.
        const same = all
          .filter((each) => dirname(each.file) === dirname(file))
          .flatMap((each) => each.services.filter((other) => other.name === name));
        if (!known || same.some((each) => mayKeepElsewhere(each, known))) continue;
        const volume = service.volumes.find((each) => isMeant(each, known, name));
        if (
          !volume?.source ||
          same.some(({ volumes }) => volumes.some((each) => holds(each, known)))
        )
          continue;
        const { source, target, targetAt } = volume;
        const wanted = known.volume ?? known.data;
        yield {
          file,
          at: targetAt ?? volume.at,
          message: `${name} keeps its data in ${known.data}, which is not in the volume ${source} at ${target}, so docker compose down loses it.`,
          ...(targetAt
            ? {
                fixes: [
                  { title: `Mount it at ${wanted}`, edits: () => [replace(targetAt, wanted)] },
                ],
              }
            : {}),
        };
      }
    }
  },
};
export default rule;

/** Whether a service may say another directory, or be run by another user with another home. */
const mayKeepElsewhere = (service: ComposeService, { moved }: DataDirectory): boolean => {
  const { built, command, entrypoint, environment, envFiles, open, user, volumes } = service;
  return (
    [built, entrypoint, open, user, command?.dynamic].some(Boolean) ||
    envFiles.length > 0 ||
    [
      ...(command?.words ?? []),
      ...environment.map(({ name }) => name),
      ...volumes.map(({ target }) => target),
    ].some((each) => moved.test(each) || each.includes('$'))
  );
};

const clean = (path: string): string => path.replace(/(?<=.)\/+$/, '');

const isBelow = (path: string, above: string): boolean =>
  path === above || path.startsWith(`${above}/`);

/** Whether the data is in a mount, or a part of it may be. */
const holds = (mount: ComposeVolume, { data, volume }: DataDirectory): boolean => {
  const target = clean(mount.target);
  return (
    isBelow(target, data) ||
    (isBelow(data, target) && (volume === undefined || isBelow(target, volume)))
  );
};

/** Whether a named volume is there for the data: it is mounted above, or its name and its place say so. */
const isMeant = (mount: ComposeVolume, known: DataDirectory, service: string): boolean => {
  const { source, type } = mount;
  const target = clean(mount.target);
  if (type !== 'volume' || source === undefined) return false;
  if (known.old?.test(target)) return true;
  if (known.volume !== undefined && isBelow(known.data, target)) return true;
  return (
    !/^\/(?:etc|tmp|run|var\/run|var\/log)(?:\/|$)|conf|log|backup|dump|cert|ssl|plugin|init|port|cache/i.test(
      `${target} ${source}`,
    ) &&
    (/data|storage|model|(?:^|[-_/])db$/i.test(target) ||
      source.replace(/[-_]?(?:data|storage|volume|vol|db)$/, '') === service)
  );
};
