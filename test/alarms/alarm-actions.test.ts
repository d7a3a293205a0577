import { App, CfnParameter, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaAction, SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions, AlarmTuning, HardenedFunction } from '../../lib';
import { CODE, findingsOf, only, orders, stackOf, warningsOf } from '../harness';
import { ACCOUNT, ENV } from '../iam';

const actionsOf = (stack: Stack): unknown[] => [
  ...new Set(
    Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) =>
      JSON.stringify(Properties.AlarmActions),
    ),
  ),
];

const mayPublish = (region: unknown = { Ref: 'AWS::Region' }, account: unknown = { Ref: 'AWS::AccountId' }) =>
  Match.objectLike({
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: 'sns:Publish',
    Condition: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: {
        'aws:SourceArn': {
          'Fn::Join': [
            '',
            Match.arrayWith([Match.stringLikeRegexp(typeof region === 'string' ? `:cloudwatch:${region}:${account}:alarm:\\*$` : ':')]),
          ],
        },
      },
    },
  });

describe('e-mail', () => {
  test('goes through one topic per stack, with a name that people recognise, TLS-only, open to CloudWatch', () => {
    const s = stackOf();
    orders(s, { alarmActions: AlarmActions.email('ops@example.com') });
    const template = Template.fromStack(s);
    template.hasResourceProperties('AWS::SNS::Topic', { DisplayName: 'Shop alarms' });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }), mayPublish()],
      },
    });
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'ops@example.com' });
    expect(actionsOf(s)).toEqual([JSON.stringify([{ Ref: Object.keys(template.findResources('AWS::SNS::Topic'))[0] }])]);
  });

  test('makes each subscription once, whatever the functions and the letter case', () => {
    const s = stackOf();
    orders(s, { alarmActions: AlarmActions.email('ops@example.com') });
    orders(s, { alarmActions: AlarmActions.email('OPS@example.com') }, 'Invoices');
    const template = Template.fromStack(s);
    template.resourceCountIs('AWS::SNS::Topic', 1);
    template.resourceCountIs('AWS::SNS::Subscription', 1);
    expect(warningsOf(s)).toEqual([]);
  });

  test('keeps its topic and every subscription when a person joins', () => {
    const ids = (...addresses: string[]) => {
      const s = stackOf();
      orders(s, { alarmActions: AlarmActions.email(...addresses) });
      const template = Template.fromStack(s);
      return [...Object.keys(template.findResources('AWS::SNS::Topic')), ...Object.keys(template.findResources('AWS::SNS::Subscription'))];
    };
    expect(ids('new@example.com', 'ops@example.com')).toEqual(expect.arrayContaining(ids('ops@example.com')));
  });

  test('warns where functions of one stack name different topics, all of which are then notified', () => {
    const s = stackOf();
    orders(s, { alarmActions: AlarmActions.email('ops@example.com') });
    orders(s, { alarmActions: AlarmActions.email('billing@example.com') }, 'Invoices');
    expect(warningsOf(s)).toEqual([
      expect.stringMatching(/^'AlarmActions.email' must name the same addresses .* \[ack: HardenedLambda::AlarmTopicShared\]$/),
    ]);
    expect(warningsOf(s)[0]).not.toContain('@');
  });

  test('does not mind in which order the people are named', () => {
    const s = stackOf();
    orders(s, { alarmActions: AlarmActions.email('ops@example.com', 'billing@example.com') });
    orders(s, { alarmActions: AlarmActions.email('billing@example.com', 'ops@example.com') }, 'Invoices');
    expect(warningsOf(s)).toEqual([]);
  });

  test('has a sender of at most 100 characters, whatever the name of the stack', () => {
    const s = stackOf(new App(), 'Shop', { stackName: 'x'.repeat(128) });
    orders(s, { alarmActions: AlarmActions.email('ops@example.com') });
    Template.fromStack(s).hasResourceProperties('AWS::SNS::Topic', { DisplayName: `${'x'.repeat(80)} alarms` });
  });

  test("has no finding of cdk-nag's", () => {
    const app = new App();
    orders(stackOf(app), { alarmActions: AlarmActions.email('ops@example.com') });
    expect(findingsOf(app)).toEqual([]);
  });

  test('keeps the logical ids of its topics, which hold what people have confirmed', () => {
    const s = stackOf();
    const bySeverity = AlarmActions.bySeverity({
      critical: AlarmActions.email('a@example.com'),
      warning: AlarmActions.email('b@example.com'),
    });
    const encryptionKey = new kms.Key(s, 'Key');
    orders(s, { alarmActions: AlarmActions.email('ops@example.com') });
    orders(s, { alarmActions: AlarmActions.email('ops@example.com'), encryptionKey }, 'Secrets');
    orders(s, { alarmActions: bySeverity }, 'Invoices');
    const topics = Template.fromStack(s).findResources('AWS::SNS::Topic');
    expect(
      Object.keys(topics)
        .map((id) => id.slice(0, -8))
        .sort(),
    ).toEqual([
      'HardenedFunctionAlarms',
      'HardenedFunctionCriticalAlarms',
      'HardenedFunctionEncryptedAlarms',
      'HardenedFunctionWarningAlarms',
    ]);
  });

  test('has a topic for each severity where the people differ', () => {
    const s = stackOf();
    orders(s, {
      alarmActions: AlarmActions.bySeverity({
        critical: AlarmActions.email('a@example.com'),
        warning: AlarmActions.email('b@example.com'),
      }),
    });
    const template = Template.fromStack(s);
    template.hasResourceProperties('AWS::SNS::Topic', { DisplayName: 'Shop critical alarms' });
    template.hasResourceProperties('AWS::SNS::Topic', { DisplayName: 'Shop warnings' });
    for (const [Endpoint, topic] of [
      ['a@example.com', 'CriticalAlarms'],
      ['b@example.com', 'WarningAlarms'],
    ]) {
      template.hasResourceProperties('AWS::SNS::Subscription', { Endpoint, TopicArn: { Ref: Match.stringLikeRegexp(topic) } });
    }
    expect(warningsOf(s)).toEqual([]);
  });

  test('takes an address that is known at deployment only', () => {
    const s = stackOf();
    orders(s, { alarmActions: AlarmActions.email(new CfnParameter(s, 'Ops').valueAsString) });
    Template.fromStack(s).hasResourceProperties('AWS::SNS::Subscription', { Endpoint: { Ref: 'Ops' } });
  });

  test('has one topic for a stack and its nested stacks', () => {
    const s = stackOf();
    const nested = new NestedStack(s, 'Nested');
    const outer = orders(s, { alarmActions: AlarmActions.email('ops@example.com') });
    const inner = orders(nested, { alarmActions: AlarmActions.email('ops@example.com') });
    for (const severity of ['critical', 'warning'] as const) {
      expect(outer.alarmTopics[severity]).toBe(inner.alarmTopics[severity]);
      expect(Stack.of(inner.alarmTopics[severity] as sns.ITopic)).toBe(s);
    }
  });
});

describe("a topic of the user's", () => {
  const withTopic = (s: Stack, topic: sns.ITopic) => orders(s, { alarmActions: AlarmActions.topic(topic) });

  test('can be reached', () => {
    const s = stackOf();
    const topic = new sns.Topic(s, 'Ops');
    expect(withTopic(s, topic).alarmTopics).toEqual({ critical: topic, warning: topic });
    expect(orders(s, { alarmActions: AlarmActions.none('test') }, 'Quiet').alarmTopics).toEqual({});
  });

  test('without a policy is left without one: the default allows CloudWatch', () => {
    const s = stackOf();
    withTopic(s, new sns.Topic(s, 'Ops'));
    Template.fromStack(s).resourceCountIs('AWS::SNS::TopicPolicy', 0);
  });

  test.each<[string, (s: Stack) => sns.Topic, (topic: sns.Topic) => void]>([
    ['TLS-only', (s) => new sns.Topic(s, 'Ops', { enforceSSL: true }), () => {}],
    [
      'given a policy after the function',
      (s) => new sns.Topic(s, 'Ops'),
      (topic) => topic.grantPublish(new iam.ServicePrincipal('events.amazonaws.com')),
    ],
    [
      'with its own policy',
      (s) => new sns.Topic(s, 'Ops'),
      (topic) => {
        new sns.TopicPolicy(topic.stack, 'OwnPolicy', { topics: [topic], enforceSSL: true });
      },
    ],
  ])('that is %s allows CloudWatch, once for all functions', (_, make, later) => {
    const s = stackOf();
    const topic = make(s);
    withTopic(s, topic);
    orders(s, { alarmActions: AlarmActions.topic(topic) }, 'Invoices');
    later(topic);
    const { Statement } = only(Template.fromStack(s), 'AWS::SNS::TopicPolicy').PolicyDocument;
    expect(Statement.filter((statement: any) => statement.Principal?.Service === 'cloudwatch.amazonaws.com')).toHaveLength(1);
    Template.fromStack(s).hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([mayPublish()]) },
    });
  });

  test('leaves the policy of another topic alone', () => {
    const s = stackOf();
    const other = new sns.Topic(s, 'Other', { enforceSSL: true });
    withTopic(s, new sns.Topic(s, 'Ops', { enforceSSL: true }));
    const policies = Object.values(Template.fromStack(s).findResources('AWS::SNS::TopicPolicy'));
    const [ofOther] = policies.filter(
      ({ Properties }) => JSON.stringify(Properties.Topics) === JSON.stringify([s.resolve(other.topicArn)]),
    );
    expect(JSON.stringify(ofOther)).not.toContain('cloudwatch.amazonaws.com');
  });

  test('in another stack lets the alarms of each account in', () => {
    const app = new App();
    const there = stackOf(app, 'There', ENV);
    const topic = new sns.Topic(there, 'Ops', { topicName: 'ops', enforceSSL: true });
    withTopic(stackOf(app, 'Here', ENV), topic);
    withTopic(stackOf(app, 'Again', ENV), topic);
    withTopic(stackOf(app, 'Elsewhere', { env: { account: '444455556666', region: ENV.env.region } }), topic);
    const { Statement } = only(Template.fromStack(there), 'AWS::SNS::TopicPolicy').PolicyDocument;
    const fromAlarmsOf = (account: string) => ({
      Sid: 'AllowCloudWatchAlarms',
      Effect: 'Allow',
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: there.resolve(topic.topicArn),
      Condition: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: {
          'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:cloudwatch:eu-west-1:${account}:alarm:*`]] },
        },
      },
    });
    expect(Statement.slice(1)).toEqual([fromAlarmsOf('444455556666'), fromAlarmsOf(ACCOUNT)]);
  });

  test('with a customer-managed key lets CloudWatch use the key', () => {
    const s = stackOf();
    withTopic(s, new sns.Topic(s, 'Ops', { masterKey: new kms.Key(s, 'Key') }));
    Template.fromStack(s).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: 'AllowCloudWatchAlarms',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Resource: '*',
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnLike: Match.anyValue() },
          }),
        ]),
      },
    });
    expect(warningsOf(s)).toEqual([]);
  });

  test('with an alias of a key of this app lets CloudWatch use the key', () => {
    const s = stackOf();
    withTopic(s, new sns.Topic(s, 'Ops', { masterKey: new kms.Key(s, 'Key').addAlias('ops') }));
    expect(JSON.stringify(only(Template.fromStack(s), 'AWS::KMS::Key'))).toContain('cloudwatch.amazonaws.com');
  });

  test('with an imported key is warned of, with the statement that the key needs', () => {
    const s = stackOf();
    withTopic(s, new sns.Topic(s, 'Ops', { masterKey: kms.Key.fromKeyArn(s, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/x`) }));
    expect(warningsOf(s)).toEqual([
      expect.stringMatching(/"kms:Decrypt","kms:GenerateDataKey\*".* \[ack: HardenedLambda::ImportedAlarmTopicKey\]$/),
    ]);
  });

  test.each<[string, (s: Stack) => sns.Topic]>([
    ['an imported alias', (s) => new sns.Topic(s, 'Ops', { masterKey: kms.Alias.fromAliasName(s, 'Key', 'alias/aws/sns') })],
    [
      'an escape hatch',
      (s) => {
        const topic = new sns.Topic(s, 'Ops');
        (topic.node.defaultChild as sns.CfnTopic).kmsMasterKeyId = 'alias/aws/sns';
        return topic;
      },
    ],
  ])('with the key alias/aws/sns by %s is refused', (_, make) => {
    const s = stackOf();
    expect(() => withTopic(s, make(s))).toThrow(
      /'alarmActions' must name a topic whose key CloudWatch may use, got one encrypted with alias\/aws\/sns/,
    );
  });

  test('of another region is refused', () => {
    const app = new App();
    const there = stackOf(app, 'There', { env: { account: ACCOUNT, region: 'us-east-1' } });
    const here = stackOf(app, 'Here', ENV);
    expect(() => withTopic(here, new sns.Topic(there, 'Ops', { topicName: 'ops' }))).toThrow(
      /^Here\/Orders.*: 'alarmActions' must name a topic in the alarm's own region eu-west-1, got one in us-east-1, to which CloudWatch does not publish; /,
    );
    const imported = sns.Topic.fromTopicArn(here, 'Far', `arn:aws:sns:us-east-1:${ACCOUNT}:ops`);
    expect(() => orders(here, { alarmActions: AlarmActions.topic(imported) }, 'Invoices')).toThrow(/got one in us-east-1/);
  });

  test('that is imported is warned of once, with the statement that it needs', () => {
    const s = stackOf();
    const topic = sns.Topic.fromTopicArn(s, 'Ops', `arn:aws:sns:eu-west-1:${ACCOUNT}:ops`);
    withTopic(s, topic);
    orders(s, { alarmActions: AlarmActions.topic(topic) }, 'Invoices');
    expect(warningsOf(s)).toEqual([
      expect.stringMatching(/"sns:Publish".*"cloudwatch.amazonaws.com".* \[ack: HardenedLambda::ImportedAlarmTopic\]$/),
    ]);
  });
});

test.each(['eu-west-1', 'us-east-1'])('a topic by its name is the one of the account and region: %s', (region) => {
  const s = stackOf(new App(), 'Shop', { env: { account: ACCOUNT, region } });
  orders(s, { alarmActions: AlarmActions.topicNamed('ops-alarms') });
  orders(s, { alarmActions: AlarmActions.topicNamed('ops-alarms') }, 'Invoices');
  expect(actionsOf(s)).toEqual([expect.stringContaining(`:sns:${region}:${ACCOUNT}:ops-alarms`)]);
  expect(warningsOf(s)).toEqual([]);
});

test('any action of CDK can be taken, and an own one', () => {
  const s = stackOf();
  const own: cloudwatch.IAlarmAction = { bind: () => ({ alarmActionArn: 'arn:aws:ssm:eu-west-1:111122223333:opsitem:3' }) };
  orders(s, {
    alarmActions: AlarmActions.custom(
      own,
      new LambdaAction(new lambda.Function(s, 'Pager', CODE), { useUniquePermissionId: true }),
      new SnsAction(new sns.Topic(s, 'T')),
    ),
  });
  const [actions] = Object.values(Template.fromStack(s).findResources('AWS::CloudWatch::Alarm'));
  expect(actions.Properties.AlarmActions).toHaveLength(3);
});

test.each<[string, AlarmActions]>([
  ['an own action', AlarmActions.custom({ bind: () => ({ alarmActionArn: 'arn:aws:ssm:eu-west-1:111122223333:opsitem:3' }) })],
  ['people', AlarmActions.email('ops@example.com')],
  ['people by severity', AlarmActions.bySeverity({ critical: AlarmActions.email('ops@example.com'), warning: AlarmActions.none('test') })],
])('%s may be notified of a failure target that is set later, and alarms that were read stay', (_, alarmActions) => {
  const s = stackOf();
  const fn = orders(s, { alarmActions });
  const { failedEvents, errors } = fn.alarms;
  fn.configureAsyncInvoke({ onFailure: new SqsDestination(new sqs.Queue(s, 'Failed')) });
  expect(fn.alarms.failedEvents === failedEvents && fn.alarms.errors === errors).toBe(true);
  const template = Template.fromStack(s);
  expect(only(template, 'AWS::CloudWatch::Alarm', 'OrdersAlarmsUndeliveredEvents').MetricName).toBe('DestinationDeliveryFailures');
  const { MetricName, AlarmDescription } = only(template, 'AWS::CloudWatch::Alarm', 'HardenedFunctionFailedEvents1');
  expect(MetricName).toBe('AsyncEventsDropped');
  expect(JSON.stringify(AlarmDescription)).toContain('was sent to the failure target');
});

test('nobody can be told, with a reason that stays in the template', () => {
  const s = stackOf();
  orders(s, { alarmActions: AlarmActions.none('a sandbox') });
  const template = Template.fromStack(s);
  template.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { AlarmActions: Match.anyValue() }, 0);
  template.hasResource('AWS::Lambda::Function', { Metadata: { 'cdk-hardened-lambda:Waivers': { alarmActions: 'a sandbox' } } });
});

describe('nothing configured at all', () => {
  const message =
    /\[Shop\/Orders\] 'alarmActions' must be set for the function's alarms, got nothing; pass for example 'AlarmActions.email/;

  test('is an error when a bare app is synthesized, not before', () => {
    const app = new App();
    expect(() => new HardenedFunction(stackOf(app), 'Orders', CODE)).not.toThrow();
    expect(() => app.synth()).toThrow(message);
  });

  test('is fine where every alarm is left out', () => {
    const none = AlarmTuning.none('watched elsewhere');
    const app = new App();
    const alarms = { errors: none, throttles: none, failedEvents: none, undeliveredEvents: none, storedEvents: none, expiringEvents: none };
    new HardenedFunction(stackOf(app), 'Orders', { ...CODE, alarms });
    expect(() => app.synth()).not.toThrow();
  });
});

describe('refused', () => {
  test.each<[string, AlarmActions, string]>([
    [
      'no address',
      AlarmActions.email(),
      "'AlarmActions.email' must have at least one address, got none; pass one, or 'AlarmActions.none(reason)'",
    ],
    [
      'an empty address',
      AlarmActions.email(''),
      "'AlarmActions.email' must have addresses, got an empty one as address 1 of 1; fill it in or remove it",
    ],
    ['a blank address', AlarmActions.email('a@example.com', ' '), 'got an empty one as address 2 of 2'],
    ['no domain', AlarmActions.email('ops'), 'got another form as address 1 of 1; pass one address without spaces per argument'],
    ['no dot in the domain', AlarmActions.email('ops@example'), 'got another form'],
    ['an empty label', AlarmActions.email('ops@example..com'), 'got another form'],
    ['two at signs', AlarmActions.email('ops@a@example.com'), 'got another form'],
    ['two addresses in one', AlarmActions.email('a@example.com,b@example.com'), 'got another form'],
    ['a space', AlarmActions.email('ops team@example.com'), 'got another form'],
    [
      'the same twice',
      AlarmActions.email('ops@example.com', 'OPS@Example.com'),
      'must name each address once, got address 2 of 2 for the second time; remove it',
    ],
    [
      'an empty topic name',
      AlarmActions.topicNamed(''),
      `'AlarmActions.topicNamed' must have a name of 1 to 256 letters, digits, hyphens and underscores, got ""`,
    ],
    [
      'an ARN for a name',
      AlarmActions.topicNamed('arn:aws:sns:eu-west-1:111122223333:ops'),
      "for a topic by its ARN pass 'AlarmActions.topic(",
    ],
    ['a name that is too long', AlarmActions.topicNamed('x'.repeat(257)), '1 to 256'],
    ['no topic', AlarmActions.topic(undefined as never), "'AlarmActions.topic' must"],
    ['no text for a topic name', AlarmActions.topicNamed(null as never), 'hyphens and underscores, got null'],
    [
      'an ARN for a topic',
      AlarmActions.topic('arn:aws:sns:eu-west-1:111122223333:ops' as never),
      `'AlarmActions.topic' must be a construct, got "arn:aws:sns:eu-west-1:111122223333:ops"; pass for example sns.Topic.fromTopicArn(`,
    ],
    [
      'an ARN for an action',
      AlarmActions.custom('arn:aws:sns:eu-west-1:111122223333:ops' as never),
      `'AlarmActions.custom' must have alarm actions, got "arn:aws:sns:eu-west-1:111122223333:ops"; pass for example new LambdaAction(fn)`,
    ],
    ['nothing for an action', AlarmActions.custom(undefined as never), "'AlarmActions.custom' must have alarm actions, got undefined"],
    [
      'an address for all of it',
      'ops.example.com' as never,
      `'alarmActions' must be AlarmActions, got "ops.example.com"; pass for example AlarmActions.topicNamed(`,
    ],
    ['a number for an address', AlarmActions.email(5 as never), 'got an empty one as address 1 of 1'],
    [
      'nobody for warnings',
      AlarmActions.bySeverity({ critical: AlarmActions.none('x') } as never),
      "'AlarmActions.bySeverity: warning' must",
    ],
    [
      'nobody for what is critical',
      AlarmActions.bySeverity({ warning: AlarmActions.none('x') } as never),
      "'AlarmActions.bySeverity: critical' must",
    ],
    ['no action', AlarmActions.custom(), "'AlarmActions.custom' must have at least one action, got none"],
    ['no reason', AlarmActions.none(''), `'AlarmActions.none' must have a reason, got ""`],
    ['a blank reason', AlarmActions.none('\t'), "'AlarmActions.none' must have a reason"],
    [
      'no reason for one severity',
      AlarmActions.bySeverity({ critical: AlarmActions.email('a@example.com'), warning: AlarmActions.none('') }),
      'must have a reason',
    ],
    [
      'severities inside a severity',
      AlarmActions.bySeverity({
        critical: AlarmActions.bySeverity({ critical: AlarmActions.none('x'), warning: AlarmActions.none('x') }),
        warning: AlarmActions.none('x'),
      }),
      'must not contain another one',
    ],
  ])('%s', (_, alarmActions, message) => {
    const refused = () => orders(stackOf(), { alarmActions });
    expect(refused).toThrow(message);
    expect(refused).toThrow(/^Shop\/Orders: /);
    expect(refused).not.toThrow(/(?<!email\(')(ops|team|a|b)@example/i);
  });
});
