import { ArnFormat, Lazy, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { routeFor } from '../alarms/actions/alarm-routing';
import type { AlarmPlan } from '../alarms/alarm-plan';
import { AlarmSeverity } from '../alarms/alarm-severity';
import { acknowledge } from '../core/acknowledgements';
import { resourceBehind } from '../core/cdk/arns';
import { unqualified } from '../core/cdk/function-behind';
import { recordWaiver } from '../core/input/reasons';
import type { PolicyKind } from '../core/policies/service-policy';
import { warn } from '../core/warnings';
import { allowReports, circles, type Hooks, hookArn } from './hooks';
import { cfnAlias } from './live-alias';
import { type DeploymentPlan, isGradual } from './release-plan';
import { rollbackAlarm } from './rollback-alarm';
import { StackReleases } from './stack-releases';
import { notifyOfStops } from './stopped-deployments';

/** What else of the function its deployment needs. @internal */
export interface DeploymentSurroundings {
  readonly alarms: AlarmPlan;
  readonly policyKind: PolicyKind;
  readonly permissionsBoundary?: iam.IManagedPolicy;
  readonly acknowledgeAuditPacks: boolean;
}

/** Rules that want an action of each alarm. */
const WITHOUT_ACTION = Object.fromEntries(
  ['HIPAA.Security', 'NIST.800.53.R4', 'NIST.800.53.R5'].map((pack) => [
    `${pack}-CloudWatchAlarmAction`,
    'CodeDeploy asks for the state of the alarm, and an event rule notifies of the stopped deployment.',
  ]),
);

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_AlarmConfiguration.html */
const MOST_ALARMS = 10;

/**
 * The deployment group of one function: who moves its traffic, what stops that, and who is notified.
 *
 * @internal
 */
export class Deployment extends Construct {
  /** The alarm on errors of the new version. */
  public readonly rollbackAlarm?: cloudwatch.Alarm;
  /** Whether there is time for an alarm to stop it. */
  public readonly isGradual: boolean;
  private readonly alarms: cloudwatch.IAlarm[];
  private readonly group: codedeploy.CfnDeploymentGroup;

  constructor(
    private readonly shell: Construct,
    fn: lambda.Function,
    alias: lambda.Alias,
    plan: DeploymentPlan,
    surroundings: DeploymentSurroundings,
  ) {
    super(shell, 'Release');
    this.isGradual = isGradual(plan);
    const releases = StackReleases.of(shell);
    releases.add(shell);
    if (plan.rollbackAlarm?.kind === 'none') {
      recordWaiver(fn.node.defaultChild as lambda.CfnFunction, 'release.rollbackAlarm', plan.rollbackAlarm.reason);
    } else if (plan.rollbackAlarm) this.rollbackAlarm = rollbackAlarm(this, fn, alias, plan.rollbackAlarm, surroundings.alarms.runbookUrl);
    const hooks: Hooks = { preTraffic: plan.preTraffic, postTraffic: plan.postTraffic };
    const role = releases.role(surroundings.permissionsBoundary);
    const hookArns = [...new Set([plan.preTraffic, plan.postTraffic].flatMap((hook) => (hook ? [hookArn(hook)] : [])))];
    if (this.rollbackAlarm && surroundings.acknowledgeAuditPacks) acknowledge(this.rollbackAlarm, WITHOUT_ACTION);
    this.alarms = this.rollbackAlarm ? [this.rollbackAlarm] : [];
    for (const alarm of plan.alarms) this.addAlarm(alarm);
    role.allow({ fn, alias, policyKind: surroundings.policyKind, hookArns, alarms: this.alarms });
    this.group = new codedeploy.CfnDeploymentGroup(this, 'DeploymentGroup', {
      applicationName: releases.application.ref,
      serviceRoleArn: role.roleArn,
      deploymentConfigName: plan.config?.deploymentConfigName ?? (plan.shift && releases.configName(shell, plan.shift)),
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      alarmConfiguration: Lazy.any({ produce: () => this.alarmConfiguration() }),
      autoRollbackConfiguration: Lazy.any({ produce: () => this.rollback() }),
    });
    allowReports(shell, hooks, this.groupArn(releases));
    const resource = cfnAlias(alias);
    resource.cfnOptions.updatePolicy = {
      codeDeployLambdaAliasUpdate: {
        applicationName: releases.application.ref,
        deploymentGroupName: this.group.ref,
        beforeAllowTrafficHook: plan.preTraffic && unqualified(plan.preTraffic).functionName,
        afterAllowTrafficHook: plan.postTraffic && unqualified(plan.postTraffic).functionName,
      },
    };
    this.notify(surroundings.alarms, releases);
    shell.node.addValidation({ validate: () => [...this.tooManyAlarms(), ...this.circles(resource, hooks), ...this.replaced(resource)] });
  }

  /** Another alarm that stops the release. CodeDeploy refuses two of the same name. */
  public addAlarm(alarm: cloudwatch.IAlarm): void {
    const named = ({ alarmArn }: cloudwatch.IAlarm) => resourceBehind(alarmArn) ?? alarmArn;
    if (this.alarms.every((known) => named(known) !== named(alarm))) this.alarms.push(alarm);
  }

  private alarmConfiguration(): codedeploy.CfnDeploymentGroup.AlarmConfigurationProperty | undefined {
    if (this.alarms.length === 0) return undefined;
    return { enabled: true, alarms: this.alarms.map(({ alarmName }) => ({ name: alarmName })) };
  }

  private rollback(): codedeploy.CfnDeploymentGroup.AutoRollbackConfigurationProperty {
    return { enabled: true, events: ['DEPLOYMENT_FAILURE', ...(this.alarms.length > 0 ? ['DEPLOYMENT_STOP_ON_ALARM'] : [])] };
  }

  private groupArn({ application }: StackReleases): string {
    const resourceName = `${application.ref}/${this.group.ref}`;
    return Stack.of(this).formatArn({
      service: 'codedeploy',
      resource: 'deploymentgroup',
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  /** Rollback alarms notify nobody: who is notified is CodeDeploy, and those who look after the function by the rule. */
  private notify(alarms: AlarmPlan, releases: StackReleases): void {
    const { topic } = routeFor(this, alarms, AlarmSeverity.CRITICAL);
    if (topic) notifyOfStops(releases, topic, releases.application.ref, this.group.ref);
    else if (alarms.actions?.kind === 'custom') {
      warn(
        this.shell,
        'StoppedReleaseWithoutTopic',
        `'alarmActions' must name a topic for stopped releases to notify, got actions of CloudWatch, which EventBridge does not know; ` +
          `pass 'AlarmActions.topic(...)', or create a rule for "CodeDeploy Deployment State-change Notification"`,
      );
    }
  }

  private tooManyAlarms(): string[] {
    if (this.alarms.length <= MOST_ALARMS) return [];
    const ours = this.rollbackAlarm ? ', with the one on errors of the new version' : '';
    return [
      `'release.alarms' must be at most ${MOST_ALARMS}${ours}, got ${this.alarms.length}, which CodeDeploy refuses; remove some, or combine them in a cloudwatch.CompositeAlarm`,
    ];
  }

  /** A group of the user's would take the place of ours, and neither alarms nor hooks of the release would stop anything. */
  private replaced({ cfnOptions }: lambda.CfnAlias): string[] {
    const group = cfnOptions.updatePolicy?.codeDeployLambdaAliasUpdate?.deploymentGroupName;
    if (group === this.group.ref) return [];
    const found = group === undefined ? 'no update policy of it; keep that' : 'another deployment group for it; remove that one';
    return [`'release' must be what moves the traffic of the alias, got ${found}, or set 'release: Release.allAtOnce()' without hooks`];
  }

  private circles(alias: lambda.CfnAlias, { preTraffic, postTraffic }: Hooks): string[] {
    const ofUser = this.alarms.filter((alarm) => alarm !== this.rollbackAlarm);
    const names = Object.fromEntries(ofUser.map(({ alarmName }, index) => [`alarms[${index}]`, alarmName]));
    return circles(this.shell, alias, {
      ...names,
      preTraffic: preTraffic && unqualified(preTraffic).functionArn,
      postTraffic: postTraffic && unqualified(postTraffic).functionArn,
    });
  }
}
