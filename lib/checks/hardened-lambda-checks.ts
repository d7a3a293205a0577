import { readFileSync } from 'node:fs';
import type { IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib';
import { CheckLevel } from './check-level';
import { type Found, judge } from './judge';
import { RULES } from './rules';

/**
 * Finds in every template of an app what AWS accepts and production regrets: functions that lose events, wake nobody, run
 * away with money or let someone in. Whoever made them: this library, the CDK, SAM or plain CloudFormation.
 *
 * A finding is acknowledged on the narrowest construct, with
 * `Validations.of(scope).acknowledge({ id: 'HardenedLambda::SqsVisibilityTimeout', reason: '...' })`.
 *
 * @example
 * declare const app: cdk.App;
 * cdk.Validations.of(app).addPlugins(new HardenedLambdaChecks());
 */
export class HardenedLambdaChecks implements IPolicyValidationPlugin {
  /** The name of the plugin, which stands before the id of each rule. */
  public readonly name = 'HardenedLambda';

  /** The ids of all rules. */
  public readonly ruleIds?: string[] = RULES.map(({ id }) => id);

  /** Judges the templates of an app. */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const templates = context.stackTemplates.map(({ stackConstructPath, templatePath, region, accountId }) => ({
      name: stackConstructPath,
      body: JSON.parse(readFileSync(templatePath, 'utf8')),
      file: templatePath,
      region,
      account: accountId,
    }));
    const found = judge(templates, RULES);
    return { success: found.every(({ rule }) => rule.level !== CheckLevel.ERROR), violations: found.map(violationOf) };
  }
}

function violationOf({ rule, resource, property, sentence }: Found): PolicyViolation {
  return {
    ruleName: rule.id,
    severity: rule.level,
    description: `${sentence}. ${rule.consequence}`,
    fix: `${rule.wayOut} (${rule.page})`,
    violatingResources: [
      {
        resourceLogicalId: resource.id,
        templatePath: resource.template.file,
        locations: property === undefined ? [] : [`Properties.${property}`],
      },
    ],
  };
}
