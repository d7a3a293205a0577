import { ID_NAMESPACE, type Id, qualifiedId } from '../core/ids';
import { nearest } from '../core/input/nearest';
import { CheckSeverity } from './check-severity';

const SEVERITIES: readonly string[] = Object.values(CheckSeverity);

/** @internal */
export function checkFailOn(failOn: readonly CheckSeverity[]): ReadonlySet<CheckSeverity> {
  const wrong = Array.isArray(failOn) ? failOn.filter((severity) => !SEVERITIES.includes(severity)) : [failOn];
  if (wrong.length === 0) return new Set(failOn);
  throw new Error(
    `HardenedLambdaChecks: 'failOn' must list values of CheckSeverity, got ${JSON.stringify(wrong[0])}; set it for example to [CheckSeverity.ERROR]`,
  );
}

/**
 * The ids of the disabled rules without their namespace; each rule must exist, and have a reason.
 *
 * @internal
 */
export function checkDisabledRules(disabledRules: Readonly<Record<string, string>>, known: readonly Id[]): ReadonlySet<Id> {
  if (typeof disabledRules !== 'object' || Array.isArray(disabledRules)) {
    throw new Error(
      `HardenedLambdaChecks: 'disabledRules' must be an object, got ${JSON.stringify(disabledRules)}; set it for example to { '${qualifiedId('RoleShared')}': 'see ADR 12' }`,
    );
  }
  return new Set(
    Object.entries(disabledRules).map(([id, reason]) => {
      const rule = checkedId('disabledRules', id, known);
      if (typeof reason !== 'string' || reason.trim() === '') {
        throw new Error(
          `HardenedLambdaChecks: 'disabledRules' must have a reason for each rule, got ${JSON.stringify(reason)} for ${id}; set a short reason`,
        );
      }
      return rule;
    }),
  );
}

/**
 * The ids of the rules that are asked for, without their namespace; each must exist.
 *
 * @internal
 */
export function checkEnabledRules(enabledRules: readonly string[], known: readonly Id[]): ReadonlySet<Id> {
  if (!Array.isArray(enabledRules)) {
    throw new Error(
      `HardenedLambdaChecks: 'enabledRules' must list ids of rules, got ${JSON.stringify(enabledRules)}; set it for example to ['${qualifiedId('RetriesWithoutIdempotency')}']`,
    );
  }
  return new Set(enabledRules.map((id) => checkedId('enabledRules', id, known)));
}

function checkedId(prop: string, id: unknown, known: readonly Id[]): Id {
  const bare = String(id).replace(`${ID_NAMESPACE}::`, '');
  const rule = known.find((each) => each === bare);
  if (rule !== undefined) return rule;
  const right = nearest(bare, known) as Id | undefined;
  const fix = right === undefined ? 'docs/checks.md lists them' : `did you mean '${qualifiedId(right)}'`;
  throw new Error(`HardenedLambdaChecks: '${prop}' must name rules, got ${JSON.stringify(id)}; ${fix}`);
}

/** @internal */
export function checkFlag(prop: string, value: boolean | undefined): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? false;
  throw new Error(`HardenedLambdaChecks: '${prop}' must be true or false, got ${JSON.stringify(value)}; set it to true, or omit it`);
}
