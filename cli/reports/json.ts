import { ruleUrl } from '../../lib/checks/rule-pages';
import type { Outcome } from '../commands/check';

/** For programs. */
export function reportJson({ checked, templates, functions, rules, idle }: Outcome): string {
  const findings = checked.map(({ found, id, constructPath, functionName, reason }) => ({
    id,
    level: found.rule.severity,
    message: found.message,
    consequence: found.rule.impact,
    fix: found.rule.fix,
    ruleUrl: ruleUrl(found.rule.id),
    docsUrl: found.rule.docsUrl,
    template: found.resource.template.name,
    logicalId: found.resource.id,
    property: found.property,
    constructPath,
    functionName,
    reason,
  }));
  return JSON.stringify({ templates, functions, rules, findings, idle: idle.map(({ from }) => from) }, undefined, 2);
}
