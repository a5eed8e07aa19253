import { commandText } from '../../syntax/kubernetes/command.ts';
import { isWhole, itemsAt, nameOf } from '../../syntax/kubernetes/fields.ts';
import type { Rule } from '../rule.ts';
import docs from './download-not-kept.md' with { type: 'text' };

const rule: Rule = {
  id: 'download-not-kept',
  on: 'resource',
  docs,
  severity: 'warning',
  profile: 'recommended',
  concept: 'model-artifact',
  fix: 'none',
  about: ['pods'],
  anyPod: true,

  *check(resource) {
    if (!isWhole(resource)) return;
    const containers = resource.containers();
    const mounted = containers.map(
      ({ path }) =>
        new Set(
          ['volumeMounts', 'volumeDevices'].flatMap((list) =>
            itemsAt(resource, [...path, list]).map(({ value }) => value['name']),
          ),
        ),
    );
    for (const [i, { path, name, init }] of containers.entries()) {
      if (!init || resource.get([...path, 'restartPolicy']) === 'Always') continue;
      const text = commandText(resource, path);
      const tool = downloads.exec(text)?.[1];
      const later = mounted.slice(i + 1);
      // A volume that outlives the pod keeps the files for others.
      if (!tool || upload.test(text)) continue;
      if ([...(mounted[i] ?? [])].some((each) => each === undefined || !isSpent(each, later)))
        continue;
      if (resource.key([...path, 'volumeMounts']) && mounted[i]?.size === 0) continue;
      yield {
        at: nameOf(resource, path),
        message: `What ${tool} writes in container ${name} is gone when it ends: it mounts no volume that a later container mounts too.`,
      };
    }

    function isSpent(volume: unknown, later: readonly ReadonlySet<unknown>[]): boolean {
      if (later.some((each) => each.has(volume))) return false;
      const { podSpec = [] } = resource;
      return itemsAt(resource, [...podSpec, 'volumes']).some(
        ({ value }) =>
          value['name'] === volume &&
          ['emptyDir', 'configMap', 'secret', 'projected', 'downwardAPI'].some(
            (key) => key in value,
          ),
      );
    }
  },
};
export default rule;

const downloads =
  /(?:^|[\s/;&|(])(huggingface-cli download|hf download|modelscope download|snapshot_download|aws s3 (?:cp|sync)|gsutil(?: -m)? (?:cp|rsync)|gcloud storage (?:cp|rsync)|azcopy copy|git lfs|git clone|mc (?:cp|mirror)|rclone (?:copy|sync)|dvc pull)\b/;

/** The first path of a copy is local. */
const upload = /\b(?:cp|sync|rsync|copy|mirror)\s+(?:-\S+\s+)*(?:\.|\/)\S*\s|kubectl|git push/;
