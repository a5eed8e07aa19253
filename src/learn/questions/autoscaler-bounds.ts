import type { ResourceIn } from '../../project/project.ts';
import type { KeyPath } from '../../syntax/kubernetes/model.ts';
import { join, type Span } from '../../text/span.ts';
import { evidenceAt, type Maker, question, say } from './make.ts';
import {
  besideEachOther,
  blockAt,
  hasKnownResources,
  isCount,
  isPlain,
  runsOn,
  type Whole,
  wholeObjects,
} from './manifests.ts';

/** Asks between which numbers an autoscaler keeps the pods, and what its CPU percentage is counted from. */
export const autoscalerBounds: Maker = function* (asked) {
  const objects = wholeObjects(asked.resources);
  for (const scaler of objects) {
    if (!isScaler(scaler)) continue;
    const kind = scaler.get(['spec', 'scaleTargetRef', 'kind']);
    const name = scaler.get(['spec', 'scaleTargetRef', 'name']);
    if (typeof kind !== 'string' || typeof name !== 'string' || !isPlain(name)) continue;
    const named = asked.resources.filter((each) => each.kind === kind && each.name === name);
    const [only, more] = named;
    const target = more
      ? undefined
      : objects.find((each) => each === only && besideEachOther(scaler, each));
    const bounds = boundsOf(scaler);
    if (bounds) {
      const { least, most, written } = bounds;
      const replicas = target?.get(['spec', 'replicas']);
      yield question({
        maker: 'autoscaler-bounds',
        concept: 'hpa',
        fact: 'changes-number',
        difficulty: written ? 1 : 2,
        stem: say`The autoscaler ${scaler.name} is applied as it stands in ${asked.shown(scaler.path)}. Between which numbers does it keep the replicas of ${`${kind} ${name}`}?`,
        right: {
          text: say`Between ${least} and ${most}`,
          why: written
            ? say`${'minReplicas'} and ${'maxReplicas'} say so, whatever the load is.`
            : say`${'maxReplicas'} is ${most}, and ${'minReplicas'} is ${1} where it is left out.`,
        },
        wrong: [
          ...(typeof replicas === 'number' && replicas > least && replicas < most
            ? [
                {
                  text: say`Between ${replicas} and ${most}`,
                  why: say`${replicas} is the number in ${`${kind} ${name}`}; the autoscaler changes that number and goes below it.`,
                },
              ]
            : []),
          {
            text: say`Between ${0} and ${most}`,
            why: say`Without load the lower bound still holds, and it is ${least}.`,
          },
          {
            text: say`Between ${least} and what the nodes have room for`,
            why: say`The upper bound is ${most}, even when more pods would fit on the nodes.`,
          },
          {
            text: say`Between ${least} and ${least + most}`,
            why: say`${most} is the whole number of replicas, not what comes on top of the lower bound.`,
          },
        ],
        hints: [say`Two fields of its ${'spec'} bound the number; one of them has a default.`],
        evidence: evidenceAt(asked, scaler.path, boundsAt(scaler)),
      });
    }
    const made = target && cpuUse(scaler) ? share(target) : undefined;
    if (!made || !target) continue;
    const title = `${kind} ${name}`;
    const { container, request, limit } = made;
    const resources = [...made.path, 'resources'];
    const draft = {
      maker: 'autoscaler-bounds',
      concept: 'hpa',
      fact: 'needs-requests',
      evidence: evidenceAt(
        asked,
        target.path,
        blockAt(target, target.key(resources) ? resources : made.path),
      ),
    } as const;
    yield request === undefined
      ? question({
          ...draft,
          difficulty: 3,
          stem: say`The autoscaler ${scaler.name} has a goal for the CPU use of ${title} in percent, and the namespace sets no defaults for resources. What does it do with this goal?`,
          right: {
            text: say`It cannot compute the percentage, and does not scale by it`,
            why: say`The percentage is use divided by request, and container ${container} requests no CPU.`,
          },
          wrong: [
            {
              text: say`It takes the CPU of the node as the hundred percent`,
              why: say`The size of the node plays no part; the CPU request is the hundred percent.`,
            },
            {
              text: say`It takes one whole core as the hundred percent`,
              why: say`There is no such default: without a request the percentage is not defined.`,
            },
            {
              text: say`It goes by the memory of the pods in place of the CPU`,
              why: say`It looks at the metrics that it lists and does not choose another by itself.`,
            },
          ],
          hints: [say`A percentage needs a whole. Which field of the container gives it?`],
        })
      : question({
          ...draft,
          difficulty: 2,
          stem: say`The autoscaler ${scaler.name} has a goal for the CPU use of ${title} in percent. Which amount of CPU is the hundred percent of a pod?`,
          right: {
            text: say`${request}`,
            why: say`The percentage is use divided by request, and container ${container} requests ${request}.`,
          },
          wrong: [
            ...(limit === undefined || cores(limit) === cores(request)
              ? []
              : [
                  {
                    text: say`${limit}`,
                    why: say`That is the limit, which caps the use; the percentage is counted from the request.`,
                  },
                ]),
            {
              text: say`The CPU of its node`,
              why: say`The size of the node plays no part in the percentage.`,
            },
            {
              text: say`The highest use so far`,
              why: say`Nothing is remembered for it; the request in the manifest is the hundred percent.`,
            },
            ...(cores(request) === 1
              ? []
              : [
                  {
                    text: say`${'1000m'}`,
                    why: say`One core is no default; the container requests ${request}.`,
                  },
                ]),
          ],
          hints: [say`The use is divided by a field of the container.`],
        });
  }
};

const isScaler = ({ kind, apiVersion }: ResourceIn): boolean =>
  kind === 'HorizontalPodAutoscaler' && /^autoscaling\/v[12]$/.test(apiVersion);

const boundsOf = (scaler: ResourceIn) => {
  const written = scaler.key(['spec', 'minReplicas']) !== undefined;
  const least = written ? scaler.get(['spec', 'minReplicas']) : 1;
  const most = scaler.get(['spec', 'maxReplicas']);
  return isCount(least) && isCount(most) && least < most ? { least, most, written } : undefined;
};

/** The lines of the two bounds, or the one that is written. */
const boundsAt = (scaler: ResourceIn): Span => {
  const most = blockAt(scaler, ['spec', 'maxReplicas']);
  return scaler.key(['spec', 'minReplicas'])
    ? join(most, blockAt(scaler, ['spec', 'minReplicas']))
    : most;
};

/** Whether it has a goal for the CPU use in percent. */
const cpuUse = (scaler: ResourceIn): boolean => {
  if (isCount(scaler.get(['spec', 'targetCPUUtilizationPercentage']))) return true;
  const metrics = scaler.get(['spec', 'metrics']);
  return (
    Array.isArray(metrics) &&
    metrics.some((_, i) => {
      const at = ['spec', 'metrics', i];
      return (
        scaler.get([...at, 'type']) === 'Resource' &&
        scaler.get([...at, 'resource', 'name']) === 'cpu' &&
        (isCount(scaler.get([...at, 'resource', 'target', 'averageUtilization'])) ||
          isCount(scaler.get([...at, 'resource', 'targetAverageUtilization'])))
      );
    })
  );
};

/** The container that decides the hundred percent: one without a CPU request, or the single one with it. */
const share = (target: Whole) => {
  const { podSpec } = target;
  if (!podSpec || !runsOn(target) || target.key([...podSpec, 'resources'])) return undefined;
  const all = target.containers();
  if (all.some(({ init, path }) => init && target.key([...path, 'restartPolicy'])))
    return undefined;
  const found = all
    .filter(({ init }) => !init)
    .map(({ path, name }) => {
      const cpu = (part: string): KeyPath => [...path, 'resources', part, 'cpu'];
      const open =
        !hasKnownResources(target, path) ||
        ['requests', 'limits'].some(
          (part) => target.key(cpu(part)) && amount(target.get(cpu(part))) === undefined,
        );
      const limit = amount(target.get(cpu('limits')));
      const request = amount(target.get(cpu('requests'))) ?? limit;
      return { path, container: name, open, request, limit };
    });
  if (found.length === 0 || found.some(({ open }) => open)) return undefined;
  const without = found.find(({ request }) => request === undefined);
  return without ?? (found.length === 1 ? found[0] : undefined);
};

/** An amount of CPU as it is written; undefined when it is none. */
const amount = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') &&
  /^\d+(?:\.\d+)?m?$/.test(String(value))
    ? String(value)
    : undefined;

const cores = (text: string): number =>
  text.endsWith('m') ? Number(text.slice(0, -1)) / 1000 : Number(text);
