import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as events from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { alarmTopic } from './hand-written';

/** A canary by hand: CodeDeploy moves the traffic of the alias. */
export function release(shell: Construct, fn: lambda.Function, alias: lambda.Alias): void {
  const below = new Construct(shell, 'Release');
  const { application, role, policy, groups, aliases, concurrency, alarms } = shared(Stack.of(shell));
  const alarm = rollbackAlarm(shell, below, fn, alias);
  const group = new codedeploy.CfnDeploymentGroup(below, 'DeploymentGroup', {
    applicationName: application.ref,
    serviceRoleArn: role.roleArn,
    deploymentConfigName: 'CodeDeployDefault.LambdaCanary10Percent10Minutes',
    deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    alarmConfiguration: { enabled: true, alarms: [{ name: alarm.alarmName }] },
    autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
  });
  groups.push(group.ref);
  aliases.addResources(fn.functionArn, `${fn.functionArn}:live`);
  concurrency.addResources(`${fn.functionArn}:*`);
  alarms.addResources(alarm.alarmArn);
  const resource = alias.node.defaultChild as lambda.CfnAlias;
  resource.node.addDependency(policy.node.defaultChild as iam.CfnPolicy);
  resource.cfnOptions.updatePolicy = {
    codeDeployLambdaAliasUpdate: { applicationName: application.ref, deploymentGroupName: group.ref },
  };
}

function rollbackAlarm(shell: Construct, below: Construct, fn: lambda.Function, alias: lambda.Alias): cloudwatch.Alarm {
  const stack = Stack.of(shell);
  const alarm = new cloudwatch.Alarm(below, 'RollbackAlarm', {
    metric: new cloudwatch.Metric({
      namespace: 'AWS/Lambda',
      metricName: 'Errors',
      dimensionsMap: { FunctionName: fn.functionName, Resource: `${fn.functionName}:live`, ExecutedVersion: alias.version.version },
      statistic: cloudwatch.Stats.SUM,
      period: Duration.minutes(1),
    }),
    threshold: 0,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    alarmDescription: `${shell.node.path} (${fn.functionName}): The new version failed while it was released. CodeDeploy brings the old version back.`,
  });
  const resource = alarm.node.defaultChild as cloudwatch.CfnAlarm;
  const own: string = stack.resolve(resource.logicalId);
  const version = alias.version.node.defaultChild as lambda.CfnVersion;
  resource.overrideLogicalId(Lazy.uncachedString({ produce: () => `${own}${String(stack.resolve(version.logicalId)).slice(-32)}` }));
  return alarm;
}

interface Shared {
  readonly application: codedeploy.CfnApplication;
  readonly role: iam.Role;
  readonly policy: iam.Policy;
  readonly groups: string[];
  readonly aliases: iam.PolicyStatement;
  readonly concurrency: iam.PolicyStatement;
  readonly alarms: iam.PolicyStatement;
}

const SHARED = new WeakMap<Stack, Shared>();

/** What the released functions of a stack share. */
export function shared(stack: Stack): Shared {
  const known = SHARED.get(stack);
  if (known) return known;
  const below = new Construct(stack, 'HardenedFunctionReleases');
  const application = new codedeploy.CfnApplication(below, 'Application', { computePlatform: 'Lambda' });
  const role = new iam.Role(below, 'Role', {
    description: 'CodeDeploy moves the traffic of the functions of this stack to their new versions.',
    assumedBy: new iam.ServicePrincipal('codedeploy.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
  });
  const aliases = new iam.PolicyStatement({ actions: ['lambda:GetAlias', 'lambda:UpdateAlias'] });
  const concurrency = new iam.PolicyStatement({ actions: ['lambda:GetProvisionedConcurrencyConfig'] });
  const alarms = new iam.PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'] });
  const statements = [aliases, concurrency, alarms];
  const policy = new iam.Policy(new Construct(role, 'Releases'), 'Policy', { roles: [role], statements });
  const groups: string[] = [];
  alarmTopic(stack, (topic) => stoppedReleases(below, topic, application, groups));
  const made = { application, role, policy, groups, aliases, concurrency, alarms };
  SHARED.set(stack, made);
  return made;
}

function stoppedReleases(below: Construct, topic: sns.Topic, application: codedeploy.CfnApplication, groups: string[]): void {
  const rule = new events.Rule(below, `Stopped-${topic.node.addr.slice(-8)}`, {
    description: 'A new version of a function did not get its traffic: its deployment was stopped by an alarm or failed.',
    eventPattern: {
      source: ['aws.codedeploy'],
      detailType: ['CodeDeploy Deployment State-change Notification'],
      detail: { state: ['FAILURE', 'STOP'], application: [application.ref], deploymentGroup: groups },
    },
  });
  const field = events.EventField.fromPath;
  const message = events.RuleTargetInput.fromText(
    `A release was stopped (${field('$.detail.state')}): deployment ${field('$.detail.deploymentId')} of ${field('$.detail.deploymentGroup')} ` +
      `in ${field('$.region')}. CodeDeploy brings the old version back. Look first at the rollback alarm of the function, then at the errors in its logs.`,
  );
  rule.addTarget(new SnsTopic(topic, { message }));
}
