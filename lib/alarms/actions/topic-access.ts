import { Aspects, CfnResource, type IAspect, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { isSame, resourceBehind } from '../../core/cdk/arns';
import { differ, homeOf } from '../../core/cdk/homes';
import { refuse } from '../../core/errors';
import { withStatement } from '../../core/policies/plain-policies';
import { warn } from '../../core/warnings';
import { allowOnTopicKey } from './topic-key-access';

/*
 * What CloudWatch needs to publish an alarm to a topic. Where it is missing nothing fails: nobody is notified.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */

/** The topics of an app that alarms publish to, and from which accounts and regions. */
const ALLOWED = new WeakMap<IConstruct, Set<string>>();
/** The topic policies of each app, when the first topic is complete. */
const POLICIES = new WeakMap<IConstruct, sns.CfnTopicPolicy[]>();

/**
 * Allows the CloudWatch alarms of the alarm's account and region to publish to the topic, or reports why that can't be.
 *
 * @param place where it is reported: the topic itself, where there is a construct
 * @internal
 */
export function allowCloudWatchToPublish(alarm: IConstruct, topicArn: string, place: IConstruct): void {
  checkRegion(alarm, topicArn);
  if (alreadyAllowed(alarm, topicArn)) return;
  const statement = publishStatement(alarm, topicArn);
  const topic = topicBehind(topicArn);
  if (topic) allowOnTopic(alarm, topic, statement);
  else {
    warn(
      place,
      'ImportedAlarmTopic',
      `'alarmActions' names an imported topic, so it is not known whether CloudWatch may publish to it; make sure that its policy has ` +
        `${json(alarm, statement)} and that it is not encrypted with alias/aws/sns`,
    );
  }
}

/**
 * The same for a topic that exists under a name in the account and region of the alarm: a topic of this app is allowed as any other
 * one. Another one causes no warning: without a policy a topic allows the alarms of its account.
 *
 * @internal
 */
export function allowByName(alarm: IConstruct, topicArn: string, topicName: string): void {
  if (alreadyAllowed(alarm, topicArn)) return;
  const visit = (node: IConstruct): void => {
    if (node !== Stack.of(alarm)) return;
    const topic = node.node.root.node.findAll().find((each): each is sns.CfnTopic => isTopicNamed(each, topicName, alarm));
    if (!topic) return;
    allowOnTopicKey(alarm, topic, fromAlarmsOf(alarm));
    new TopicPolicies(topic, publishStatement(alarm, topic.ref)).complete();
  };
  Aspects.of(Stack.of(alarm)).add({ visit });
}

const isTopicNamed = (node: IConstruct, topicName: string, alarm: IConstruct): boolean =>
  isOfType(node, 'AWS::SNS::Topic') &&
  (node as sns.CfnTopic).topicName === topicName &&
  !differ(Stack.of(alarm).region, Stack.of(node).region) &&
  !differ(Stack.of(alarm).account, Stack.of(node).account);

function topicBehind(arn: string): sns.CfnTopic | undefined {
  const resource = resourceBehind(arn);
  return resource?.cfnResourceType === 'AWS::SNS::Topic' ? (resource as sns.CfnTopic) : undefined;
}

function allowOnTopic(alarm: IConstruct, topic: sns.CfnTopic, statement: iam.PolicyStatement): void {
  allowOnTopicKey(alarm, topic, fromAlarmsOf(alarm));
  const policies = new TopicPolicies(topic, statement);
  if (differ(Stack.of(alarm).account, Stack.of(topic).account)) policies.replaceDefault();
  Aspects.of(topic).add(policies);
}

function checkRegion(alarm: IConstruct, topicArn: string): void {
  const here = Stack.of(alarm).region;
  const there = homeOf(topicArn).region;
  if (!differ(here, there)) return;
  refuse(
    alarm,
    `'alarmActions' must name a topic in the alarm's own region ${here}, got one in ${there}, to which CloudWatch does not publish; create a topic in ${here}`,
  );
}

/** Once a topic for each account and region that alarms come from. */
function alreadyAllowed(alarm: IConstruct, topicArn: string): boolean {
  const { account, region } = Stack.of(alarm);
  const allowed = ALLOWED.get(alarm.node.root) ?? new Set();
  ALLOWED.set(alarm.node.root, allowed);
  const topic = resourceBehind(topicArn)?.node.path ?? JSON.stringify(Stack.of(alarm).resolve(topicArn));
  const from = Token.isUnresolved(account) || Token.isUnresolved(region) ? 'own' : `${account} ${region}`;
  const key = `${topic} ${from}`;
  const before = allowed.has(key);
  allowed.add(key);
  return before;
}

function fromAlarmsOf(alarm: IConstruct): Record<string, Record<string, string>> {
  const stack = Stack.of(alarm);
  return {
    StringEquals: { 'aws:SourceAccount': stack.account },
    ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'cloudwatch', resource: 'alarm:*' }) },
  };
}

const publishStatement = (alarm: IConstruct, topicArn: string): iam.PolicyStatement =>
  new iam.PolicyStatement({
    sid: 'AllowCloudWatchAlarms',
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topicArn],
    conditions: fromAlarmsOf(alarm),
  });

const json = (scope: IConstruct, statement: iam.PolicyStatement): string =>
  JSON.stringify(Stack.of(scope).resolve(statement.toStatementJson()));

/** Whether the document has a statement with the id, as far as that is known without resolving it. */
const mayHave = (document: unknown, { sid }: iam.PolicyStatement): boolean =>
  !(document instanceof iam.PolicyDocument) ||
  (document.toJSON()?.Statement ?? []).some(({ Sid }: { Sid?: unknown }) => Sid === sid || Token.isUnresolved(Sid));

const isOfType = (node: IConstruct, type: string): boolean => CfnResource.isCfnResource(node) && node.cfnResourceType === type;

const policiesBelow = (scope: IConstruct): sns.CfnTopicPolicy[] =>
  scope.node.findAll().filter((node): node is sns.CfnTopicPolicy => isOfType(node, 'AWS::SNS::TopicPolicy'));

/** Of the whole app, looked for once: to look for each topic would cost an app of many stacks seconds. */
function policiesOf(app: IConstruct): sns.CfnTopicPolicy[] {
  const policies = POLICIES.get(app) ?? policiesBelow(app);
  POLICIES.set(app, policies);
  return policies;
}

/**
 * A topic without a policy allows the alarms of its account; any policy replaces that default. So the statement is added
 * to the policies that the topic has when the app is finished, whoever made them, and none is made where none is needed.
 */
class TopicPolicies implements IAspect {
  constructor(
    private readonly topic: sns.CfnTopic,
    private readonly statement: iam.PolicyStatement,
  ) {}

  /** For alarms of another account the topic must have a policy. */
  public replaceDefault(): void {
    const { scope } = this.topic.node;
    if (scope instanceof sns.Topic) scope.addToResourcePolicy(this.statement);
    else this.warnOf(this.topic);
  }

  public visit(node: IConstruct): void {
    if (node === this.topic) this.complete();
  }

  public complete(): void {
    const policies = new Set([...policiesBelow(Stack.of(this.topic)), ...policiesOf(this.topic.node.root)]);
    for (const policy of policies) if (policy.topics.some((arn) => isSame(policy, arn, this.topic.ref))) this.add(policy);
  }

  private add(policy: sns.CfnTopicPolicy): void {
    if (this.isIn(policy)) return;
    const document = withStatement(policy.policyDocument, this.statement);
    if (document === undefined) this.warnOf(policy);
    else policy.policyDocument = document;
  }

  private isIn(policy: sns.CfnTopicPolicy): boolean {
    if (!mayHave(policy.policyDocument, this.statement)) return false;
    const stack = Stack.of(policy);
    return JSON.stringify(stack.resolve(policy.policyDocument) ?? null).includes(
      JSON.stringify(stack.resolve(this.statement.toStatementJson())),
    );
  }

  private warnOf(place: CfnResource): void {
    warn(
      place,
      'AlarmTopicDenied',
      `the policy of the alarm topic ${this.topic.node.path} must allow CloudWatch to publish, got one that can't be added to; add the statement ${json(place, this.statement)}`,
    );
  }
}
