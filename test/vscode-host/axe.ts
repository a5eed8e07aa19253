import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from 'playwright-core';

/** A violation axe found: the rule's name, and the elements it names with what is wrong there. */
export interface AxeViolation {
  readonly id: string;
  readonly help: string;
  readonly targets: readonly string[];
}

/** Runs axe in a frame and returns what it objects to. */
export async function runAxe(frame: Frame): Promise<readonly AxeViolation[]> {
  await frame.evaluate(axeSource());
  return frame.evaluate(async () => {
    const { violations } = await window.axe.run(document);
    return violations.map(({ id, help, nodes }) => ({
      id,
      help,
      targets: nodes.map(({ target, any }) => `${target.join(' ')}: ${any[0]?.message ?? ''}`),
    }));
  });
}

declare global {
  interface Window {
    readonly axe: typeof import('axe-core');
  }
}

function axeSource(): string {
  return readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
}
