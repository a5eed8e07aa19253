import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cronProblem, minutesBetween } from '../../src/syntax/kubernetes/cron.ts';

describe('the schedule of a CronJob', () => {
  const good = ['0 3 * * *', '*/5 * * * *', '0 0 1,15 * MON-FRI', '5/15 * ? * 0', '@hourly', '<s>'];
  for (const text of good)
    it(`is taken: ${text}`, () => assert.equal(cronProblem(text), undefined));

  const bad: readonly (readonly [string, string])[] = [
    ['60 * * * *', '60 is no minute in a schedule, which goes from 0 to 59.'],
    ['0 24 * * *', '24 is no hour in a schedule, which goes from 0 to 23.'],
    ['0 0 0 * *', '0 is no day of the month in a schedule, which goes from 1 to 31.'],
    ['0 0 * 13 *', '13 is no month in a schedule, which goes from 1 to 12.'],
    ['0 0 * * 7', '7 is no day of the week in a schedule, which goes from 0 to 6.'],
    ['0 5-3 * * *', '5-3 ends before it starts in a schedule.'],
    ['*/0 * * * *', '0 is no step in a schedule.'],
    ['0 , * * *', 'An empty entry is no hour in a schedule.'],
    ['@nightly', '@nightly is no schedule: @hourly, @daily, @weekly, @monthly and @yearly are.'],
    [
      'TZ=Europe/Zurich 0 3 * * *',
      'TZ=Europe/Zurich may not stand in schedule: timeZone takes the time zone.',
    ],
  ];
  for (const [text, message] of bad)
    it(`is refused: ${text}`, () => assert.equal(cronProblem(text), message));
});

describe('the minutes between two runs', () => {
  const known: readonly (readonly [string, number | undefined])[] = [
    ['*/15 * * * *', 15],
    ['5 * * * *', 60],
    ['0 */6 * * *', 360],
    ['30 2 * * *', 1440],
    ['@hourly', 60],
    ['@daily', 1440],
    ['0 3 * * 0', undefined],
    ['0 3,15 * * *', undefined],
    ['*/0 * * * *', undefined],
  ];
  for (const [text, minutes] of known)
    it(`of ${text}`, () => assert.equal(minutesBetween(text), minutes));
});
