import { Aspects, CfnResource, type IAspect, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { refuse } from '../../core/errors';
import { warn } from '../../core/warnings';

/*
 * What CloudWatch needs to publish an alarm to a topic. Where it is missing nothing fails: nobody is notified.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */

const ASKED = new WeakMap<sns.ITopic, Set<string>>();

/**
 * Allows the CloudWatch alarms of the alarm's account and region to publish to the topic, or reports why that can't be.
 *
 * @internal
 */
export function allowCloudWatchToPublish(alarm: IConstruct, topic: sns.ITopic): void {
  checkRegion(alarm, topic);
  if (alreadyAsked(alarm, topic)) return;
  const statement = publishStatement(alarm, topic);
  if (topic instanceof sns.Topic) {
    allowOnKey(alarm, topic);
    Aspects.of(topic).add(new AddToTopicPolicy(topic, statement));
  } else {
    warn(
      topic,
      'ImportedAlarmTopic',
      `'alarmActions' names an imported topic, so it is not known whether CloudWatch may publish to it; make sure that its policy has ` +
        `${json(alarm, statement)} and that it is not encrypted with alias/aws/sns`,
    );
  }
}

function checkRegion(alarm: IConstruct, topic: sns.ITopic): void {
  const here = Stack.of(alarm).region;
  const there = topic.env.region;
  if (Token.isUnresolved(here) || Token.isUnresolved(there) || here === there) return;
  refuse(
    alarm,
    `'alarmActions' must name a topic in the alarm's own region ${here}, got one in ${there}, to which CloudWatch does not publish; create a topic in ${here}`,
  );
}

/** Once a topic for each account and region that alarms come from. */
function alreadyAsked(alarm: IConstruct, topic: sns.ITopic): boolean {
  const { account, region } = Stack.of(alarm);
  const asked = ASKED.get(topic) ?? new Set();
  ASKED.set(topic, asked);
  const from = Token.isUnresolved(account) || Token.isUnresolved(region) ? 'own' : `${account} ${region}`;
  const before = asked.has(from);
  asked.add(from);
  return before;
}

function fromAlarmsOf(alarm: IConstruct): Record<string, Record<string, string>> {
  const stack = Stack.of(alarm);
  return {
    StringEquals: { 'aws:SourceAccount': stack.account },
    ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'cloudwatch', resource: 'alarm:*' }) },
  };
}

const CLOUDWATCH = new iam.ServicePrincipal('cloudwatch.amazonaws.com');

const publishStatement = (alarm: IConstruct, topic: sns.ITopic): iam.PolicyStatement =>
  new iam.PolicyStatement({
    sid: 'AllowCloudWatchAlarms',
    principals: [CLOUDWATCH],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: fromAlarmsOf(alarm),
  });

const keyStatement = (alarm: IConstruct): iam.PolicyStatement =>
  new iam.PolicyStatement({
    sid: 'AllowCloudWatchAlarms',
    principals: [CLOUDWATCH],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: fromAlarmsOf(alarm),
  });

function allowOnKey(alarm: IConstruct, topic: sns.Topic): void {
  const keyId = Stack.of(topic).resolve((topic.node.defaultChild as sns.CfnTopic).kmsMasterKeyId);
  if (keyId === undefined) return;
  if (JSON.stringify(keyId).includes('alias/aws/sns')) {
    refuse(
      alarm,
      `'alarmActions' must name a topic whose key CloudWatch may use, got one encrypted with alias/aws/sns, whose policy can't be changed; set a customer-managed key as 'masterKey', or none`,
    );
  }
  const key: kms.IKey | undefined = topic.masterKey;
  if (key?.addToResourcePolicy(keyStatement(alarm), true).statementAdded) return;
  warn(
    topic,
    'ImportedAlarmTopicKey',
    `'alarmActions' names a topic with an imported key, so it is not known whether CloudWatch may use it; make sure that the key's policy has ${json(alarm, keyStatement(alarm))}`,
  );
}

const json = (scope: IConstruct, statement: iam.PolicyStatement): string =>
  JSON.stringify(Stack.of(scope).resolve(statement.toStatementJson()));

/**
 * A topic without a policy allows the alarms of its account; any policy replaces that default. So the statement is added
 * to the policy that the topic has when the app is finished, and no policy is made for it.
 */
class AddToTopicPolicy implements IAspect {
  constructor(
    private readonly topic: sns.Topic,
    private readonly statement: iam.PolicyStatement,
  ) {}

  public visit(node: IConstruct): void {
    if (node !== this.topic) return;
    const stack = Stack.of(this.topic);
    const topicRef = JSON.stringify(stack.resolve(this.topic.topicArn));
    for (const policy of stack.node.findAll().filter(isTopicPolicy)) {
      if (JSON.stringify(stack.resolve(policy.topics)).includes(topicRef))
        (policy.policyDocument as iam.PolicyDocument).addStatements(this.statement);
    }
  }
}

const isTopicPolicy = (node: IConstruct): node is sns.CfnTopicPolicy =>
  CfnResource.isCfnResource(node) &&
  node.cfnResourceType === 'AWS::SNS::TopicPolicy' &&
  (node as sns.CfnTopicPolicy).policyDocument instanceof iam.PolicyDocument;
