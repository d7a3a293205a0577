import { type Duration, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { got, refuse } from '../errors';

/**
 * The whole numbers that a prop accepts. Without `max` there is no upper limit.
 *
 * @internal
 */
export interface WholeNumbers {
  readonly min: number;
  readonly max?: number;
  /** What is counted: `MB`, `seconds`. */
  readonly unit?: string;
  /** The fix, added at the end of the message. */
  readonly fix?: string;
}

const describe = ({ min, max, unit }: WholeNumbers): string => {
  const range = max === undefined ? `of at least ${min}` : `between ${min} and ${max}`;
  return `a whole number${unit === undefined ? '' : ` of ${unit}`} ${range}`;
};

const within = (value: number, { min, max }: WholeNumbers): boolean =>
  Number.isInteger(value) && value >= min && (max === undefined || value <= max);

/** @internal */
export function checkWholeNumber(scope: IConstruct, prop: string, value: number | undefined, range: WholeNumbers): void {
  if (value === undefined || Token.isUnresolved(value) || within(value, range)) return;
  refuse(scope, `'${prop}' must be ${describe(range)}, got ${got(value)}${range.fix ? `; ${range.fix}` : ''}`);
}

/**
 * The seconds of a duration; absent if they are known only at deployment.
 *
 * @internal
 */
export const secondsOf = (value: Duration | undefined): number | undefined =>
  value?.isUnresolved() ? undefined : (value?.toSeconds() ?? 0);

/** A number of seconds is not a duration. @internal */
export function checkDuration(scope: IConstruct, prop: string, value: Duration | undefined): void {
  if (value === undefined || typeof value?.toSeconds === 'function') return;
  refuse(scope, `'${prop}' must be a Duration, got ${got(value)}; write for example Duration.seconds(60)`);
}

/** @internal */
export function checkSeconds(scope: IConstruct, prop: string, value: Duration | undefined, range: WholeNumbers): void {
  checkDuration(scope, prop, value);
  if (value === undefined || value.isUnresolved()) return;
  checkWholeNumber(scope, prop, value.toMilliseconds({ integral: false }) / 1000, { unit: 'seconds', ...range });
}
