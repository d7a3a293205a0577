import { nearest } from '../filters/engine/operator-names';
import { CheckSeverity } from './check-level';
import { PLUGIN } from './finding-ids';

const LEVELS: readonly string[] = Object.values(CheckSeverity);

/** @internal */
export function checkLevels(levels: readonly CheckSeverity[]): ReadonlySet<CheckSeverity> {
  const wrong = Array.isArray(levels) ? levels.find((level) => !LEVELS.includes(level)) : levels;
  if (wrong === undefined) return new Set(levels);
  throw new Error(
    `HardenedLambdaChecks: 'failOn' must list levels of CheckLevel, got ${JSON.stringify(wrong)}; write for example [CheckLevel.ERROR]`,
  );
}

/**
 * The rules that are off, by their bare ids; each is one that exists, and has a reason.
 *
 * @internal
 */
export function checkDisabledRules(disabledRules: Readonly<Record<string, string>>, known: readonly string[]): ReadonlySet<string> {
  return new Set(
    Object.entries(disabledRules).map(([id, reason]) => {
      const bare = id.replace(`${PLUGIN}::`, '');
      if (!known.includes(bare)) {
        const right = nearest(bare, known);
        const fix = right === undefined ? 'docs/checks.md lists them' : `did you mean '${PLUGIN}::${right}'`;
        throw new Error(`HardenedLambdaChecks: 'disabledRules' must name rules, got ${JSON.stringify(id)}; ${fix}`);
      }
      if (typeof reason !== 'string' || reason.trim() === '') {
        throw new Error(
          `HardenedLambdaChecks: 'disabledRules' must have a reason for each rule, got ${JSON.stringify(reason)} for ${id}; say why in a few words`,
        );
      }
      return bare;
    }),
  );
}
