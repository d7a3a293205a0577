import { leastVisibility, QUEUE_DEFAULTS, redriveStay } from '../../lib/service-limits/queue-times';

const DAY = 24 * 3600;

test.each([
  [1, 0, 6],
  [30, 0, 180],
  [30, 300, 480],
  [900, 300, 5700],
])('a function of %d s with a window of %d s needs messages to be invisible for %d s', (timeout, window, least) => {
  expect(leastVisibility(timeout, window)).toBe(least);
});

test('a queue that says nothing has the defaults of SQS', () => {
  expect(QUEUE_DEFAULTS).toEqual({ visibilityTimeout: 30, retention: 4 * DAY });
});

describe('how long a message surely stays in the redrive queue', () => {
  test.each([
    [4, 14, 10],
    [1, 14, 13],
    [7, 14, 7],
    [10, 14, 7],
    [14, 14, 7],
    [4, 4, 2],
  ])('standard: sent up to %d days before, kept for %d: %d', (source, redrive, stay) => {
    expect(redriveStay(false, source * DAY, redrive * DAY)).toBe(stay * DAY);
  });

  test.each([
    [4, 14],
    [14, 14],
  ])('FIFO counts anew: sent up to %d days before, kept for all of %d', (source, redrive) => {
    expect(redriveStay(true, source * DAY, redrive * DAY)).toBe(redrive * DAY);
  });
});
