import { shown } from './finding';
import { isUnresolved } from './unresolved';

/**
 * What is wrong with a value.
 *
 * @internal
 */
export interface Problem {
  readonly must: string;
  readonly got: string;
  readonly fix: string;
}

const LOWER = ['>', '>='];
const UPPER = ['<', '<='];
const SYNTAX = 'write ["=", 5], [">", 0] or [">=", 0, "<", 10], the lower bound first';

/** The digits of a number as it is written, without the zeros around them. */
const digitsOf = (text: string): number =>
  text
    .replace(/e.*$/i, '')
    .replace(/[-.]/g, '')
    .replace(/^0+|(?<!0)0+$/g, '').length;

/**
 * Whether the engine reads a number as it is written. Beyond 15 digits it refuses some, which ones depends on its version of
 * Java, and JavaScript rounds some.
 *
 * @internal
 */
export function isExact(text: string): boolean {
  const value = Number(text);
  if (!(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) return false;
  return digitsOf(text) <= (Number.isInteger(value) ? 16 : 15);
}

/** @internal */
export const RANGE = 'between -9007199254740991 and 9007199254740991, with at most 15 digits unless whole';

/**
 * A number that the engine can compare.
 *
 * @internal
 */
export function exactProblem(value: number): Problem | undefined {
  if (isExact(String(value))) return undefined;
  return { must: `be a number ${RANGE}`, got: String(value), fix: 'round it, or have it sent as text' };
}

function boundProblem(operator: unknown, bound: unknown, operators: readonly string[]): Problem | undefined {
  if (!operators.includes(operator as string)) {
    return { must: `compare with one of ${operators.join(' ')} here`, got: shown(operator), fix: SYNTAX };
  }
  if (isUnresolved(bound) && typeof bound.value === 'number') return undefined;
  if (typeof bound !== 'number') return { must: `have a number after "${operator}"`, got: shown(bound), fix: SYNTAX };
  return exactProblem(bound);
}

/**
 * `["=", 5]`, `[">", 0]`, `[">=", 0, "<", 10]`.
 *
 * @internal
 */
export function numericProblem(value: unknown): Problem | undefined {
  if (!Array.isArray(value)) return { must: 'have a list of comparisons after "numeric"', got: shown(value), fix: SYNTAX };
  if (value.length !== 2 && value.length !== 4)
    return { must: 'have one comparison or two after "numeric"', got: shown(value), fix: SYNTAX };
  const [first, low, second, high] = value;
  if (value.length === 2) return boundProblem(first, low, ['=', ...LOWER, ...UPPER]);
  const problem = boundProblem(first, low, LOWER) ?? boundProblem(second, high, UPPER);
  if (problem || isUnresolved(low) || isUnresolved(high) || low < high) return problem;
  return {
    must: 'leave room between its bounds',
    got: shown(value),
    fix: low === high && first === '>=' && second === '<=' ? `write ["=", ${low}]` : 'no number is in this range; swap or widen the bounds',
  };
}
