import { join } from 'node:path';
import {
  type IPolicyValidationContext,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  type PolicyViolation,
  type Stack,
  Stage,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { acknowledgedIn, isAcknowledged } from './acknowledged';
import { applicationsOf, type StackTemplate } from './app-templates';
import type { CheckFinding } from './check-finding';
import { CheckSeverity } from './check-level';
import { checkDisabledRules, checkLevels } from './checks-props';
import { ConstructPaths } from './construct-paths';
import type * as judging from './engine';
import { idsOf, PLUGIN } from './finding-ids';
import type { RuleViolation } from './judge';

/** How templates are judged. */
export interface HardenedLambdaChecksProps {
  /**
   * The levels whose findings fail the synthesis. None where the list is empty: everything is reported all the same.
   *
   * @default - [CheckLevel.ERROR]
   */
  readonly failOn?: CheckSeverity[];

  /**
   * Rules that judge nothing in the whole app, each with the reason: `{ 'HardenedLambda::RoleShared': 'see ADR 12' }`. For
   * one construct acknowledge the id on it instead.
   *
   * @default - none
   */
  readonly disabledRules?: { [id: string]: string };
}

/**
 * Finds in every template of an app what AWS accepts and production regrets: functions that lose events, wake nobody, run
 * away with money or let someone in. Whoever made them: this library, the CDK, SAM or plain CloudFormation.
 *
 * A finding is acknowledged on the narrowest construct, with
 * `Validations.of(scope).acknowledge({ id: 'HardenedLambda::SqsVisibilityTimeout', reason: '...' })`.
 *
 * What the CDK's own validator says already is not said again, unless `CDK_VALIDATION=false` turns that one off.
 *
 * @example
 * declare const app: cdk.App;
 * cdk.Validations.of(app).addPlugins(new HardenedLambdaChecks());
 */
export class HardenedLambdaChecks implements IPolicyValidationPlugin {
  /**
   * What the rules find in a stack, for a test of your own: the whole app is synthesized and looked at. Without what is
   * acknowledged.
   */
  public static findings(stack: Stack, props: HardenedLambdaChecksProps = {}): CheckFinding[] {
    const stage = Stage.of(stack) as Stage;
    const assembly = stage.synth();
    const stacks = assembly.stacks.map(({ hierarchicalId, templateFile, environment }) => ({
      name: hierarchicalId,
      file: join(assembly.directory, templateFile),
      region: environment.region,
      account: environment.account,
    }));
    const own = join(assembly.directory, stack.templateFile);
    return new HardenedLambdaChecks(props)
      .judged(stack.node.root, stacks)
      .filter(({ found, acknowledged }) => !acknowledged && found.resource.template.file === own)
      .map(({ found, construct }) => findingOf(found, construct));
  }

  /** The name of the plugin, which stands before the id of each rule. */
  public readonly name = PLUGIN;

  /** The ids of all rules. */
  public readonly ruleIds?: string[];

  private readonly failing: ReadonlySet<CheckSeverity>;
  private readonly disabledRules: ReadonlySet<string>;

  constructor(props: HardenedLambdaChecksProps = {}) {
    this.ruleIds = rules().map(({ id }) => id);
    this.failing = checkLevels(props.failOn ?? [CheckSeverity.ERROR]);
    this.disabledRules = checkDisabledRules(props.disabledRules ?? {}, this.ruleIds);
  }

  /** Judges the templates of an app. The CDK calls it. */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const app = context.appConstruct;
    const stacks = context.stackTemplates.map(({ stackConstructPath, templatePath, region, accountId }) => ({
      name: stackConstructPath,
      file: templatePath,
      region,
      account: accountId,
    }));
    const judged = this.judged(app, stacks);
    const somewhere = judged.length > 0 ? acknowledgedIn(app) : new Set<string>();
    return {
      success: judged.every(({ found, acknowledged }) => acknowledged || !this.failing.has(found.rule.severity)),
      violations: judged.map((one) => this.violationOf(one, somewhere)),
    };
  }

  private judged(app: IConstruct, stacks: StackTemplate[]): Judged[] {
    const applied = rules().filter(({ id }) => !this.disabledRules.has(id));
    const paths = new ConstructPaths(app);
    const isCdkSilent = process.env.CDK_VALIDATION === 'false';
    return applicationsOf(stacks)
      .flatMap((templates) => engine().findViolations(templates, applied))
      .filter(({ isReportedByCdk }) => isCdkSilent || !isReportedByCdk)
      .map((found) => {
        const construct = paths.constructOf(found.resource);
        return { found, construct, acknowledged: isAcknowledged(construct, idsOf(found.rule.id, found.resource.id)) };
      });
  }

  private violationOf({ found, construct, acknowledged }: Judged, somewhere: ReadonlySet<string>): PolicyViolation {
    const { rule, resource, property, message } = found;
    const [ofRule, ofResource] = idsOf(rule.id, resource.id);
    // Older versions of the CDK take what is acknowledged anywhere for acknowledged everywhere.
    const isOwn = somewhere.has(ofResource) || (somewhere.has(ofRule) && !acknowledged);
    return {
      ruleName: isOwn ? `${rule.id}[${resource.id}]` : rule.id,
      severity: this.failing.has(rule.severity) ? 'error' : SEVERITIES[rule.severity],
      description: `${message}. ${rule.impact}`,
      fix: `${rule.fix} (${rule.docsUrl})`,
      violatingResources: [
        {
          resourceLogicalId: resource.id,
          constructPath: construct?.node.path,
          templatePath: resource.template.file,
          locations: property === undefined ? [] : [`Properties.${property}`],
        },
      ],
    };
  }
}

interface Judged {
  readonly found: RuleViolation;
  readonly construct: IConstruct | undefined;
  readonly acknowledged: boolean;
}

/** What a level that does not fail is called by the CDK. */
const SEVERITIES: Record<CheckSeverity, string> = { error: 'warning', warning: 'warning', advice: 'info' };

/** Loaded when an app asks for checks: every app would wait for the rules otherwise. */
const engine = (): typeof judging => require('./engine');
const rules = () => engine().RULES;

function findingOf({ rule, resource, property, message, fn }: RuleViolation, construct: IConstruct | undefined): CheckFinding {
  const { severity, impact, fix, docsUrl } = rule;
  return {
    ruleId: idsOf(rule.id, resource.id)[0],
    severity,
    message,
    impact,
    fix,
    docsUrl,
    logicalId: resource.id,
    property,
    constructPath: construct?.node.path,
    functionName: fn?.name,
  };
}
