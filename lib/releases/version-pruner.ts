import { Duration, Lazy, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { describeAlarm } from '../alarms/alarm-description';
import type { AlarmPlan } from '../alarms/alarm-plan';
import { AlarmSeverity } from '../alarms/alarm-severity';
import { recordSilence, wireAlarm } from '../alarms/wired-alarm';
import { acknowledge, acknowledgeInPacks } from '../core/acknowledgements';
import { DEFAULTS } from '../core/defaults';
import { RolePolicies } from '../core/policies/role-policies';
import { type PolicyKind, ServicePolicy } from '../core/policies/service-policy';
import { letLogsUse } from '../encryption/encryption-key';
import { logKeyStatement, logStatement } from '../execution/service-statements';
import { PRUNER_CODE } from './pruner-code';
import type { PruningPlan } from './pruning-plan';

/** What else of the function its pruner needs. @internal */
export interface PruningSurroundings {
  readonly alarms: AlarmPlan;
  readonly policyKind: PolicyKind;
  readonly permissionsBoundary?: iam.IManagedPolicy;
  readonly encryptionKey?: kms.IKey;
  readonly removalPolicy: RemovalPolicy;
  readonly acknowledgeAuditPacks: boolean;
}

const ID = 'HardenedFunctionVersionPruner';

/** A run that is missed is made up for by the one of the next day. */
const NEXT_DAY = 'Each run does what an earlier one missed, and an alarm watches for errors.';
const DAILY = 'It runs once a day, and calls Lambda and CloudFormation alone.';

/** What audit packs ask of each function. */
const OF_PACKS = { LambdaDLQ: NEXT_DAY, LambdaInsideVPC: DAILY, LambdaConcurrency: DAILY };

/**
 * The function that deletes old versions of the released functions of a stack, once a day.
 *
 * It runs on a schedule: a custom resource would run while the stack is updated, when CloudFormation may still need the
 * version before for a rollback.
 *
 * @internal
 */
export class VersionPruner extends Construct {
  /** One a stack, for all functions that have the same permissions boundary. */
  public static of(shell: Construct, surroundings: PruningSurroundings): VersionPruner {
    const stack = Stack.of(shell);
    const boundary = surroundings.permissionsBoundary?.managedPolicyArn;
    const made = stack.node.children.filter((child) => child instanceof VersionPruner);
    const id = made.length === 0 ? ID : `${ID}${made.length + 1}`;
    return made.find((pruner) => pruner.boundary === boundary) ?? new VersionPruner(stack, id, boundary, surroundings);
  }

  private readonly pruned: { readonly name: string; readonly keep: number; readonly days: number }[] = [];
  private readonly listing = new iam.PolicyStatement({ actions: ['lambda:ListAliases', 'lambda:ListVersionsByFunction'] });
  /** Of versions only: on the function itself it would delete all of them. */
  private readonly deleting = new iam.PolicyStatement({ actions: ['lambda:DeleteFunction'] });
  private readonly policy: ServicePolicy;

  private constructor(
    stack: Stack,
    id: string,
    private readonly boundary: string | undefined,
    surroundings: PruningSurroundings,
  ) {
    super(stack, id);
    const { permissionsBoundary, encryptionKey, policyKind } = surroundings;
    const role = new iam.Role(this, 'ServiceRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), permissionsBoundary });
    if (encryptionKey) letLogsUse(this, encryptionKey);
    const logGroup = new logs.LogGroup(this, 'LogGroup', {
      retention: DEFAULTS.logRetention,
      removalPolicy: surroundings.removalPolicy,
      encryptionKey,
    });
    const fn = new lambda.Function(this, 'Function', {
      description: 'Deletes old versions of the released functions of this stack.',
      runtime: DEFAULTS.nodejsRuntime,
      architecture: DEFAULTS.architecture,
      memorySize: DEFAULTS.memorySize,
      timeout: Duration.minutes(5),
      loggingFormat: DEFAULTS.loggingFormat,
      handler: 'index.handler',
      code: lambda.Code.fromInline(PRUNER_CODE),
      role,
      logGroup,
    });
    const settled = stacksOf(stack);
    this.policy = new ServicePolicy(
      this,
      'ServicePolicy',
      [
        logStatement(logGroup.logGroupArn),
        ...(encryptionKey ? [logKeyStatement(this, encryptionKey.keyArn)] : []),
        new iam.PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: settled }),
        this.listing,
        this.deleting,
      ],
      policyKind,
    );
    const policies = RolePolicies.of(role);
    policies.own(fn);
    policies.add(this.policy);
    fn.node.addDependency(this.policy);
    this.schedule(fn, settled);
    this.watch(fn, logGroup, surroundings.alarms);
    acknowledge(this, { 'Serverless-LambdaDLQ': NEXT_DAY, 'Serverless-EventBusDLQ': NEXT_DAY, 'Serverless-LambdaTracing': DAILY });
    if (surroundings.acknowledgeAuditPacks) for (const [rule, reason] of Object.entries(OF_PACKS)) acknowledgeInPacks(fn, rule, reason);
  }

  public add(fn: lambda.Function, plan: PruningPlan): void {
    const versions = `${fn.functionArn}:*`;
    this.pruned.push({ name: fn.functionName, ...plan });
    this.listing.addResources(fn.functionArn);
    this.deleting.addResources(versions);
    this.policy.acknowledgeWildcard(versions, 'The versions of one function: which of them are old is known when the pruner runs.');
  }

  private schedule(fn: lambda.Function, stacks: readonly string[]): void {
    new events.Rule(this, 'Daily', {
      description: 'Old versions of functions are deleted.',
      schedule: events.Schedule.rate(Duration.days(1)),
      targets: [
        new LambdaFunction(fn, {
          event: events.RuleTargetInput.fromObject({ stacks, functions: Lazy.any({ produce: () => this.pruned }) }),
        }),
      ],
    });
  }

  private watch(fn: lambda.Function, { logGroupName }: logs.LogGroup, plan: AlarmPlan): void {
    const message =
      'Old versions were not deleted, and count towards the code storage of the account. Look first at the errors in the logs.';
    const { alarm } = wireAlarm(this, plan, {
      id: 'Errors',
      metric: fn.metricErrors({ period: DEFAULTS.alarmPeriod, statistic: cloudwatch.Stats.SUM }),
      threshold: 0,
      severity: AlarmSeverity.WARNING,
      isGauge: false,
      description: describeAlarm(this, {
        subject: `${this.node.path} (${fn.functionName})`,
        message,
        logGroupName,
        runbookUrl: plan.runbookUrl,
      }),
    });
    recordSilence(alarm, plan);
  }
}

/** The stack, and those that it is nested in: a parent that fails rolls its nested stacks back. */
function stacksOf(stack: Stack): string[] {
  return [stack.stackId, ...(stack.nestedStackParent ? stacksOf(stack.nestedStackParent) : [])];
}
