import { ApplicationModel } from '../template-model/application-model';
import type { Template } from '../template-model/template';
import type { Rule, Violation } from './rule';

/** A violation with its rule. @internal */
export interface RuleViolation extends Violation {
  readonly rule: Rule;
}

/**
 * What the rules find in the templates of one application.
 *
 * @internal
 */
export function findViolations(templates: readonly Template[], rules: readonly Rule[]): RuleViolation[] {
  const model = new ApplicationModel(templates);
  return rules.flatMap((rule) => [...rule.find(model)].map((violation) => ({ ...violation, rule })));
}
