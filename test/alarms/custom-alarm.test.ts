import { App, Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import {
  AlarmActions,
  AlarmSeverity,
  AlarmTuning,
  type CustomAlarmOptions,
  HardenedFunction,
  HardeningProfile,
  OkActions,
} from '../../lib';
import { CODE, only, orders, stackOf } from '../harness';

const ordersLost = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'OrdersLost', period: Duration.minutes(1), statistic: 'Sum' });
const LOST: CustomAlarmOptions = { metric: ordersLost, threshold: 3, message: 'Orders were lost. Look first at the payment provider.' };
const lost = (fn: HardenedFunction, options: Partial<CustomAlarmOptions> = {}) => {
  fn.addAlarm('OrdersLost', { ...LOST, ...options });
  return only(Template.fromStack(fn.stack), 'AWS::CloudWatch::Alarm', 'OrdersAlarmsOrdersLost');
};

test('watches a metric of the user, as the alarms of the function do', () => {
  expect(lost(orders(stackOf()))).toMatchObject({
    Namespace: 'Shop',
    MetricName: 'OrdersLost',
    Period: 60,
    Statistic: 'Sum',
    Threshold: 3,
    ComparisonOperator: 'GreaterThanThreshold',
    EvaluationPeriods: 1,
    TreatMissingData: 'notBreaching',
  });
});

test('watches the p99 duration of the function', () => {
  const fn = orders(stackOf());
  fn.addAlarm('Slow', { metric: fn.metricDuration({ statistic: 'p99' }), threshold: 3000, message: 'Slow. Look first at traces.' });
  expect(only(Template.fromStack(fn.stack), 'AWS::CloudWatch::Alarm', 'OrdersAlarmsSlow')).toMatchObject({
    MetricName: 'Duration',
    ExtendedStatistic: 'p99',
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: expect.stringMatching(/^Orders[0-9A-F]{8}$/) } }],
  });
});

test('takes the comparison and the window that are set', () => {
  const { LESS_THAN_OR_EQUAL_TO_THRESHOLD: comparison } = cloudwatch.ComparisonOperator;
  const { BREACHING: treatMissingData } = cloudwatch.TreatMissingData;
  expect(lost(orders(stackOf()), { threshold: 0, comparison, evaluationPeriods: 3, datapointsToAlarm: 2, treatMissingData })).toMatchObject(
    {
      Threshold: 0,
      ComparisonOperator: 'LessThanOrEqualToThreshold',
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      TreatMissingData: 'breaching',
    },
  );
});

test('describes the function, why it fired, the logs and the runbook', () => {
  const text = JSON.stringify(lost(orders(stackOf(), { runbookUrl: 'https://wiki.example.com/orders' })).AlarmDescription);
  expect(text).toMatch(
    /Shop\/Orders \(.*Ref.*\): Orders were lost\. Look first at the payment provider\. Logs: https:.*log-group.* Runbook: https:/,
  );
});

test('notifies by its severity, and where it is over by the choice of the function', () => {
  const alarmActions = AlarmActions.bySeverity({
    critical: AlarmActions.topicNamed('on-call'),
    warning: AlarmActions.topicNamed('team'),
  });
  const topicOf = (actions: unknown) => JSON.stringify(actions).match(/on-call|team/)?.[0];
  expect(topicOf(lost(orders(stackOf(), { alarmActions })).AlarmActions)).toBe('team');
  const critical = lost(orders(stackOf(), { alarmActions }), { severity: AlarmSeverity.CRITICAL });
  expect(topicOf(critical.AlarmActions)).toBe('on-call');
  expect(critical.OKActions).toBeUndefined();
  expect(topicOf(lost(orders(stackOf(), { alarmActions }), { gauge: true }).OKActions)).toBe('team');
  expect(topicOf(lost(orders(stackOf(), { alarmActions, okActions: OkActions.ALL })).OKActions)).toBe('team');
});

test('needs somebody to notify, also where every other alarm is disabled', () => {
  const none = AlarmTuning.none('watched elsewhere');
  const alarms = { errors: none, throttles: none, failedEvents: none, undeliveredEvents: none, storedEvents: none, expiringEvents: none };
  const synthesized = (withAlarm: boolean) => () => {
    const app = new App();
    const fn = new HardenedFunction(stackOf(app), 'Orders', { ...CODE, alarms });
    if (withAlarm) fn.addAlarm('OrdersLost', LOST);
    app.synth();
  };
  expect(synthesized(false)).not.toThrow();
  expect(synthesized(true)).toThrow(/\[Shop\/Orders\] 'alarmActions' must be set for the function's alarms, got nothing; /);
});

test('is made under the development profile too, which has no alarms by default', () => {
  expect(lost(orders(stackOf(), { profile: HardeningProfile.development() })).Threshold).toBe(3);
});

test.each<[string, string, Partial<CustomAlarmOptions>, RegExp]>([
  ['an id of the library', 'Errors', {}, /^Shop\/Orders: 'addAlarm' must have an id that no alarm of the library has, got 'Errors'; /],
  ['an id of an alarm that is not there', 'IteratorAge', {}, /got 'IteratorAge'; /],
  ['no metric', 'Lost', { metric: undefined }, /'addAlarm: metric' must be given, got undefined; /],
  [
    'an option that does not exist',
    'Lost',
    { sevrity: 'critical' } as object,
    /'addAlarm' must have options that exist, got 'sevrity'; did you mean 'severity'/,
  ],
  [
    'a name for a metric',
    'Lost',
    { metric: 'Lost' as never },
    /'addAlarm: metric' must be a metric, got "Lost"; pass for example fn\.metric/,
  ],
  ['an unknown severity', 'Lost', { severity: 'high' as never }, /'addAlarm: severity' must be one of critical, warning, got "high"; /],
  ['an unknown comparison', 'Lost', { comparison: '>' as never }, /'addAlarm: comparison' must be one of GreaterThan.*, got ">"; /],
  ['an unknown treatment', 'Lost', { treatMissingData: '' as never }, /'addAlarm: treatMissingData' must be one of breaching.*, got ""; /],
  ['a text for a flag', 'Lost', { gauge: 'no' as never }, /'addAlarm: gauge' must be true or false, got "no"; pass true or omit it/],
  ['no threshold', 'Lost', { threshold: undefined }, /'addAlarm: threshold' must be given, got undefined; /],
  ['a threshold that is no number', 'Lost', { threshold: Number.NaN }, /'addAlarm: threshold' must be a number, got NaN; /],
  ['no message', 'Lost', { message: ' ' }, /'addAlarm: message' must be 1 to 400 characters, got " "; /],
  ['a long message', 'Lost', { message: 'x'.repeat(401) }, /'addAlarm: message' must be .*, got 401; /],
  ['no period', 'Lost', { evaluationPeriods: 0 }, /'addAlarm.evaluationPeriods' must be .* at least 1, got 0/],
  ['2 of 1', 'Lost', { datapointsToAlarm: 2 }, /'addAlarm.datapointsToAlarm' must be .*, got 2; /],
  [
    'a period in which Lambda publishes nothing',
    'Lost',
    { metric: new cloudwatch.Metric({ namespace: 'AWS/Lambda', metricName: 'Duration', period: Duration.seconds(10) }) },
    /'addAlarm: metric' must have a period of at least 60 seconds for Duration, got 10; /,
  ],
  [
    'such a period in an expression',
    'Lost',
    {
      metric: new cloudwatch.MathExpression({
        expression: 'a * 2',
        usingMetrics: { a: new cloudwatch.Metric({ namespace: 'AWS/SQS', metricName: 'NumberOfMessagesSent' }) },
        period: Duration.seconds(30),
      }),
    },
    /'addAlarm: metric' must have a period of at least 60 seconds for NumberOfMessagesSent, got 30; /,
  ],
  ['more than a day', 'Lost', { evaluationPeriods: 1441 }, /must last at most 1 day\(s\) together, got 1441 of 60 seconds/],
])('refuses %s', (_, id, options, message) => {
  expect(() => orders(stackOf()).addAlarm(id, { ...LOST, ...options } as CustomAlarmOptions)).toThrow(message);
});

test('takes a metric of yours that comes more often', () => {
  const metric = new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Lost', period: Duration.seconds(10) });
  expect(lost(orders(stackOf()), { metric }).Period).toBe(10);
});
