/*
 * The part of CloudWatch's metric math that the library's alarms use.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */

/** The datapoints of consecutive periods; undefined where one is missing. */
export type Series = readonly (number | undefined)[];

type Value = number | Series;

/** Evaluates an expression over the series of its metrics. */
export function evaluate(expression: string, metrics: Readonly<Record<string, Series>>): Series {
  const tokens: string[] = expression.match(/\d+(\.\d+)?|[a-z]\w*|[A-Z]+|==|!=|<=|>=|[-+*/<>(),]/g) ?? [];
  const length = Object.values(metrics)[0].length;
  const take = (expected?: string): string => {
    const token = tokens.shift();
    if (token === undefined || (expected !== undefined && token !== expected))
      throw new Error(`expected ${expected}, got ${token} in ${expression}`);
    return token;
  };
  /** Left to right, one level of operators after the other. */
  const level = (operators: readonly string[], next: () => Value) => (): Value => {
    let value = next();
    while (operators.includes(tokens[0] ?? '')) {
      const operator = take();
      value = binary(operator, value, next());
    }
    return value;
  };
  const primary = (): Value => {
    const token = take();
    if (token === '(') {
      const value = logical();
      take(')');
      return value;
    }
    if (/^\d/.test(token)) return Number(token);
    if (/^[a-z]/.test(token)) {
      if (!metrics[token]) throw new Error(`there is no metric ${token}`);
      return metrics[token];
    }
    take('(');
    const args = [logical()];
    while (tokens[0] === ',') {
      take(',');
      args.push(logical());
    }
    take(')');
    return call(token, args, length);
  };
  const product = level(['*', '/'], primary);
  const sum = level(['+', '-'], product);
  const comparison = level(['==', '!=', '<=', '>=', '<', '>'], sum);
  const logical: () => Value = level(['AND', 'OR'], comparison);
  const result = logical();
  if (tokens.length > 0) throw new Error(`unexpected ${tokens[0]} in ${expression}`);
  if (typeof result === 'number') throw new Error('an expression must result in a time series');
  return result;
}

const OPERATORS: Readonly<Record<string, (one: number, other: number) => number>> = {
  '+': (one, other) => one + other,
  '-': (one, other) => one - other,
  '*': (one, other) => one * other,
  '/': (one, other) => one / other,
  '==': (one, other) => Number(one === other),
  '!=': (one, other) => Number(one !== other),
  '<=': (one, other) => Number(one <= other),
  '>=': (one, other) => Number(one >= other),
  '<': (one, other) => Number(one < other),
  '>': (one, other) => Number(one > other),
  AND: (one, other) => Number(one !== 0 && other !== 0),
  OR: (one, other) => Number(one !== 0 || other !== 0),
};

/** Where one of two series has no value it counts as 0; where neither has one there is none. */
function binary(operator: string, one: Value, other: Value): Value {
  const operate = OPERATORS[operator];
  if (typeof one === 'number' && typeof other === 'number') return operate(one, other);
  const length = typeof one === 'number' ? (other as Series).length : one.length;
  return Array.from({ length }, (_, index) => {
    const [left, right] = [at(one, index), at(other, index)];
    const isMissing = [one, other].every((value, side) => typeof value === 'number' || [left, right][side] === undefined);
    return isMissing ? undefined : operate(left ?? 0, right ?? 0);
  });
}

const at = (value: Value, index: number): number | undefined => (typeof value === 'number' ? value : value[index]);

function call(name: string, [first, second, third]: Value[], length: number): Value {
  const series = (value: Value): Series => (typeof value === 'number' ? Array.from({ length }, () => value) : value);
  switch (name) {
    case 'FILL':
      return series(first).map((value, index) => value ?? at(second, index));
    // The difference to the preceding value that exists; the first has none.
    case 'DIFF':
      return series(first).map((value, index, all) => {
        const before = all.slice(0, index).filter((each) => each !== undefined);
        return value === undefined || before.length === 0 ? undefined : value - (before[before.length - 1] as number);
      });
    case 'IF':
      return series(first).map((value, index) =>
        value === undefined ? undefined : value !== 0 ? (at(second, index) ?? 0) : at(third, index),
      );
    default:
      throw new Error(`the evaluator knows no ${name}`);
  }
}
