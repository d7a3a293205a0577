import { App, CfnOutput, Fn, Lazy, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaAction, OpsItemSeverity, SnsAction, SsmAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AlarmActions, HardenedLambdaChecks, OkActions } from '../../lib';
import { CODE, orders, stackOf, warningsOf } from '../harness';
import { ACCOUNT, ENV } from '../iam';

/* Routes by which nobody would be notified, though nothing fails: a topic or a key that does not allow CloudWatch. */

const OTHER = { env: { account: '444455556666', region: ENV.env.region } };

/** Statements of topic policies and keys for CloudWatch: `type sid from account`. */
const allowedIn = (...stacks: Stack[]): string[] =>
  stacks.flatMap((stack) =>
    Object.values<any>(Template.fromStack(stack).toJSON().Resources ?? {}).flatMap(({ Type, Properties }) =>
      ((Properties?.PolicyDocument ?? Properties?.KeyPolicy)?.Statement ?? [])
        .filter(({ Principal }: any) => Principal?.Service === 'cloudwatch.amazonaws.com')
        .map(({ Condition }: any) => `${Type.slice(5)} ${JSON.stringify(Condition?.StringEquals?.['aws:SourceAccount'])}`),
    ),
  );

const TLS_ONLY = {
  Sid: 'Tls',
  Effect: 'Deny',
  Principal: '*',
  Action: 'sns:Publish',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

const denied = (stack: Stack): string[] =>
  HardenedLambdaChecks.findings(stack)
    .map(({ ruleId }) => ruleId)
    .filter((id) => /AlarmTopic(Denied|KeyAccess|OtherRegion)/.test(id));

const WAYS: [string, (topic: sns.ITopic) => AlarmActions][] = [
  ['AlarmActions.topic', (topic) => AlarmActions.topic(topic)],
  ["CDK's SnsAction", (topic) => AlarmActions.custom(new SnsAction(topic))],
  ["the user's own action", ({ topicArn }) => AlarmActions.custom({ bind: () => ({ alarmActionArn: topicArn }) })],
];

describe.each(WAYS)('by %s', (_, actions) => {
  const ROUTES: [string, (s: Stack) => sns.ITopic][] = [
    ['a TLS-only topic', (s) => new sns.Topic(s, 'Ops', { enforceSSL: true })],
    [
      'a topic with a policy in plain JSON',
      (s) => {
        const topic = new sns.Topic(s, 'Ops');
        new sns.CfnTopicPolicy(s, 'Policy', {
          topics: [topic.topicArn],
          policyDocument: { Version: '2012-10-17', Statement: [{ ...TLS_ONLY, Resource: topic.topicArn }] },
        });
        return topic;
      },
    ],
    [
      'a topic with a policy of one statement that is no list',
      (s) => {
        const topic = new sns.Topic(s, 'Ops');
        new sns.CfnTopicPolicy(s, 'Policy', {
          topics: [topic.topicArn],
          policyDocument: { Statement: { ...TLS_ONLY, Resource: topic.topicArn } },
        });
        return topic;
      },
    ],
    [
      'a topic of CloudFormation that is imported by its reference',
      (s) => {
        const topic = new sns.CfnTopic(s, 'Ops');
        new sns.CfnTopicPolicy(s, 'Policy', { topics: [topic.ref], policyDocument: { Statement: [{ ...TLS_ONLY, Resource: topic.ref }] } });
        return sns.Topic.fromTopicArn(s, 'Imported', topic.ref);
      },
    ],
  ];

  test.each(ROUTES)('%s allows CloudWatch once, for all functions', (__, make) => {
    const s = stackOf();
    const alarmActions = actions(make(s));
    orders(s, { alarmActions });
    orders(s, { alarmActions }, 'Invoices');
    expect(allowedIn(s)).toEqual(['SNS::TopicPolicy {"Ref":"AWS::AccountId"}']);
    expect(denied(s)).toEqual([]);
    expect(warningsOf(s)).toEqual([]);
  });

  test('a topic whose policy is in another stack allows CloudWatch there', () => {
    const app = new App();
    const [s, other] = [stackOf(app, 'Shop', ENV), stackOf(app, 'Other', ENV)];
    const topic = new sns.Topic(s, 'Ops');
    const tls = new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    new sns.TopicPolicy(other, 'Policy', { topics: [topic], policyDocument: new iam.PolicyDocument({ statements: [tls] }) });
    orders(s, { alarmActions: actions(topic) });
    expect(allowedIn(s, other)).toEqual([`SNS::TopicPolicy "${ACCOUNT}"`]);
    expect(denied(s)).toEqual([]);
  });

  test.each([false, true])('a topic of another account has a policy for the alarms of both accounts, TLS-only: %s', (enforceSSL) => {
    const app = new App();
    const [s, other] = [stackOf(app, 'Shop', ENV), stackOf(app, 'Other', OTHER)];
    const topic = new sns.Topic(other, 'Ops', { topicName: 'ops', enforceSSL });
    orders(other, { alarmActions: actions(topic) });
    orders(s, { alarmActions: actions(topic) });
    expect(allowedIn(other).sort()).toEqual([`SNS::TopicPolicy "${ACCOUNT}"`, 'SNS::TopicPolicy "444455556666"']);
  });

  test.each<[string, (s: Stack) => sns.ITopic]>([
    ["CDK's key", (s) => new sns.Topic(s, 'Ops', { masterKey: new kms.Key(s, 'Key') })],
    [
      'a key with a policy in plain JSON',
      (s) => {
        const key = new kms.CfnKey(s, 'Key', { keyPolicy: { Version: '2012-10-17', Statement: [] } });
        const topic = new sns.Topic(s, 'Ops');
        (topic.node.defaultChild as sns.CfnTopic).kmsMasterKeyId = key.ref;
        return topic;
      },
    ],
    [
      "CDK's key at a topic of CloudFormation",
      (s) => sns.Topic.fromTopicArn(s, 'Imported', new sns.CfnTopic(s, 'Ops', { kmsMasterKeyId: new kms.Key(s, 'Key').keyArn }).ref),
    ],
  ])('a topic encrypted with %s allows CloudWatch to use the key', (__, make) => {
    const s = stackOf();
    orders(s, { alarmActions: actions(make(s)) });
    expect(allowedIn(s)).toEqual(['KMS::Key {"Ref":"AWS::AccountId"}']);
    expect(denied(s)).toEqual([]);
    expect(warningsOf(s)).toEqual([]);
  });

  test('a topic encrypted with alias/aws/sns is refused, and so is one of another region', () => {
    const app = new App();
    const [s, far] = [stackOf(app, 'Shop', ENV), stackOf(app, 'Far', { env: { account: ACCOUNT, region: 'us-east-1' } })];
    const topic = new sns.CfnTopic(s, 'Ops', { kmsMasterKeyId: 'alias/aws/sns' });
    expect(() => orders(s, { alarmActions: actions(sns.Topic.fromTopicArn(s, 'One', topic.ref)) })).toThrow(
      /got one encrypted with alias\/aws\/sns/,
    );
    const other = new sns.Topic(far, 'Ops', { topicName: 'ops' });
    expect(() => orders(s, { alarmActions: actions(other) }, 'Invoices')).toThrow(
      /in the alarm's own region eu-west-1, got one in us-east-1/,
    );
  });

  test('a topic without a policy stays without one, and an imported one is warned of once with the statement', () => {
    const s = stackOf(new App(), 'Shop', ENV);
    orders(s, { alarmActions: actions(new sns.Topic(s, 'Ops')) });
    Template.fromStack(s).resourceCountIs('AWS::SNS::TopicPolicy', 0);
    expect(warningsOf(s)).toEqual([]);
    const imported = actions(sns.Topic.fromTopicArn(s, 'Imported', `arn:aws:sns:eu-west-1:${ACCOUNT}:ops`));
    orders(s, { alarmActions: imported }, 'Invoices');
    orders(s, { alarmActions: imported }, 'Refunds');
    expect(warningsOf(s)).toEqual([expect.stringMatching(/"sns:Publish".*\[ack: HardenedLambda::ImportedAlarmTopic\]$/)]);
  });
});

test('a policy that is known only later is warned of with the statement', () => {
  const s = stackOf();
  const topic = new sns.Topic(s, 'Ops');
  new sns.CfnTopicPolicy(s, 'Policy', { topics: [topic.topicArn], policyDocument: Lazy.any({ produce: () => ({ Statement: [] }) }) });
  orders(s, { alarmActions: AlarmActions.topic(topic) });
  Template.fromStack(s);
  expect(warningsOf(s)).toEqual([expect.stringMatching(/add the statement .*"sns:Publish".*HardenedLambda::AlarmTopicDenied/)]);
});

test('a topic by a value that is imported is warned of for SnsAction too', () => {
  const s = stackOf();
  orders(s, { alarmActions: AlarmActions.custom(new SnsAction(sns.Topic.fromTopicArn(s, 'Ops', Fn.importValue('ops')))) });
  expect(warningsOf(s)).toEqual([expect.stringContaining('"Resource":{"Fn::ImportValue":"ops"}')]);
});

describe('a topic by its name', () => {
  const named = (make: (app: App, s: Stack) => void): { s: Stack; allowed: string[] } => {
    const app = new App();
    const s = stackOf(app, 'Shop', ENV);
    const alarmActions = AlarmActions.topicNamed('ops');
    orders(s, { alarmActions });
    orders(s, { alarmActions }, 'Invoices');
    make(app, s);
    return { s, allowed: allowedIn(...app.node.children.filter((node): node is Stack => 'stackName' in node)) };
  };

  test('that the app makes, also later and in another stack, allows CloudWatch', () => {
    const { s, allowed } = named((app) => new sns.Topic(stackOf(app, 'Other', ENV), 'Ops', { topicName: 'ops', enforceSSL: true }));
    expect(allowed).toEqual([`SNS::TopicPolicy "${ACCOUNT}"`]);
    expect(warningsOf(s)).toEqual([]);
  });

  test.each([
    ['of another name', ENV, 'ops-2'],
    ['of another account', OTHER, 'ops'],
  ])('leaves a topic %s alone, and warns of nothing', (_, env, topicName) => {
    const { s, allowed } = named((app) => new sns.Topic(stackOf(app, 'Other', env), 'Ops', { topicName, enforceSSL: true }));
    expect(allowed).toEqual([]);
    expect(warningsOf(s)).toEqual([]);
  });
});

describe('an action that makes a construct each time it is bound', () => {
  const ID_BY_ALARM = '@aws-cdk/aws-cloudwatch-actions:changeLambdaPermissionLogicalIdForLambdaAction';
  const permissionsOf = (s: Stack) =>
    Object.values(Template.fromStack(s).findResources('AWS::Lambda::Permission')).map(({ Properties }) => Properties);
  const TARGETS: [string, (s: Stack) => lambda.IFunction][] = [
    ['a plain function', (s) => new lambda.Function(s, 'Pager', CODE)],
    ['a hardened function', (s) => orders(s, {}, 'Pager')],
    ['an alias', (s) => orders(s, {}, 'Pager').addAlias('live')],
  ];
  describe.each(TARGETS)('LambdaAction for %s', (_, make) => {
    test.each([
      ['by default', false, {}],
      ['under the flag', true, {}],
      ['with unique ids', false, { useUniquePermissionId: true }],
    ])('has one permission for the alarms of several functions, %s', (__, flag, props) => {
      const s = stackOf(new App({ context: { [ID_BY_ALARM]: flag } }), 'Shop', ENV);
      const alarmActions = AlarmActions.custom(new LambdaAction(make(s) as lambda.IAlias, props));
      orders(s, { alarmActions, okActions: OkActions.ALL });
      orders(s, { alarmActions: AlarmActions.bySeverity({ critical: alarmActions, warning: alarmActions }) }, 'Invoices');
      expect(permissionsOf(s)).toEqual([
        expect.objectContaining({
          Principal: 'lambda.alarms.cloudwatch.amazonaws.com',
          SourceAccount: ACCOUNT,
          SourceArn: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:cloudwatch:eu-west-1:${ACCOUNT}:alarm:*`]] },
        }),
      ]);
      const findings = HardenedLambdaChecks.findings(s).map(({ ruleId }) => ruleId);
      expect(findings).not.toContain('HardenedLambda::AlarmFunctionWithoutPermission');
    });
  });

  test('LambdaAction has one permission for each stack of alarms, beside those of alarms of the user', () => {
    const app = new App();
    const [s, other] = [stackOf(app, 'Shop', ENV), stackOf(app, 'Other', ENV)];
    const action = new LambdaAction(new lambda.Function(s, 'Pager', CODE));
    orders(s, { alarmActions: AlarmActions.custom(action) });
    orders(other, { alarmActions: AlarmActions.custom(action) });
    orders(s, {}, 'Plain')
      .lambdaFunction.metricErrors()
      .createAlarm(s, 'Own', { threshold: 1, evaluationPeriods: 1 })
      .addAlarmAction(action);
    expect(permissionsOf(s)).toHaveLength(3);
  });

  test("the user's own is bound once to each alarm", () => {
    const s = stackOf();
    const alarms: unknown[] = [];
    const own: cloudwatch.IAlarmAction = {
      bind: (scope, alarm) => {
        alarms.push(alarm);
        new CfnOutput(scope, 'Notified', { value: 'yes' });
        return { alarmActionArn: `arn:aws:ssm:eu-west-1:${ACCOUNT}:opsitem:3` };
      },
    };
    orders(s, { alarmActions: AlarmActions.custom(own, new SsmAction(OpsItemSeverity.HIGH)), okActions: OkActions.ALL });
    const made = Object.values(Template.fromStack(s).findResources('AWS::CloudWatch::Alarm'));
    expect(alarms).toHaveLength(made.length);
    for (const { Properties } of made) expect(Properties.OKActions).toEqual(Properties.AlarmActions);
  });

  test("the user's own that makes the same for each alarm is refused in one sentence", () => {
    const s = stackOf();
    const own: cloudwatch.IAlarmAction = {
      bind: () => {
        new CfnOutput(s, 'Notified', { value: 'yes' });
        return { alarmActionArn: `arn:aws:ssm:eu-west-1:${ACCOUNT}:opsitem:3` };
      },
    };
    expect(() => orders(s, { alarmActions: AlarmActions.custom(own) })).toThrow(
      /'AlarmActions.custom' must have actions that can be used by several alarms, got one that makes 'Notified' in .*; have its 'bind' make it once/,
    );
  });

  test("another error of the user's own action stays as it is", () => {
    const own: cloudwatch.IAlarmAction = {
      bind: () => {
        throw new Error('no such plan');
      },
    };
    expect(() => orders(stackOf(), { alarmActions: AlarmActions.custom(own) })).toThrow(/^no such plan$/);
  });
});
