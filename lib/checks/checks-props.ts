import { ID_NAMESPACE, type Id, qualifiedId } from '../core/ids';
import { nearest } from '../core/nearest';
import { CheckSeverity } from './check-severity';

const SEVERITIES: readonly string[] = Object.values(CheckSeverity);

/** @internal */
export function checkFailOn(failOn: readonly CheckSeverity[]): ReadonlySet<CheckSeverity> {
  const wrong = Array.isArray(failOn) ? failOn.find((severity) => !SEVERITIES.includes(severity)) : failOn;
  if (wrong === undefined) return new Set(failOn);
  throw new Error(
    `HardenedLambdaChecks: 'failOn' must list values of CheckSeverity, got ${JSON.stringify(wrong)}; set it for example to [CheckSeverity.ERROR]`,
  );
}

/**
 * The ids of the disabled rules without their namespace; each rule must exist, and have a reason.
 *
 * @internal
 */
export function checkDisabledRules(disabledRules: Readonly<Record<string, string>>, known: readonly Id[]): ReadonlySet<Id> {
  return new Set(
    Object.entries(disabledRules).map(([id, reason]) => {
      const bare = id.replace(`${ID_NAMESPACE}::`, '');
      const rule = known.find((each) => each === bare);
      if (rule === undefined) {
        const right = nearest(bare, known) as Id | undefined;
        const fix = right === undefined ? 'docs/checks.md lists them' : `did you mean '${qualifiedId(right)}'`;
        throw new Error(`HardenedLambdaChecks: 'disabledRules' must name rules, got ${JSON.stringify(id)}; ${fix}`);
      }
      if (typeof reason !== 'string' || reason.trim() === '') {
        throw new Error(
          `HardenedLambdaChecks: 'disabledRules' must have a reason for each rule, got ${JSON.stringify(reason)} for ${id}; set a short reason`,
        );
      }
      return rule;
    }),
  );
}

/** @internal */
export function checkFlag(prop: string, value: boolean | undefined): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? false;
  throw new Error(`HardenedLambdaChecks: '${prop}' must be true or false, got ${JSON.stringify(value)}; set it to true, or omit it`);
}
