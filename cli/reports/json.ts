import type { Outcome } from '../commands/check';

/** For programs. */
export function reportJson({ checked, templates, functions, rules, idle }: Outcome): string {
  const findings = checked.map(({ found, id, constructPath, functionName, reason }) => ({
    id,
    level: found.rule.level,
    sentence: found.sentence,
    consequence: found.rule.consequence,
    wayOut: found.rule.wayOut,
    page: found.rule.page,
    template: found.resource.template.name,
    logicalId: found.resource.id,
    property: found.property,
    constructPath,
    functionName,
    reason,
  }));
  return JSON.stringify({ templates, functions, rules, findings, idle: idle.map(({ from }) => from) }, undefined, 2);
}
