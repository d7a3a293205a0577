import { intervalOf, recursDaily } from '../../../lib/template-model/events/schedule';

const HOUR = 3600;
const DAY = 86_400;

test.each<[string, number | undefined, number | undefined]>([
  ['rate(1 minute)', 60, 60],
  ['rate(5 minutes)', 300, 300],
  ['rate(2 hours)', 2 * HOUR, 2 * HOUR],
  ['rate(1 day)', DAY, DAY],
  ['cron(* * * * ? *)', 60, 60],
  ['cron(0/5 * * * ? *)', 300, 300],
  ['cron(*/15 * ? * * *)', 900, 900],
  ['cron(0 3 * * ? *)', DAY, DAY],
  ['cron(0 * * * ? *)', HOUR, HOUR],
  ['cron(0 8,20 * * ? *)', 12 * HOUR, 12 * HOUR],
  ['cron(0,30 3 * * ? *)', 1800, DAY - 1800],
  ['cron(0 9-17 ? * MON-FRI *)', HOUR, 2 * DAY + 16 * HOUR],
  ['cron(0 18 ? * SUN-SAT *)', DAY, DAY],
  ['cron(0 18 ? * 2-6 *)', DAY, 3 * DAY],
  ['cron(0 3 1 * ? *)', DAY, undefined],
  ['cron(0 3 * * ? 2026)', DAY, DAY],
  ['cron(0 3 L * ? *)', DAY, undefined],
  ['cron(0 3 * *)', undefined, undefined],
  ['cron(70 3 * * ? *)', undefined, undefined],
  ['at(2030-01-01T00:00:00)', undefined, undefined],
  ['', undefined, undefined],
])('%s recurs every %s seconds at the least, and %s at the most', (expression, least, most) => {
  const interval = intervalOf(expression);
  expect([interval?.least, interval?.most]).toEqual([least, most]);
});

test('a schedule recurs within a day in whatever way it is written', () => {
  const daily = ['rate(1 day)', 'rate(5 minutes)', 'cron(0/5 * * * ? *)', 'cron(0 3 ? * * *)', 'cron(0 3 ? * MON-FRI *)'];
  expect(daily.filter((expression) => !recursDaily(expression))).toEqual([]);
  const others = [
    'rate(2 days)',
    'rate(3 days)',
    'cron(0 3 ? * MON *)',
    'cron(0 3 ? * MON-WED *)',
    'cron(0 3 1 * ? *)',
    'at(2030-01-01T00:00:00)',
  ];
  expect(others.filter(recursDaily)).toEqual([]);
});
