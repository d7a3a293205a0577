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
import { checkScope } from '../core/errors';
import { ID_NAMESPACE } from '../core/ids';
import { checkOptionsOf } from '../core/input/option-names';
import type { Template } from '../template-model/template';
import { acknowledgedIn, isAcknowledged } from './acknowledged';
import { applicationsOf } from './app-templates';
import type { CheckFinding } from './check-finding';
import { CheckSeverity } from './check-severity';
import { checkDisabledRules, checkEnabledRules, checkFailOn, checkFlag } from './checks-props';
import { ConstructPaths } from './construct-paths';
import type * as checking from './engine';
import type { RuleViolation } from './find-violations';
import { idsOf } from './finding-ids';
import type { Rule } from './rule';
import { ruleUrl } from './rule-pages';
import { appOf, cdkValidates, stacksOf } from './validation-context';
import { checkReport, writeReport } from './written-report';

/** How templates are checked. */
export interface HardenedLambdaChecksProps {
  /**
   * The severities whose findings fail the synthesis. With an empty list no finding does; all findings are reported in any case.
   *
   * @default - [CheckSeverity.ERROR]
   */
  readonly failOn?: CheckSeverity[];

  /**
   * Rules to disable in the whole app, each with the reason, such as `{ 'HardenedLambda::RoleShared': 'see ADR 12' }`. To
   * accept a finding at one construct, acknowledge its id on that construct instead.
   *
   * @default - all rules are enabled
   */
  readonly disabledRules?: { [id: string]: string };

  /**
   * Whether a function that is not hardened is a finding of severity ERROR. A function is hardened if this library made it or
   * `Hardening` was applied to it; functions that the CDK makes for deployments, and those left with a reason, are not asked for.
   *
   * @default false
   */
  readonly requireHardening?: boolean;

  /**
   * Rules that are applied only where they are asked for, such as `['HardenedLambda::RetriesWithoutIdempotency']`, which informs
   * of functions whose events are delivered again while nothing makes them idempotent.
   *
   * @default - none
   */
  readonly enabledRules?: string[];

  /**
   * A file to which each synthesis writes what the templates prove of their functions: event paths, permissions, alarms, controls
   * and cost. Its name ends with `.html`, `.json`, `.md` or `.csv` (controls only).
   *
   * @default - no report
   */
  readonly report?: string;
}

/**
 * Finds configurations in every template of an app that AWS accepts and that cause damage in production: functions that lose
 * events, fail without a notification, cause cost without limit, or allow access to others. It checks all functions: those of
 * this library, of the CDK, of SAM and of plain CloudFormation.
 *
 * Acknowledge a finding on the narrowest construct, with
 * `Validations.of(scope).acknowledge({ id: 'HardenedLambda::SqsVisibilityTimeout', reason: '...' })`.
 *
 * Findings that the CDK's own validator reports are left to it, unless `CDK_VALIDATION=false` turns it off.
 *
 * @example
 * declare const app: cdk.App;
 * cdk.Validations.of(app).addPlugins(new HardenedLambdaChecks());
 */
export class HardenedLambdaChecks implements IPolicyValidationPlugin {
  /**
   * The findings in a stack, for your own test. Synthesizes and checks the whole app; acknowledged findings are left out.
   */
  public static findings(stack: Stack, props: HardenedLambdaChecksProps = {}): CheckFinding[] {
    checkScope('HardenedLambdaChecks.findings', stack, 'a stack');
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
      .check(new ConstructPaths(stack.node.root), applicationsOf(stacks))
      .filter(({ found, acknowledged }) => !acknowledged && found.resource.template.file === own)
      .map(({ found, construct }) => findingOf(found, construct));
  }

  /** The name of the plugin, with which the id of each rule begins. */
  public readonly name = ID_NAMESPACE;

  /** The ids of all rules. */
  public readonly ruleIds?: string[];

  private readonly failOn: ReadonlySet<CheckSeverity>;
  private readonly rules: readonly Rule[];
  private readonly requiresHardening: boolean;
  private readonly report?: string;

  constructor(props: HardenedLambdaChecksProps = {}) {
    const { failOn, disabledRules, requireHardening, report, enabledRules } = props ?? {};
    checkOptionsOf('HardenedLambdaChecks', props, { failOn, disabledRules, requireHardening, report, enabledRules });
    const ids = engine().ALL_RULES.map(({ id }) => id);
    this.ruleIds = ids;
    this.failOn = checkFailOn(failOn ?? [CheckSeverity.ERROR]);
    const disabled = checkDisabledRules(disabledRules ?? {}, ids);
    this.requiresHardening = checkFlag('requireHardening', requireHardening);
    this.report = checkReport(report);
    const enabled = checkEnabledRules(enabledRules ?? [], ids);
    const { ALL_RULES, RULES, HARDENING_RULES } = engine();
    const isApplied = (rule: Rule) =>
      RULES.includes(rule) || enabled.has(rule.id) || (this.requiresHardening && HARDENING_RULES.includes(rule));
    this.rules = ALL_RULES.filter((rule) => isApplied(rule) && !disabled.has(rule.id));
  }

  /** Checks the templates of an app. The CDK calls it. */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const app = appOf(context);
    const applications = applicationsOf(stacksOf(context));
    const paths = new ConstructPaths(app);
    const checked = this.check(paths, applications);
    if (this.report !== undefined) writeReport(this.report, { app, paths, applications, found: checked });
    const somewhere = checked.length > 0 ? acknowledgedIn(app) : new Set<string>();
    return {
      success: checked.every(({ found, acknowledged }) => acknowledged || !this.failOn.has(found.rule.severity)),
      violations: checked.map((one) => this.violationOf(one, somewhere)),
      metadata: this.requiresHardening
        ? { hardening: engine().describeHardened(engine().hardenedFunctionsIn(applications.flat())) }
        : undefined,
    };
  }

  private check(paths: ConstructPaths, applications: readonly (readonly Template[])[]): Checked[] {
    const isCdkSilent = !cdkValidates();
    return applications
      .flatMap((templates) => engine().findViolations(templates, this.rules))
      .filter(({ isReportedByCdk }) => isCdkSilent || !isReportedByCdk)
      .map((found) => checkedOf(found, paths));
  }

  private violationOf({ found, construct, acknowledged, acknowledgedOn }: Checked, somewhere: ReadonlySet<string>): PolicyViolation {
    const { rule, resource, property, message } = found;
    const [ofRule, ofResource] = idsOf(rule.id, resource.id);
    // Older versions of the CDK take what is acknowledged anywhere for acknowledged everywhere.
    const isOwn = somewhere.has(ofResource) || (somewhere.has(ofRule) && !acknowledged);
    return {
      ruleName: isOwn ? `${rule.id}[${resource.id}]` : rule.id,
      severity: this.failOn.has(rule.severity) ? 'error' : SEVERITIES[rule.severity],
      description: `${message}. ${rule.impact}`,
      fix: `${rule.fix} See ${ruleUrl(rule.id)}`,
      violatingResources: [
        {
          resourceLogicalId: resource.id,
          constructPath: (acknowledgedOn ?? construct)?.node.path,
          templatePath: resource.template.file,
          locations: property === undefined ? [] : [`Properties.${property}`],
        },
      ],
    };
  }
}

interface Checked {
  readonly found: RuleViolation;
  readonly construct: IConstruct | undefined;
  readonly acknowledged: boolean;
  /** The function that is affected, where the finding is acknowledged there and not where it is. */
  readonly acknowledgedOn?: IConstruct;
}

/** A finding may be acknowledged where it is, and on the function that is affected, which warnings of the library name. */
function checkedOf(found: RuleViolation, paths: ConstructPaths): Checked {
  const ids = idsOf(found.rule.id, found.resource.id);
  const construct = paths.constructOf(found.resource);
  if (isAcknowledged(construct, ids)) return { found, construct, acknowledged: true };
  const fn = found.fn && paths.constructOf(found.fn.resource);
  return isAcknowledged(fn, ids) ? { found, construct, acknowledged: true, acknowledgedOn: fn } : { found, construct, acknowledged: false };
}

/** The severity of the CDK for a finding that does not fail the synthesis. */
const SEVERITIES: Record<CheckSeverity, string> = { error: 'warning', warning: 'warning', info: 'info' };

/** Loaded only by apps with checks: the others do not have to wait for the rules. */
const engine = (): typeof checking => require('./engine');

function findingOf({ rule, resource, property, message, fn }: RuleViolation, construct: IConstruct | undefined): CheckFinding {
  const { severity, impact, fix, docsUrl } = rule;
  return {
    ruleId: idsOf(rule.id, resource.id)[0],
    severity,
    message,
    impact,
    fix,
    ruleUrl: ruleUrl(rule.id),
    docsUrl,
    logicalId: resource.id,
    property,
    constructPath: construct?.node.path,
    functionName: fn?.name,
  };
}
