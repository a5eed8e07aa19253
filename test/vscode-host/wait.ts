import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until the answer is neither undefined nor false; throws after `timeout` ms, naming what was missing. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  timeout = 15_000,
): Promise<T> {
  const end = performance.now() + timeout;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`Waited ${timeout / 1000} s for ${what}.`);
    await sleep(50);
  }
}
