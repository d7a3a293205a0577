import { wordsOf } from '../../lib/checks/finding-words';
import type { Outcome } from '../commands/check';
import { countsByRule } from './counts';
import { forJson } from './escape';

/** For programs: as docs/checks-report.schema.json describes it. */
export function reportJson(outcome: Outcome): string {
  const { checked, problems, templates, applications, isEach, functions, hardening, rules, unusedSuppressions } = outcome;
  const findings = checked.map(({ found, id, severity, place, fingerprint, constructPath, functionName, reason }) => ({
    id,
    severity,
    ...wordsOf(found),
    ...place,
    value: found.value,
    constructPath,
    functionName,
    fingerprint,
    reason,
  }));
  const checkedAs = isEach ? 'each' : 'together';
  const counts = Object.fromEntries(countsByRule(outcome).map(({ rule, count }) => [rule.id, count]));
  return forJson(
    JSON.stringify(
      { templates, applications, checkedAs, functions, hardening, rules, findings, counts, problems, unusedSuppressions },
      undefined,
      2,
    ),
  );
}
