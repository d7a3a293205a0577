import { secondsBetween } from '../../lib/template-model/schedule';

test.each([
  ['rate(1 minute)', 60],
  ['rate(5 minutes)', 300],
  ['rate(2 hours)', 7200],
  ['rate(1 day)', 86_400],
  ['cron(0 3 * * ? *)', 86_400],
  ['cron(0 * * * ? *)', 3600],
  ['cron(0 8,20 * * ? *)', 3600],
  ['cron(0/5 * * * ? *)', undefined],
  ['cron(0,30 3 * * ? *)', undefined],
  ['at(2030-01-01T00:00:00)', undefined],
  ['', undefined],
])('%s comes every %s seconds at the least', (expression, seconds) => {
  expect(secondsBetween(expression)).toBe(seconds);
});
