import { Duration, Lazy, Token } from 'aws-cdk-lib';
import { checkSeconds, checkWholeNumber, secondsOf, type WholeNumbers } from '../../../lib/core/input/ranges';
import { stackOf } from '../../harness';

const number = (value: unknown, range: WholeNumbers) => () => checkWholeNumber(stackOf(), 'size', value as number, range);
const seconds = (value: unknown, range: WholeNumbers) => () => checkSeconds(stackOf(), 'time', value as Duration, range);
const LATER = Duration.seconds(Lazy.number({ produce: () => 0 }));

describe('a whole number', () => {
  test.each<[unknown, WholeNumbers]>([
    [undefined, { min: 1 }],
    [Token.asNumber({ Ref: 'Size' }), { min: 1, max: 2 }],
    [1, { min: 1, max: 3 }],
    [3, { min: 1, max: 3 }],
    [0, { min: 0 }],
    [1_000_000, { min: 1 }],
  ])('may be %p in %j', (value, range) => expect(number(value, range)).not.toThrow());

  test.each<[unknown, WholeNumbers, string]>([
    [0, { min: 1, max: 3 }, 'a whole number between 1 and 3, got 0'],
    [4, { min: 1, max: 3 }, 'a whole number between 1 and 3, got 4'],
    [1.5, { min: 1 }, 'a whole number of at least 1, got 1.5'],
    [0, { min: 1, unit: 'MB' }, 'a whole number of MB of at least 1, got 0'],
    ['2', { min: 1, max: 3, unit: 'MB', fix: 'take two' }, 'a whole number of MB between 1 and 3, got "2"; take two'],
    [-1, { min: 0 }, 'a whole number of at least 0, got -1'],
    [2.5, { min: 1, max: 3 }, 'a whole number between 1 and 3, got 2.5'],
    [1, { min: 0, max: 0 }, 'a whole number between 0 and 0, got 1'],
    [Number.NaN, { min: 1 }, 'a whole number of at least 1, got NaN'],
  ])('may not be %p in %j', (value, range, rule) => {
    expect(number(value, range)).toThrow(new Error(`Shop: 'size' must be ${rule}`));
  });
});

describe('a duration', () => {
  test.each<[unknown]>([[undefined], [LATER], [Duration.seconds(1)], [Duration.minutes(1)]])('may be %p', (value) => {
    expect(seconds(value, { min: 1, max: 60 })).not.toThrow();
  });

  test.each<[unknown, string]>([
    [Duration.seconds(61), 'a whole number of seconds between 1 and 60, got 61'],
    [Duration.millis(1500), 'a whole number of seconds between 1 and 60, got 1.5'],
    [Duration.seconds(0), 'a whole number of seconds between 1 and 60, got 0'],
    [60, 'a Duration, got 60; write for example Duration.seconds(60)'],
    [null, 'a Duration, got null; write for example Duration.seconds(60)'],
  ])('may not be %p', (value, rule) => {
    expect(seconds(value, { min: 1, max: 60 })).toThrow(new Error(`Shop: 'time' must be ${rule}`));
  });

  test('may be counted in another unit', () => {
    expect(seconds(Duration.seconds(0), { min: 1, unit: 'whole seconds' })).toThrow(/of whole seconds of at least 1/);
  });

  test.each<[string, Duration | undefined, number | undefined]>([
    ['none', undefined, 0],
    ['90 seconds', Duration.seconds(90), 90],
    ['one that is known later', LATER, undefined],
  ])('%s in seconds', (_, value, expected) => expect(secondsOf(value)).toBe(expected));
});
