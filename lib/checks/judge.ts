import { Picture } from '../template-model/application-model';
import type { Template } from '../template-model/template';
import type { Hit, Rule } from './rule';

/** A place where a rule is broken, with the rule. @internal */
export interface Found extends Hit {
  readonly rule: Rule;
}

/**
 * What the rules find in the templates of one application.
 *
 * @internal
 */
export function judge(templates: readonly Template[], rules: readonly Rule[]): Found[] {
  const picture = new Picture(templates);
  return rules.flatMap((rule) => [...rule.find(picture)].map((hit) => ({ ...hit, rule })));
}
