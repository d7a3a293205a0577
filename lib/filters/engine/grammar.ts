import { below, type Finding, findingAt, isObject, shown } from './finding';
import { exactProblem, type Problem } from './numeric-range';
import { operatorProblem } from './operator-checks';
import { DOCUMENTED, RESERVED_INSIDE_OR, UNDOCUMENTED } from './operator-names';
import { repeatedFields } from './repeated-fields';
import { sharedAlternatives } from './shared-alternatives';
import { holdsUnresolved, isText, isUnresolved } from './unresolved';

/** A pattern's longest text. @internal */
export const LONGEST_PATTERN = 4096;

const OPERATORS: readonly string[] = [...DOCUMENTED, ...UNDOCUMENTED];

interface Walk {
  readonly findings: Finding[];
  /** Operators and lists that the user has insisted on or named as what they are. */
  readonly insisted: ReadonlySet<unknown>;
}

const report = (walk: Walk, path: string, { must, got, fix }: Problem): void => {
  walk.findings.push(findingAt(path, must, got, fix));
};

function checkItem(walk: Walk, path: string, item: unknown): void {
  if (isUnresolved(item) || walk.insisted.has(item)) return;
  if (item === null || typeof item === 'string' || typeof item === 'boolean') return;
  if (isObject(item)) {
    const problem = operatorProblem(item);
    if (problem) report(walk, path, problem);
    return;
  }
  const problem =
    typeof item === 'number'
      ? exactProblem(item)
      : {
          must: 'list texts, numbers, true, false, null or operators',
          got: shown(item),
          fix: Array.isArray(item) ? 'take the inner list apart' : 'write it as one of these',
        };
  if (problem) report(walk, path, problem);
}

const testsWith =
  (operator: string) =>
  (item: unknown): boolean =>
    isObject(item) && operator in item;
const isRange = (item: unknown): boolean => isObject(item) && Array.isArray(item.numeric) && item.numeric[0] !== '=';
const isOfText = (item: unknown): boolean =>
  isText(item) || (isObject(item) && ['prefix', 'suffix', 'equals-ignore-case', 'anything-but'].some((name) => name in item));

function checkList(walk: Walk, path: string, list: readonly unknown[]): void {
  if (list.length === 0) {
    report(walk, path, { must: 'list at least one value', got: 'an empty list', fix: 'leave the field out to let anything through' });
  }
  if (list.some(isRange) && list.some(isOfText)) {
    const fix = `AWS's engine may miss the text; make a filter for each`;
    report(walk, path, { must: 'not have text beside a range of numbers', got: shown(list), fix });
  }
  if (list.some(testsWith('wildcard')) && list.some(testsWith('equals-ignore-case'))) {
    const fix = `AWS's engine then lets other texts through; make a filter for each`;
    report(walk, path, { must: 'not have "wildcard" beside "equals-ignore-case"', got: shown(list), fix });
  }
  for (const item of list) checkItem(walk, path, item);
}

function checkOr(walk: Walk, path: string, members: unknown): void {
  if (isUnresolved(members)) return;
  if (!Array.isArray(members) || members.length < 2 || !members.every(isObject)) {
    const fix = 'write { $or: [{ ... }, { ... }] }; a field of this name cannot be filtered on';
    report(walk, path, { must: 'be a list of at least two objects', got: shown(members), fix });
    return;
  }
  for (const member of members) checkObject(walk, path.replace(/\.?\$or$/, ''), member, true);
}

/** `{ prefix: ['a'] }` where `[{ prefix: 'a' }]` was meant: it is accepted, and matches a field called prefix. */
function isBareOperator(walk: Walk, object: Record<string, unknown>): boolean {
  const [key, ...others] = Object.keys(object);
  return others.length === 0 && OPERATORS.includes(key) && !walk.insisted.has(object[key]) && !isObject(object[key]);
}

function checkLeaf(walk: Walk, path: string, value: unknown): void {
  if (Array.isArray(value)) {
    checkList(walk, path, value);
    return;
  }
  const scalar = value === null || ['string', 'number', 'boolean'].includes(typeof value);
  report(walk, path, { must: 'be a list of values', got: shown(value), fix: `write ${scalar ? `[${shown(value)}]` : '["value"]'}` });
}

function checkField(walk: Walk, path: string, key: string, value: unknown, insideOr: boolean): void {
  if (insideOr && RESERVED_INSIDE_OR.has(key)) {
    const fix = 'make a filter for each alternative';
    report(walk, path, { must: 'not be called like an operator inside $or', got: shown(key), fix });
  }
  if (key === '$or') checkOr(walk, path, value);
  else if (isUnresolved(value)) return;
  else if (!isObject(value)) checkLeaf(walk, path, value);
  else if (!isBareOperator(walk, value)) checkObject(walk, path, value, insideOr);
  else {
    const fix = 'write [{ operator: value }], or, for a field of that name, its values as FilterMatch.oneOf(...)';
    report(walk, path, { must: 'have its operator inside a list', got: shown(value), fix });
  }
}

function checkObject(walk: Walk, path: string, object: Record<string, unknown>, insideOr: boolean): void {
  const entries = Object.entries(object);
  if (entries.length === 0) {
    const fix = path === '' ? 'leave the filter out to let everything through' : 'name a field in it, or leave it out';
    report(walk, path, { must: 'have at least one field', got: 'an empty object', fix });
  }
  for (const [key, value] of entries) checkField(walk, below(path, key), key, value, insideOr);
}

function tooLong(pattern: unknown): Finding[] {
  const { length } = JSON.stringify(pattern);
  if (length <= LONGEST_PATTERN) return [];
  return [
    findingAt('', `have at most ${LONGEST_PATTERN} characters as JSON`, String(length), 'split it: the filters of a list are alternatives'),
  ];
}

/**
 * What AWS would refuse in a pattern, and what it would take and never match.
 *
 * @param insisted operators and lists that are not checked, by identity
 * @internal
 */
export function grammarFindings(pattern: unknown, insisted: ReadonlySet<unknown> = new Set()): Finding[] {
  if (isUnresolved(pattern)) return [];
  if (!isObject(pattern))
    return [findingAt('', 'be a JSON object', shown(pattern), 'start with the key of the data, as in { body: { ... } }')];
  const walk: Walk = { findings: [], insisted };
  checkObject(walk, '', pattern, false);
  if (walk.findings.length > 0) return walk.findings;
  return [...repeatedFields(pattern), ...sharedAlternatives(pattern), ...(holdsUnresolved(pattern) ? [] : tooLong(pattern))];
}
