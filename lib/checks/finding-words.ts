import type { EvidenceFinding } from '../evidence/finding';
import type { RuleViolation } from './find-violations';
import { ruleUrl } from './rule-pages';

/** What a report says of a finding, in whichever format. @internal */
export type FindingWords = Pick<
  EvidenceFinding,
  'message' | 'impact' | 'fix' | 'ruleUrl' | 'docsUrl' | 'template' | 'logicalId' | 'property'
>;

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
