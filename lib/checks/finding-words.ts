import type { RuleViolation } from './find-violations';
import { ruleUrl } from './rule-pages';

/** What a report says of a finding, in whichever format. @internal */
export interface FindingWords {
  readonly message: string;
  readonly impact: string;
  readonly fix: string;
  readonly ruleUrl: string;
  readonly docsUrl: string;
  readonly template: string;
  readonly logicalId: string;
  readonly property: string | undefined;
}

/** @internal */
export const wordsOf = ({ rule, resource, property, message }: RuleViolation): FindingWords => ({
  message,
  impact: rule.impact,
  fix: rule.fix,
  ruleUrl: ruleUrl(rule.id),
  docsUrl: rule.docsUrl,
  template: resource.template.name,
  logicalId: resource.id,
  property,
});
