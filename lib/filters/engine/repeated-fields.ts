import { below, type Finding, findingAt, isObject } from './finding';

type Leaves = Map<string, readonly unknown[]>;

function join(findings: Finding[], known: Leaves, added: Leaves): void {
  for (const [path, list] of added) {
    if (known.has(path)) {
      const fix = 'only one of the two would be looked at; repeat it in each alternative of $or, or say it once';
      findings.push(findingAt(path, 'be asked for once', 'it twice, as inside and outside $or', fix));
    }
    known.set(path, list);
  }
}

/** Every list of values under a pattern, by its path. Alternatives may repeat each other. */
function leavesOf(findings: Finding[], object: Record<string, unknown>, path: string): Leaves {
  const known: Leaves = new Map();
  for (const [key, value] of Object.entries(object)) {
    if (key === '$or' && Array.isArray(value)) {
      const alternatives: Leaves = new Map();
      for (const member of value.filter(isObject)) for (const [at, list] of leavesOf(findings, member, path)) alternatives.set(at, list);
      join(findings, known, alternatives);
    } else if (Array.isArray(value)) join(findings, known, new Map([[below(path, key), value]]));
    else if (isObject(value)) join(findings, known, leavesOf(findings, value, below(path, key)));
  }
  return known;
}

const testsExistence = (list: readonly unknown[]): boolean => list.some((item) => isObject(item) && 'exists' in item);

/**
 * Fields that a pattern asks for twice, of which the engine ignores one, and `exists` on what has fields itself.
 *
 * @internal
 */
export function repeatedFields(pattern: Record<string, unknown>): Finding[] {
  const findings: Finding[] = [];
  const leaves = leavesOf(findings, pattern, '');
  for (const [path, list] of leaves) {
    const inner = [...leaves.keys()].find((other) => other.startsWith(`${path}.`));
    if (inner === undefined || !testsExistence(list)) continue;
    const fix = `"exists" sees values only; ask it of '${inner}'`;
    findings.push(findingAt(path, 'be a value for "exists"', `an object that has '${inner}'`, fix));
  }
  return findings;
}
