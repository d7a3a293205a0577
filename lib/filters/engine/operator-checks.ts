import { isObject, shown } from './finding';
import { exactProblem, numericProblem, type Problem } from './numeric-range';
import { DOCUMENTED, similarOperator, UNDOCUMENTED } from './operator-names';
import { isUnresolved } from './unresolved';

const HOW_TO_INSIST = (operator: string): string =>
  `leave it out, or insist with FilterMatch.undocumented('${operator}', value, reason) once it was seen to work`;

function textProblem(value: unknown, operator: string): Problem | undefined {
  if (typeof value === 'string') return undefined;
  if (isObject(value)) {
    return { must: `have one text after "${operator}"`, got: shown(value), fix: HOW_TO_INSIST(operator) };
  }
  return {
    must: `have one text after "${operator}"`,
    got: shown(value),
    fix: 'for several put several of these operators into the list',
  };
}

/** The engine folds the halves of such signs, so that not even the text itself would match. */
function foldedProblem(value: unknown, operator: string): Problem | undefined {
  if (typeof value !== 'string' || !/[\u{10000}-\u{10ffff}]/u.test(value)) return textProblem(value, operator);
  return {
    must: `have signs up to U+FFFF after "${operator}", as others never match`,
    got: shown(value),
    fix: 'list the text itself in the cases that you expect',
  };
}

function anythingButProblem(value: unknown): Problem | undefined {
  if (isObject(value)) {
    return {
      must: 'have texts or numbers after "anything-but", as Lambda documents it',
      got: shown(value),
      fix: HOW_TO_INSIST('anything-but'),
    };
  }
  const values = Array.isArray(value) ? value : [value];
  const kinds = new Set(values.filter((one) => !isUnresolved(one)).map((one) => typeof one));
  const fine = values.length > 0 && kinds.size <= 1 && [...kinds].every((kind) => kind === 'string' || kind === 'number');
  if (!fine)
    return {
      must: 'have only texts or only numbers after "anything-but", at least one',
      got: shown(value),
      fix: 'split it, or leave out the others',
    };
  return values.map((one) => (typeof one === 'number' ? exactProblem(one) : undefined)).find((problem) => problem);
}

const CHECKS: Record<string, (value: unknown, operator: string) => Problem | undefined> = {
  prefix: textProblem,
  suffix: textProblem,
  'equals-ignore-case': foldedProblem,
  'anything-but': anythingButProblem,
  numeric: numericProblem,
  exists: (value) =>
    typeof value === 'boolean'
      ? undefined
      : { must: 'have true or false after "exists"', got: shown(value), fix: 'true asks for the field, false for its absence' },
};

function unknownProblem(operator: string): Problem {
  if ((UNDOCUMENTED as readonly string[]).includes(operator)) {
    return { must: 'be an operator that Lambda documents', got: shown(operator), fix: HOW_TO_INSIST(operator) };
  }
  const suggested = similarOperator(operator);
  return {
    must: `be one of Lambda's operators`,
    got: shown(operator),
    fix: suggested ? `did you mean "${suggested}"` : `there are ${DOCUMENTED.join(', ')}`,
  };
}

/**
 * What is wrong with an operator object such as `{ prefix: 'a' }`.
 *
 * @internal
 */
export function operatorProblem(object: Record<string, unknown>): Problem | undefined {
  const [operator, ...others] = Object.keys(object);
  if (operator === undefined || others.length > 0) {
    return {
      must: 'have exactly one operator in each object of the list',
      got: shown(object),
      fix: 'one of the entries of a list has to hold; two operators that must both match cannot be set on one field',
    };
  }
  const check = Object.hasOwn(CHECKS, operator) ? CHECKS[operator] : undefined;
  if (!check) return unknownProblem(operator);
  return isUnresolved(object[operator]) ? undefined : check(object[operator], operator);
}
