/** The median of numbers; 0 without any. */
export const median = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
};

/** The number below which a share of the numbers lies. */
export const quantile = (numbers: readonly number[], share: number): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};

/** A piece of work that is timed. */
export interface Contender {
  readonly name: string;
  readonly run: (text: string) => unknown;
}

/**
 * The best of `rounds` times of each contender for each text, in milliseconds, after `warmUps` rounds as in an editor that has
 * been open for a while: the compiler of the machine is done then. Each takes all texts in turn; the order of contenders
 * changes from round to round.
 */
export const timesOf = async (
  contenders: readonly Contender[],
  texts: readonly string[],
  rounds: number,
  warmUps: number,
): Promise<ReadonlyMap<string, readonly number[]>> => {
  const best = new Map(
    contenders.map(({ name }) => [name, texts.map(() => Number.POSITIVE_INFINITY)]),
  );
  for (let round = -warmUps; round < rounds; round++) {
    for (let k = 0; k < contenders.length; k++) {
      const contender = contenders[(k + round + warmUps) % contenders.length];
      const times = contender && best.get(contender.name);
      if (!contender || !times) continue;
      for (const [i, text] of texts.entries()) {
        const start = performance.now();
        await contender.run(text);
        const time = performance.now() - start;
        if (round >= 0) times[i] = Math.min(times[i] ?? time, time);
      }
    }
  }
  return best;
};

/** Prints medians, the 99th percentile, and the median of the ratios to the first contender. */
export const table = (title: string, times: ReadonlyMap<string, readonly number[]>): void => {
  console.log(`\n${title}`);
  const [base] = times.values();
  for (const [name, own] of times) {
    const ratios = own.map((time, i) => time / (base?.[i] ?? time));
    const [middle, high, ratio] = [median(own), quantile(own, 0.99), median(ratios)];
    console.log(
      `  ${name.padEnd(44)} median ${middle.toFixed(3).padStart(8)} ms  p99 ${high.toFixed(2).padStart(8)} ms  ${ratio.toFixed(2).padStart(7)}x`,
    );
  }
};
