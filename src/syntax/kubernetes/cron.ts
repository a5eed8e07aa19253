interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly words?: readonly string[];
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const days = 'sun mon tue wed thu fri sat'.split(' ');

const fields: readonly Field[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of the month', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, words: months },
  { name: 'day of the week', least: 0, most: 6, words: days },
];

const names = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/;

/** Why the API server refuses a schedule of a CronJob, in one sentence; undefined when it takes it, or when it is to be filled in. */
export const cronProblem = (schedule: string): string | undefined => {
  if (/[<>{}$\uE000]/.test(schedule)) return undefined;
  const zone = /^(?:CRON_)?TZ=\S*/.exec(schedule)?.[0];
  if (zone) return `${zone} may not stand in schedule: timeZone takes the time zone.`;
  const text = schedule.trim();
  if (text.startsWith('@')) {
    if (names.test(text) || /^@every [\d.]+/.test(text)) return undefined;
    return `${text} is no schedule: @hourly, @daily, @weekly, @monthly and @yearly are.`;
  }
  const parts = text === '' ? [] : text.split(/\s+/);
  if (parts.length !== fields.length)
    return `A schedule has 5 fields (minute, hour, day of the month, month, day of the week), and this has ${parts.length}.`;
  for (const [i, field] of fields.entries()) {
    const problem = (parts[i] ?? '')
      .split(',')
      .map((part) => rangeProblem(part, field))
      .find(Boolean);
    if (problem) return problem;
  }
  return undefined;
};

const rangeProblem = (part: string, field: Field): string | undefined => {
  const { name, least, most, words } = field;
  const match = /^(\*|\?|\w+(?:-\w+)?)(?:\/(\w+))?$/.exec(part);
  if (!match) return `${part === '' ? 'An empty entry' : part} is no ${name} in a schedule.`;
  const [, range = '', step] = match;
  if (step !== undefined && !/^0*[1-9]\d*$/.test(step)) return `${step} is no step in a schedule.`;
  if (range === '*' || range === '?') return undefined;
  const numbers = range.split('-').map((each) => numberOf(each, words, least));
  for (const [i, number] of numbers.entries()) {
    if (number === undefined || number < least || number > most)
      return `${range.split('-')[i]} is no ${name} in a schedule, which goes from ${least} to ${most}.`;
  }
  const [first = 0, last] = numbers;
  return last !== undefined && first > last
    ? `${range} ends before it starts in a schedule.`
    : undefined;
};

const numberOf = (
  text: string,
  words: readonly string[] | undefined,
  least: number,
): number | undefined => {
  if (/^\d+$/.test(text)) return Number(text);
  const index = words?.indexOf(text.toLowerCase()) ?? -1;
  return index < 0 ? undefined : index + least;
};

/** The minutes between two runs of a schedule that repeats within a day; undefined for others. */
export const minutesBetween = (schedule: string): number | undefined => {
  const text = schedule.trim();
  if (/^@hourly$/.test(text)) return 60;
  if (/^@(?:daily|midnight)$/.test(text)) return 24 * 60;
  const match = /^(\*|\d+|\*\/(\d+)) (\*|\d+|\*\/(\d+)) \* \* \*$/.exec(text.replace(/\s+/g, ' '));
  if (!match) return undefined;
  const [, minute = '', minutes, hour = '', hours] = match;
  if (minute === '*' || minutes !== undefined) {
    const step = Number(minutes ?? 1);
    return hour === '*' && step > 0 ? step : undefined;
  }
  if (hour === '*') return 60;
  if (hours !== undefined) return Number(hours) > 0 ? Number(hours) * 60 : undefined;
  return 24 * 60;
};
