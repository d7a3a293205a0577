import { App, Duration, Lazy, type Stack, Stage, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import {
  AlarmActions,
  AlarmSeverity,
  AlarmTuning,
  FleetAlarms,
  type FleetAlarmsProps,
  type FleetTag,
  HardenedFunctionDefaults,
  HardenedLambdaChecks,
  OkActions,
} from '../../../lib';
import { CODE, only, stackOf, warningsOf } from '../../harness';

const ALARM = 'AWS::CloudWatch::Alarm';
const ACTIONS = { alarmActions: AlarmActions.email('ops@example.com') };
const EUROPE = { env: { account: '111122223333', region: 'eu-west-1' } };

const fleetIn = (stack: Stack, props: Partial<FleetAlarmsProps> = {}, id = 'Fleet') => new FleetAlarms(stack, id, { ...ACTIONS, ...props });
const templateWith = (props: Partial<FleetAlarmsProps> = {}): Template => {
  const stack = stackOf();
  fleetIn(stack, props);
  return Template.fromStack(stack);
};
const queriesOf = (template: Template): string[] =>
  Object.values(template.findResources(ALARM)).flatMap(({ Properties }) => Properties.Metrics?.[0].Expression ?? []);

describe('the alarms', () => {
  test.each([
    ['Errors', 'Errors'],
    ['Throttles', 'Throttles'],
    ['UndeliveredEvents', 'DestinationDeliveryFailures'],
    ['UndeliveredDeadLetters', 'DeadLetterErrors'],
    ['DroppedEvents', 'AsyncEventsDropped'],
  ])('%s watches %s of every function, each a separate contributor', (id, metric) => {
    const alarm = only(templateWith(), ALARM, `Fleet${id}`);
    expect(alarm.Metrics).toEqual([
      {
        Id: expect.any(String),
        Label: metric,
        Expression: `SELECT SUM(${metric}) FROM SCHEMA("AWS/Lambda", FunctionName) GROUP BY FunctionName ORDER BY SUM() DESC`,
        Period: 300,
        ReturnData: true,
      },
    ]);
    expect(alarm).toMatchObject({
      Threshold: 0,
      ComparisonOperator: 'GreaterThanThreshold',
      EvaluationPeriods: id === 'Throttles' ? 3 : 1,
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: expect.stringMatching(/^HardenedFunctionAlarms/) }],
    });
    expect(alarm.OKActions).toBeUndefined();
    expect(alarm.AlarmDescription).toMatch(/^Shop\/Fleet: .*Look first/);
  });

  test('claimed concurrency is watched by a plain alarm, at 90 % of the quota', () => {
    expect(only(templateWith(), ALARM, 'FleetClaimedConcurrency')).toMatchObject({
      Namespace: 'AWS/Lambda',
      MetricName: 'ClaimedAccountConcurrency',
      Statistic: 'Maximum',
      Threshold: 900,
      Period: 60,
      EvaluationPeriods: 10,
      OKActions: [{ Ref: expect.stringMatching(/^HardenedFunctionAlarms/) }],
    });
    expect(only(templateWith({ concurrencyQuota: 3000, concurrencyPercent: 80 }), ALARM, 'FleetClaimedConcurrency').Threshold).toBe(2400);
    // Above the quota it would never fire.
    expect(only(templateWith({ concurrencyPercent: 100 }), ALARM, 'FleetClaimedConcurrency').Threshold).toBe(999);
  });

  test('each is tuned, or left out with a reason', () => {
    const template = templateWith({
      okActions: OkActions.ALL,
      runbookUrl: 'https://wiki.example.com/fleet',
      alarms: {
        errors: AlarmTuning.threshold({ threshold: 5, period: Duration.minutes(1), evaluationPeriods: 3, datapointsToAlarm: 2 }),
        throttles: AlarmTuning.none('watched by another team'),
        claimedConcurrency: AlarmTuning.threshold({ threshold: 700, severity: AlarmSeverity.CRITICAL }),
      },
    });
    expect(only(template, ALARM, 'FleetErrors')).toMatchObject({
      Threshold: 5,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      Metrics: [{ Period: 60 }],
      OKActions: [expect.anything()],
      AlarmDescription: expect.stringContaining('Runbook: https://wiki.example.com/fleet'),
    });
    expect(Object.keys(template.findResources(ALARM)).filter((id) => id.startsWith('FleetThrottles'))).toEqual([]);
    expect(only(template, ALARM, 'FleetClaimedConcurrency')).toMatchObject({ Threshold: 700, EvaluationPeriods: 10, Period: 60 });
  });

  test('they are readable by their cause, and notify by severity', () => {
    const stack = stackOf();
    const severe = AlarmActions.bySeverity({ critical: AlarmActions.topicNamed('on-call'), warning: AlarmActions.topicNamed('ops') });
    const { alarms } = fleetIn(stack, { alarmActions: severe, alarms: { throttles: AlarmTuning.none('a test') } });
    expect(Object.keys(alarms)).toEqual(['errors', 'undeliveredEvents', 'undeliveredDeadLetters', 'droppedEvents', 'claimedConcurrency']);
    const template = Template.fromStack(stack);
    const notified = (id: string) => JSON.stringify(only(template, ALARM, `Fleet${id}`).AlarmActions);
    expect(notified('Errors')).toContain(':ops');
    for (const id of ['DroppedEvents', 'UndeliveredEvents', 'UndeliveredDeadLetters']) expect(notified(id)).toContain(':on-call');
  });

  test('a tag divides the functions: one set of alarms for each value', () => {
    const template = templateWith({ splitBy: { key: 'team', values: ['orders', 'billing'] } });
    expect(queriesOf(template)).toHaveLength(10);
    expect(queriesOf(template).filter((query) => query.includes(`WHERE tag.team = 'billing' GROUP BY FunctionName`))).toHaveLength(5);
    const alike = ['a/b', 'a--b', 'ClaimedConcurrency', 'Value6', Lazy.string({ produce: () => 'x' }), Lazy.string({ produce: () => 'y' })];
    expect(queriesOf(templateWith({ splitBy: { key: 'team', values: alike } }))).toHaveLength(5 * alike.length);
    expect(queriesOf(templateWith({ splitBy: { key: 'cost:team', values: ['a'] } }))[0]).toContain(`WHERE tag."cost:team" = 'a' GROUP`);
  });
});

test('alarms that notify nobody keep the reason, which the checks accept', () => {
  const stack = stackOf();
  fleetIn(stack, { alarmActions: AlarmActions.none('a dashboard shows them') });
  for (const alarm of Object.values(Template.fromStack(stack).findResources(ALARM)))
    expect(alarm.Metadata).toMatchObject({ 'cdk-hardened-lambda:Waivers': { alarmActions: 'a dashboard shows them' } });
  const found = HardenedLambdaChecks.findings(stack).map(({ ruleId }) => ruleId);
  expect(found.filter((id) => id.includes('WithoutAction'))).toEqual([]);
});

describe('one for each account and region', () => {
  const two = (one: Stack, other: Stack) => () => {
    fleetIn(one);
    fleetIn(other, {}, 'Second');
  };

  test('a second one is refused', () => {
    const app = new App();
    const stack = stackOf(app);
    expect(two(stack, stack)).toThrow(
      "Shop/Second: 'FleetAlarms' must exist once for each account and region, got another one at Shop/Fleet; remove one of them",
    );
    expect(two(stackOf(app, 'A', EUROPE), stackOf(app, 'B', EUROPE))).toThrow('got another one at A/Fleet');
    const stages = new App();
    expect(two(stackOf(new Stage(stages, 'Beta') as App, 'A', EUROPE), stackOf(new Stage(stages, 'Gamma') as App, 'A', EUROPE))).toThrow(
      'Beta/A/Fleet',
    );
  });

  test('other regions, other accounts and stages whose environment is not known have their own', () => {
    const app = new App();
    const america = { env: { ...EUROPE.env, region: 'us-east-1' } };
    const other = { env: { ...EUROPE.env, account: '444455556666' } };
    expect(two(stackOf(app, 'A', EUROPE), stackOf(app, 'B', america))).not.toThrow();
    expect(() => fleetIn(stackOf(app, 'C', other))).not.toThrow();
    expect(two(stackOf(new Stage(app, 'Beta') as App), stackOf(new Stage(app, 'Gamma') as App))).not.toThrow();
  });
});

describe('bad input is one sentence', () => {
  const TOKEN = Token.asNumber({ Ref: 'Quota' });
  const MANY = Array.from({ length: 41 }, (_, index) => `team${index}`);
  test.each<[string, Partial<FleetAlarmsProps>]>([
    ["'alarmActions' must be given, got undefined; pass for example AlarmActions.email('ops@example.com')", { alarmActions: undefined }],
    [
      "'FleetAlarms' must have options that exist, got 'concurencyQuota'; did you mean 'concurrencyQuota'",
      { concurencyQuota: 1 } as object,
    ],
    [
      "'concurrencyQuota' must be a whole number of at least 1, got 0; pass the account's quota of concurrent executions",
      { concurrencyQuota: 0 },
    ],
    ["'concurrencyPercent' must be more than 0 and at most 100, got 0; pass for example 90", { concurrencyPercent: 0 }],
    ["'concurrencyPercent' must be more than 0 and at most 100, got 101; pass for example 90", { concurrencyPercent: 101 }],
    [
      "'splitBy.key' must be the key of a tag: 1 to 128 letters, digits, spaces and _.:/=+-@, got \"it's\"",
      { splitBy: { key: "it's", values: ['a'] } },
    ],
    ["'splitBy.values' must have 1 to 40 values, got 0; each has 5 alarms", { splitBy: { key: 'team', values: [] } }],
    ["'splitBy.values' must have 1 to 40 values, got 41; each has 5 alarms", { splitBy: { key: 'team', values: MANY } }],
    ['\'splitBy.values\' must have 1 to 40 values, got "a"', { splitBy: { key: 'team', values: 'a' as unknown as string[] } }],
    [
      "'splitBy.values' must be a list that is known at synthesis, got a token: each value has 5 alarms; pass the values",
      { splitBy: { key: 'team', values: Token.asList({ Ref: 'Teams' }) } },
    ],
    ["'splitBy.values' must be values of a tag: 1 to 256 letters", { splitBy: { key: 'team', values: ["o'clock"] } }],
    [
      '\'splitBy.values\' must have each value once, got "a" twice; remove one of them',
      { splitBy: { key: 'team', values: ['a', 'b', 'a'] } },
    ],
    ["'alarms' must name alarms, got \"error\"; did you mean 'errors'", { alarms: { error: AlarmTuning.none('x') } as object }],
    ["'alarms.errors' must have a threshold, got a rate", { alarms: { errors: AlarmTuning.rate({ percent: 1 }) } }],
    ["'alarms.errors' must not be 'AlarmTuning.byFleet()' in 'FleetAlarms'", { alarms: { errors: AlarmTuning.byFleet() } }],
    ['\'alarms.errors.statistic\' must be omitted, got "Maximum"', { alarms: { errors: AlarmTuning.threshold({ statistic: 'Maximum' }) } }],
    [
      "'alarms.errors.evaluationPeriods' must last at most 3 hours together, got 4 hours; CloudWatch evaluates the last 3 hours of a query",
      { alarms: { errors: AlarmTuning.threshold({ period: Duration.hours(1), evaluationPeriods: 4 }) } },
    ],
    ['\'alarmActions\' must be AlarmActions, got "ops@example.com"', { alarmActions: 'ops@example.com' as never }],
    ["'concurrencyQuota' must be a whole number of at least 1, got NaN", { concurrencyQuota: Number.NaN }],
    ["'concurrencyQuota' must be a whole number of at least 1, got 1.5", { concurrencyQuota: 1.5 }],
    ['\'concurrencyPercent\' must be more than 0 and at most 100, got "90"', { concurrencyPercent: '90' as never }],
    ["'concurrencyPercent' must be more than 0 and at most 100, got NaN", { concurrencyPercent: Number.NaN }],
    [
      "'concurrencyQuota' must be known at synthesis, got a token, with which no threshold can be computed; pass a number, or the threshold with",
      { concurrencyQuota: TOKEN },
    ],
    ["'concurrencyPercent' must be known at synthesis, got a token", { concurrencyPercent: TOKEN }],
    [
      "'splitBy' must have options that exist, got 'value'; did you mean 'values'",
      { splitBy: { key: 'team', value: ['a'] } as unknown as FleetTag },
    ],
    ['\'okActions\' must be one of none, gauges, all, got "sometimes"', { okActions: 'sometimes' as never }],
    ["'runbookUrl' must be an http or https address", { runbookUrl: '' }],
    [
      "'alarms.claimedConcurrency.statistic' must fit a level, got Sum",
      { alarms: { claimedConcurrency: AlarmTuning.threshold({ statistic: 'Sum' }) } },
    ],
    [
      "'alarms.throttles.evaluationPeriods' must last at most 3 hours together, got 6 hours",
      { alarms: { throttles: AlarmTuning.threshold({ period: Duration.hours(2) }) } },
    ],
  ])('%s', (message, props) => expect(() => fleetIn(stackOf(), props)).toThrow(message));

  test.each([undefined, null])('%s in place of the props is refused too, and is an omitted prop inside', (nothing) => {
    expect(() => new FleetAlarms(stackOf(), 'Fleet', nothing as never)).toThrow("'alarmActions' must be given, got undefined");
    const props = { concurrencyQuota: nothing, concurrencyPercent: nothing, splitBy: nothing, alarms: nothing, runbookUrl: nothing };
    expect(templateWith(props as never).toJSON()).toEqual(templateWith().toJSON());
  });

  test('the values of a tag may be known only once deployed', () => {
    const team = Token.asString({ Ref: 'Team' });
    expect(templateWith({ splitBy: { key: 'team', values: [team, 'orders'] } }).toJSON().Resources).toHaveProperty(
      Object.keys(templateWith({ splitBy: { key: 'team', values: [team] } }).findResources(ALARM, { Properties: { Threshold: 0 } }))[0],
    );
  });

  test('what is at the limit is accepted', () => {
    const alarms = { errors: AlarmTuning.threshold({ period: Duration.hours(1), evaluationPeriods: 3 }) };
    const throttles = AlarmTuning.threshold({ period: Duration.hours(1), datapointsToAlarm: 3 });
    for (const claimedConcurrency of [
      AlarmTuning.threshold({ statistic: 'Average', period: Duration.hours(1), evaluationPeriods: 12 }),
      AlarmTuning.threshold({ datapointsToAlarm: 10 }),
      AlarmTuning.threshold({ evaluationPeriods: 1440 }),
    ])
      expect(() => fleetIn(stackOf(), { alarms: { ...alarms, throttles, claimedConcurrency } })).not.toThrow();
    expect(() => fleetIn(stackOf(), { concurrencyPercent: 100, splitBy: { key: 'team', values: MANY.slice(1) } })).not.toThrow();
  });
});

describe('the number of functions', () => {
  const withFunctions = (count: number, props: Partial<FleetAlarmsProps> = {}, env = EUROPE): string => {
    const app = new App({ context: { '@aws-cdk/core:stackResourceLimit': 0 } });
    const stack = stackOf(app, 'Shop', EUROPE);
    const functions = stackOf(app, 'Functions', env);
    const code = { runtime: 'nodejs24.x', handler: 'index.handler', code: { zipFile: 'x' }, role: 'arn:aws:iam::111122223333:role/r' };
    for (let index = 0; index < count; index++) new lambda.CfnFunction(functions, `F${index}`, code);
    fleetIn(stack, props);
    app.synth();
    return warningsOf(stack).join();
  };

  test('beyond 400 in the app there is a warning, since 500 is the limit of a query', () => {
    expect(withFunctions(401)).toContain('must watch at most 500 functions in one query, got 401 in this app alone');
    expect(withFunctions(401)).toContain('HardenedLambda::FleetAlarmsManyFunctions');
    expect(withFunctions(400)).toBe('');
    expect(withFunctions(401, { splitBy: { key: 'team', values: ['orders'] } })).toBe('');
  });

  test('those of another region do not count', () => {
    expect(withFunctions(401, {}, { env: { ...EUROPE.env, region: 'us-east-1' } })).toBe('');
  });
});

test('the checks know that fleet alarms watch every function', () => {
  const found = (withFleet: boolean) => {
    const stack = stackOf();
    new sns.Topic(stack, 'Topic').addSubscription(new LambdaSubscription(new lambda.Function(stack, 'Plain', CODE)));
    if (withFleet) fleetIn(stack);
    return HardenedLambdaChecks.findings(stack).map(({ ruleId }) => ruleId);
  };
  expect(found(false)).toContain('HardenedLambda::TemplateWithoutAlarm');
  expect(found(true).filter((id) => id.includes('WithoutAlarm'))).toEqual([]);
});

test('a scope states once that fleet alarms are elsewhere', () => {
  const stack = stackOf();
  expect(() => {
    HardenedFunctionDefaults.of(stack).set({ fleetAlarms: FleetAlarms.elsewhere('a') });
    HardenedFunctionDefaults.of(stack).set({ fleetAlarms: FleetAlarms.elsewhere('b') });
  }).toThrow("'fleetAlarms' must be set once per scope");
});
