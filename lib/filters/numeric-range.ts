import { Token } from 'aws-cdk-lib';
import { shown } from './finding';

/**
 * What is wrong with a value.
 *
 * @internal
 */
export interface Problem {
  readonly must: string;
  readonly got: string;
  readonly wayOut: string;
}

const LOWER = ['>', '>='];
const UPPER = ['<', '<='];
const FORMS = 'write ["=", 5], [">", 0] or [">=", 0, "<", 10], the lower bound first';

/**
 * A number that JSON can hold.
 *
 * @internal
 */
export function finiteProblem(value: number): Problem | undefined {
  if (Token.isUnresolved(value) || Number.isFinite(value)) return undefined;
  return { must: 'be a finite number', got: String(value), wayOut: 'JSON holds numbers up to about 1.8e308' };
}

/**
 * A number that is compared for equality: beyond 2^53 neighbours look the same here and differ in the engine.
 *
 * @internal
 */
export function exactProblem(value: number): Problem | undefined {
  if (Token.isUnresolved(value)) return undefined;
  const infinite = finiteProblem(value);
  if (infinite || !Number.isInteger(value) || Number.isSafeInteger(value)) return infinite;
  return {
    must: 'be at most 9007199254740991 to be compared exactly',
    got: String(value),
    wayOut: 'have it sent as text, or compare with FilterMatch.numberAbove and its like',
  };
}

function boundProblem(operator: unknown, bound: unknown, operators: readonly string[]): Problem | undefined {
  if (!operators.includes(operator as string)) {
    return { must: `compare with one of ${operators.join(' ')} here`, got: shown(operator), wayOut: FORMS };
  }
  if (typeof bound !== 'number') return { must: `have a number after "${operator}"`, got: shown(bound), wayOut: FORMS };
  return operator === '=' ? exactProblem(bound) : finiteProblem(bound);
}

/**
 * `["=", 5]`, `[">", 0]`, `[">=", 0, "<", 10]`.
 *
 * @internal
 */
export function numericProblem(value: unknown): Problem | undefined {
  if (!Array.isArray(value)) return { must: 'have a list of comparisons after "numeric"', got: shown(value), wayOut: FORMS };
  if (value.length !== 2 && value.length !== 4)
    return { must: 'have one comparison or two after "numeric"', got: shown(value), wayOut: FORMS };
  const [first, low, second, high] = value;
  if (value.length === 2) return boundProblem(first, low, ['=', ...LOWER, ...UPPER]);
  const problem = boundProblem(first, low, LOWER) ?? boundProblem(second, high, UPPER);
  if (problem || Token.isUnresolved(low) || Token.isUnresolved(high) || low < high) return problem;
  return {
    must: 'leave room between its bounds',
    got: shown(value),
    wayOut:
      low === high && first === '>=' && second === '<=' ? `write ["=", ${low}]` : 'no number is in this range; swap or widen the bounds',
  };
}
