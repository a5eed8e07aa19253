import { evidenceAt, type Maker, question, say } from './make.ts';
import { blockAt, namedContainers, titleOf } from './manifests.ts';

/** Asks what happens to a container that needs more memory than its limit. */
export const memoryCap: Maker = function* (asked) {
  for (const { resource, path, name } of namedContainers(asked.resources)) {
    const limit = resource.get([...path, 'resources', 'limits', 'memory']);
    if (typeof limit !== 'string' || !/^\d+[MGT]i?$/.test(limit)) continue;
    yield question({
      maker: 'memory-cap',
      concept: 'resources',
      fact: 'limit-caps',
      difficulty: 1,
      stem: say`The process in the container ${name} of ${titleOf(resource)} needs more memory than ${limit}, and its node has plenty left. What happens?`,
      right: {
        text: say`The container is killed and started again`,
        why: say`${limit} is its limit. Above it the kernel ends the process, and the reason is ${'OOMKilled'}.`,
      },
      wrong: [
        {
          text: say`The container is slowed down`,
          why: say`That is what a CPU limit does. Memory cannot be handed out more slowly.`,
        },
        {
          text: say`The container borrows memory of the node`,
          why: say`A limit holds even when the node has room; it is the request that can be passed.`,
        },
        {
          text: say`The container is moved to a node with more memory`,
          why: say`A pod stays on its node, and on another one the limit would be the same.`,
        },
      ],
      hints: [say`Think of the difference between a request and a limit.`],
      evidence: evidenceAt(asked, resource.path, blockAt(resource, [...path, 'resources'])),
    });
  }
};
