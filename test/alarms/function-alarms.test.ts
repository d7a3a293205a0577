import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AlarmActions,
  AlarmSeverity,
  AlarmTuning,
  FailureCapture,
  type HardenedFunctionProps,
  HardeningProfile,
  OkActions,
} from '../../lib';
import { FUNCTION_ALARMS } from '../../lib/alarms/kinds';
import { only, orders, stackOf, templateOf } from '../harness';

const alarm = (template: Template, kind: string) => {
  const id = Object.keys(template.findResources('AWS::CloudWatch::Alarm')).find(
    (id) => id.includes(`Alarms${kind}`) || id.includes(`HardenedFunction${kind}`),
  );
  return only(template, 'AWS::CloudWatch::Alarm', id);
};

test.each([
  ['Errors', 1],
  ['Throttles', 3],
])('%s: Sum, 5 minutes, greater than 0, in %d periods in a row, missing data not breaching', (metric, EvaluationPeriods) => {
  const template = templateOf();
  const [fn] = Object.keys(template.findResources('AWS::Lambda::Function'));
  expect(alarm(template, metric)).toMatchObject({
    Namespace: 'AWS/Lambda',
    MetricName: metric,
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: fn } }],
    Statistic: 'Sum',
    Period: 300,
    Threshold: 0,
    ComparisonOperator: 'GreaterThanThreshold',
    EvaluationPeriods,
    TreatMissingData: 'notBreaching',
  });
});

test('no alarm has a physical name', () => {
  templateOf().resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { AlarmName: Match.anyValue() }, 0);
});

/*
 * What each failure does to the metrics, by the meaning that AWS documents for them, and which alarms then go into ALARM.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
describe('each failure triggers exactly its alarms', () => {
  type Values = Record<string, number>;
  const days = (n: number) => n * 24 * 3600;
  const toQueue = (s: Stack) => ({ onFailure: new destinations.SqsDestination(new sqs.Queue(s, 'Failed')) });
  const ways: Record<string, (s: Stack) => Partial<HardenedFunctionProps>> = {
    'the shared queue': () => ({}),
    'the own queue': () => ({ failureCapture: FailureCapture.dedicatedQueue() }),
    'an own dead-letter queue': () => ({ deadLetterQueueEnabled: true }),
    "the user's destination": toQueue,
    "the user's dead-letter queue": (s) => ({ deadLetterQueue: new sqs.Queue(s, 'Dead') }),
    'no capture': () => ({ failureCapture: FailureCapture.none('fire and forget') }),
  };

  const error: Values = { Errors: 1 };
  const throttle: Values = { Throttles: 1 };
  /** Lambda counts an event as dropped also when its failure target received it. */
  const failedIntoQueue: Values = { AsyncEventsDropped: 1, ApproximateNumberOfMessagesVisible: 1, ApproximateAgeOfOldestMessage: 60 };
  const failedElsewhere: Values = { AsyncEventsDropped: 1 };
  const undelivered: Values = { AsyncEventsDropped: 1, DestinationDeliveryFailures: 1 };
  const undeliveredDead: Values = { AsyncEventsDropped: 1, DeadLetterErrors: 1 };
  const expiringSoon: Values = { ApproximateNumberOfMessagesVisible: 1, ApproximateAgeOfOldestMessage: days(10) + 1 };
  const drained: Values = { ApproximateNumberOfMessagesVisible: 0 };

  test.each<[string, keyof typeof ways, Values, string[]]>([
    ['an error', 'the own queue', error, ['Errors']],
    ['an error', 'no capture', error, ['Errors']],
    ['a throttle', 'the own queue', throttle, ['Throttles']],
    ['a final failure', 'the shared queue', failedIntoQueue, ['FailedEvents', 'StoredEvents']],
    ['a final failure', 'the own queue', failedIntoQueue, ['FailedEvents']],
    ['a final failure', 'an own dead-letter queue', failedIntoQueue, ['FailedEvents']],
    ['a final failure', "the user's destination", failedElsewhere, ['FailedEvents']],
    ['a final failure', "the user's dead-letter queue", failedElsewhere, ['FailedEvents']],
    ['a final failure', 'no capture', failedElsewhere, ['FailedEvents']],
    // The alarm's text tells how to see whether the event reached the queue.
    ['a delivery failure', 'the shared queue', undelivered, ['FailedEvents']],
    ['a delivery failure', 'the own queue', undelivered, ['UndeliveredEvents']],
    ['a delivery failure', 'an own dead-letter queue', undeliveredDead, ['UndeliveredEvents']],
    // Here an undelivered event cannot be told from a delivered one by the metric that counts the failed.
    ['a delivery failure', "the user's destination", undelivered, ['FailedEvents', 'UndeliveredEvents']],
    ['a delivery failure', "the user's dead-letter queue", undeliveredDead, ['FailedEvents', 'UndeliveredEvents']],
    // The depth alarm is in ALARM since the event came; its state does not change, so it does not notify again.
    ['an event about to expire', 'the shared queue', expiringSoon, ['ExpiringEvents', 'StoredEvents']],
    ['an event about to expire', 'the own queue', expiringSoon, ['ExpiringEvents', 'FailedEvents']],
    ['an event about to expire', 'an own dead-letter queue', expiringSoon, ['ExpiringEvents', 'FailedEvents']],
    ['a drained queue', 'the shared queue', drained, []],
    ['a drained queue', 'the own queue', drained, []],
    ['nothing', 'the own queue', {}, []],
  ])('%s, with %s', (_, way, values, firing) => {
    const s = stackOf();
    const template = templateOf(ways[way](s), s);
    const alarms = Object.entries(template.findResources('AWS::CloudWatch::Alarm'));
    const fired = alarms
      .filter(([, { Properties }]) => (values[Properties.MetricName] ?? 0) > Properties.Threshold)
      .map(
        ([id]) => Object.values(FUNCTION_ALARMS).find((definition) => new RegExp(`(Alarms|HardenedFunction)${definition.id}`).test(id))?.id,
      );
    expect(fired.sort()).toEqual(firing);
  });

  test('both failure ways at once are watched by one alarm on their sum', () => {
    const s = stackOf();
    const { Metrics } = alarm(templateOf({ ...toQueue(s), deadLetterQueueEnabled: true }, s), 'UndeliveredEvents');
    expect(Metrics.map((metric: any) => metric.Expression ?? metric.MetricStat.Metric.MetricName).sort()).toEqual([
      'DeadLetterErrors',
      'DestinationDeliveryFailures',
      'FILL(toDestination, 0) + FILL(toDeadLetters, 0)',
    ]);
    const counted = Metrics.flatMap(({ MetricStat }: any) => (MetricStat ? [`${MetricStat.Stat} in ${MetricStat.Period} s`] : []));
    expect(counted).toEqual(['Sum in 300 s', 'Sum in 300 s']);
    expect(Metrics.find(({ Expression }: any) => Expression).Label).toBe('Failed events that could not be delivered');
  });
});

describe('the person on call reads', () => {
  const described = (props: Partial<HardenedFunctionProps> = {}, stack = stackOf()) => {
    const template = templateOf(props, stack);
    return (kind: string) => JSON.stringify(alarm(template, kind).AlarmDescription);
  };

  test('which function, what it means, where to look first, and the runbook', () => {
    const text = described({ runbookUrl: 'https://wiki.example.com/orders' })('Errors');
    expect(text).toContain('Shop/Orders (');
    expect(text).toMatch(/\{"Ref":"OrdersA9B65338"\}/);
    expect(text).toContain('An invocation failed');
    expect(text).toContain('Look first at the errors in the logs');
    expect(text).toContain('#logsV2:log-groups/log-group/');
    expect(text).toContain('Runbook: https://wiki.example.com/orders');
  });

  test('nothing after the logs where there is no runbook', () => {
    expect(described()('Errors')).toMatch(/log-group\/",\{"Ref":"OrdersLogGroup[0-9A-F]{8}"\}\]\]\}$/);
  });

  test.each<[Partial<HardenedFunctionProps>, RegExp]>([
    [{}, /was sent to the queue .*QueueName.* requestContext.functionArn/],
    [{ failureCapture: FailureCapture.dedicatedQueue() }, /is stored in the queue .*QueueName/],
    [{ failureCapture: FailureCapture.none('fire and forget') }, /was dropped, since the function has no failure capture/],
  ])('where a failed event is: %#', (props, text) => {
    expect(described(props)('FailedEvents')).toMatch(text);
  });

  test.each([
    ['eu-west-1', 'https://console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Fshop$252Forders'],
    ['us-gov-west-1', 'https://console.amazonaws-us-gov.com/cloudwatch/'],
    ['cn-north-1', 'https://console.amazonaws.cn/cloudwatch/'],
  ])('a link to the logs that works in %s', (region, link) => {
    const s = stackOf(new App(), 'Shop', { env: { account: '111122223333', region } });
    expect(described({ logGroup: new logs.LogGroup(s, 'Own', { logGroupName: '/shop/orders' }) }, s)('Errors')).toBeDefined();
    const named = stackOf(new App(), 'Shop', { env: { account: '111122223333', region } });
    expect(described({ logGroup: logs.LogGroup.fromLogGroupName(named, 'Own', '/shop/orders') }, named)('Errors')).toContain(link);
  });

  test('at most the 1,024 characters that CloudWatch takes', () => {
    const template = templateOf({ runbookUrl: `https://wiki.example.com/${'x'.repeat(270)}` });
    for (const { Properties } of Object.values(template.findResources('AWS::CloudWatch::Alarm'))) {
      const parts: unknown[] = Properties.AlarmDescription['Fn::Join'][1];
      const length = parts.reduce<number>((sum, part) => sum + (typeof part === 'string' ? part.length : 80), 0);
      expect(length).toBeLessThanOrEqual(1024);
    }
  });
});

describe('tuning', () => {
  test('threshold, period and datapoints are taken over', () => {
    const errors = AlarmTuning.threshold({
      threshold: 5,
      period: Duration.minutes(1),
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
    });
    expect(alarm(templateOf({ alarms: { errors } }), 'Errors')).toMatchObject({
      Threshold: 5,
      Period: 60,
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
    });
  });

  test('a threshold of 0 is 0, also where the default is another', () => {
    const expiringEvents = AlarmTuning.threshold({ threshold: 0 });
    const template = templateOf({ alarms: { expiringEvents }, failureCapture: FailureCapture.dedicatedQueue() });
    expect(alarm(template, 'ExpiringEvents').Threshold).toBe(0);
  });

  test.each([
    ['Average', { Statistic: 'Average' }],
    ['p99.9', { ExtendedStatistic: 'p99.9' }],
    ['tm(5%:95%)', undefined],
    ['TM(5%:95%)', { ExtendedStatistic: 'TM(5%:95%)' }],
    ['PR(:300)', { ExtendedStatistic: 'PR(:300)' }],
  ])('the statistic %s', (statistic, rendered) => {
    const errors = AlarmTuning.threshold({ statistic });
    if (rendered === undefined) expect(() => templateOf({ alarms: { errors } })).toThrow(/must be a statistic of CloudWatch/);
    else expect(alarm(templateOf({ alarms: { errors } }), 'Errors')).toMatchObject(rendered);
  });

  test('a period without data can mean something else', () => {
    const treatMissingData = cloudwatch.TreatMissingData.BREACHING;
    const alarms = { throttles: AlarmTuning.threshold({ treatMissingData }), errors: AlarmTuning.rate({ percent: 5, treatMissingData }) };
    for (const kind of ['Throttles', 'Errors']) expect(alarm(templateOf({ alarms }), kind).TreatMissingData).toBe('breaching');
  });

  test('errors can be measured by their share of the invocations', () => {
    const errors = AlarmTuning.rate({ percent: 5, minimumInvocations: 20 });
    const { Metrics, Threshold } = alarm(templateOf({ alarms: { errors } }), 'Errors');
    expect(Threshold).toBe(5);
    expect(Metrics[0].Expression).toBe('IF(invocations >= 20, 100 * errors / invocations, 0)');
    expect(Metrics[0].Label).toBe('Errors in percent of invocations');
    expect(Metrics.slice(1).map(({ MetricStat }: any) => [MetricStat.Metric.MetricName, MetricStat.Stat, MetricStat.Period])).toEqual([
      ['Errors', 'Sum', 300],
      ['Invocations', 'Sum', 300],
    ]);
  });

  test('a share has the period that is set', () => {
    const errors = AlarmTuning.rate({ percent: 5, period: Duration.minutes(1) });
    const { Metrics } = alarm(templateOf({ alarms: { errors } }), 'Errors');
    expect(Metrics[0].Expression).toContain('invocations >= 1');
    expect(Metrics[1].MetricStat.Period).toBe(60);
  });

  test('an alarm can be left out with a reason, which stays in the template', () => {
    const template = templateOf({ alarms: { throttles: AlarmTuning.none('a reserved concurrency of 1 is the point') } });
    template.resourceCountIs('AWS::CloudWatch::Alarm', 4);
    template.resourcePropertiesCountIs('AWS::CloudWatch::Alarm', { MetricName: 'Throttles' }, 0);
    template.hasResource('AWS::Lambda::Function', {
      Metadata: { 'cdk-hardened-lambda:Waivers': { 'alarms.throttles': 'a reserved concurrency of 1 is the point' } },
    });
  });

  test('several reasons stand beside each other', () => {
    const template = templateOf({ failureCapture: FailureCapture.none('one'), alarms: { errors: AlarmTuning.none('two') } });
    template.hasResource('AWS::Lambda::Function', {
      Metadata: { 'cdk-hardened-lambda:Waivers': Match.objectLike({ failureCapture: 'one', 'alarms.errors': 'two' }) },
    });
  });

  test('the severity decides who is notified', () => {
    const s = stackOf();
    orders(s, {
      alarmActions: AlarmActions.bySeverity({ critical: AlarmActions.topicNamed('on-call'), warning: AlarmActions.topicNamed('team') }),
      alarms: { errors: AlarmTuning.threshold({ severity: AlarmSeverity.CRITICAL }) },
      failureCapture: FailureCapture.dedicatedQueue(),
    });
    const template = Template.fromStack(s);
    const notifiedBy = (kind: string) => JSON.stringify(alarm(template, kind).AlarmActions);
    for (const kind of ['Errors', 'FailedEvents', 'UndeliveredEvents', 'ExpiringEvents']) expect(notifiedBy(kind)).toContain(':on-call');
    expect(notifiedBy('Throttles')).toContain(':team');
  });

  test('the alarms can be reached by kind', () => {
    const fn = orders(stackOf(), { alarms: { throttles: AlarmTuning.none('never throttled') } });
    expect(Object.keys(fn.alarms)).toEqual(['errors', 'failedEvents', 'storedEvents', 'expiringEvents']);
    expect(fn.alarms.storedEvents?.node.path).toBe('Shop/HardenedFunctionFailureQueue/Alarms/StoredEvents');
    expect(fn.alarms.errors?.node.path).toBe('Shop/Orders/Alarms/Errors');
  });

  test.each<[string, Partial<HardenedFunctionProps>, RegExp]>([
    [
      'a negative threshold',
      { alarms: { errors: AlarmTuning.threshold({ threshold: -1 }) } },
      /^Shop\/Orders: 'alarms.errors.threshold' must be a number of at least 0, got -1; /,
    ],
    [
      'a threshold that is no number',
      { alarms: { errors: AlarmTuning.threshold({ threshold: Number.NaN }) } },
      /threshold' must be .*, got NaN; /,
    ],
    [
      'a period of 45 seconds',
      { alarms: { errors: AlarmTuning.threshold({ period: Duration.seconds(45) }) } },
      /period' must be a multiple of a minute, got 45 seconds; /,
    ],
    [
      'a period in which Lambda publishes nothing',
      { alarms: { errors: AlarmTuning.threshold({ period: Duration.seconds(10), evaluationPeriods: 3 }) } },
      /period' must be a multiple of a minute, got 10 seconds; Lambda and SQS publish their metrics once a minute$/,
    ],
    [
      'a statistic that does not exist',
      { alarms: { errors: AlarmTuning.threshold({ statistic: 'mean' }) } },
      /'alarms.errors.statistic' must be a statistic of CloudWatch, got "mean"; /,
    ],
    [
      'a percentile above 100',
      { alarms: { errors: AlarmTuning.threshold({ statistic: 'p101' }) } },
      /'alarms.errors.statistic' must be .*, got "p101"; /,
    ],
    [
      'the sum of a level',
      { alarms: { failedEvents: AlarmTuning.threshold({ statistic: 'Sum' }) }, failureCapture: FailureCapture.dedicatedQueue() },
      /^Shop\/Orders: 'alarms.failedEvents.statistic' must fit a level, got Sum, /,
    ],
    [
      'an alarm that does not exist',
      { alarms: { eror: AlarmTuning.none('typo') } as never },
      /^Shop\/Orders: 'alarms' must name alarms, got "eror"; did you mean 'errors'$/,
    ],
    [
      'an alarm that resembles none',
      { alarms: { coldStarts: AlarmTuning.none('typo') } as never },
      /^Shop\/Orders: 'alarms' must name alarms, got "coldStarts"; use one of errors, throttles, failedEvents, /,
    ],
    [
      'an alarm that a profile does not know',
      { profile: HardeningProfile.standard().derive({ alarms: { throtles: AlarmTuning.none('typo') } as never }) },
      /got "throtles"; did you mean 'throttles'$/,
    ],
    [
      'an alarm of event sources that a profile does not know',
      { profile: HardeningProfile.standard().derive({ sourceAlarms: { oldestMesage: AlarmTuning.none('typo') } as never }) },
      /'sourceAlarms' must name alarms, got "oldestMesage"; did you mean 'oldestMessage'$/,
    ],
    [
      'a period of 0',
      { alarms: { errors: AlarmTuning.threshold({ period: Duration.seconds(0) }) } },
      /period' must be .*, got 0 seconds; /,
    ],
    [
      'no periods',
      { alarms: { errors: AlarmTuning.threshold({ evaluationPeriods: 0 }) } },
      /evaluationPeriods' must be .* of at least 1, got 0/,
    ],
    [
      '2 of 1',
      { alarms: { errors: AlarmTuning.threshold({ datapointsToAlarm: 2 }) } },
      /datapointsToAlarm' must be .* between 1 and 1, got 2; /,
    ],
    [
      'more than a day',
      { alarms: { errors: AlarmTuning.threshold({ evaluationPeriods: 289 }) } },
      /must last at most 1 day\(s\) together, got 289 of 300 seconds; /,
    ],
    [
      'more than a week',
      { alarms: { errors: AlarmTuning.threshold({ period: Duration.hours(1), evaluationPeriods: 169 }) } },
      /at most 7 day\(s\)/,
    ],
    ['a rate of 0', { alarms: { errors: AlarmTuning.rate({ percent: 0 }) } }, /percent' must be more than 0 and less than 100, got 0; /],
    ['a rate of 100', { alarms: { errors: AlarmTuning.rate({ percent: 100 }) } }, /got 100; /],
    [
      'a rate from no invocation on',
      { alarms: { errors: AlarmTuning.rate({ percent: 5, minimumInvocations: 0 }) } },
      /minimumInvocations' must be .* of at least 1, got 0/,
    ],
    [
      'a rate of throttles',
      { alarms: { throttles: AlarmTuning.rate({ percent: 5 }) } },
      /^Shop\/Orders: 'alarms.throttles' must have a threshold, got a rate/,
    ],
    ['an empty reason', { alarms: { throttles: AlarmTuning.none('') } }, /'alarms.throttles: AlarmTuning.none' must have a reason, got ""/],
    [
      'a tuning with nothing to watch',
      { failureCapture: FailureCapture.none('fire and forget'), alarms: { expiringEvents: AlarmTuning.threshold({ threshold: 60 }) } },
      /^Shop\/Orders: 'alarms.expiringEvents' must have something to watch/,
    ],
    [
      'a runbook that is no address',
      { runbookUrl: 'see the wiki' },
      /^Shop\/Orders: 'runbookUrl' must be an http or https address .*, got "see the wiki"; /,
    ],
    [
      'settings that are no tuning',
      { alarms: { errors: { threshold: 5 } as never } },
      /^Shop\/Orders: 'alarms.errors' must be a tuning, got .*; pass AlarmTuning.threshold/,
    ],
    ['a runbook that is named in words', { runbookUrl: 'see https://wiki.example.com' }, /got "see https:\/\/wiki.example.com"; /],
    [
      'a runbook that is no text',
      { runbookUrl: 5 as never },
      /^Shop\/Orders: 'runbookUrl' must be a text, got 5; pass the page that the person on call should open$/,
    ],
    [
      'OK actions that do not exist',
      { okActions: 'sometimes' as never },
      /^Shop\/Orders: 'okActions' must be one of OkActions, got "sometimes"; pass for example OkActions.NONE$/,
    ],
    [
      'a severity that does not exist, whose alarms would notify nobody',
      { alarms: { errors: AlarmTuning.threshold({ severity: 'urgent' as never }) } },
      /^Shop\/Orders: 'alarms.errors.severity' must be one of critical, warning, got "urgent"; pass one of AlarmSeverity$/,
    ],
    [
      'a treatment of missing data that does not exist',
      { alarms: { errors: AlarmTuning.rate({ percent: 5, treatMissingData: 'ignored' as never }) } },
      /'alarms.errors.treatMissingData' must be one of .*, got "ignored"; pass one of TreatMissingData$/,
    ],
    [
      'a period that is a number',
      { alarms: { errors: AlarmTuning.threshold({ period: 60 as never }) } },
      /^Shop\/Orders: 'alarms.errors.period' must be a Duration, got 60; /,
    ],
    [
      'an option of a tuning that does not exist',
      { alarms: { errors: AlarmTuning.threshold({ treshold: 5 } as never) } },
      /^Shop\/Orders: 'alarms.errors: AlarmTuning.threshold' must have options that exist, got 'treshold'; did you mean 'threshold'$/,
    ],
    [
      'an option of a rate that does not exist',
      { alarms: { errors: AlarmTuning.rate({ percent: 5, threshold: 5 } as never) } },
      /'alarms.errors: AlarmTuning.rate' must have options that exist, got 'threshold'; /,
    ],
    [
      'more datapoints than an alarm evaluates by default',
      { alarms: { throttles: AlarmTuning.threshold({ datapointsToAlarm: 4 }) } },
      /'alarms.throttles.datapointsToAlarm' must be .* between 1 and 3, got 4; /,
    ],
    [
      'more than a week by the periods that an alarm has by default',
      { alarms: { throttles: AlarmTuning.threshold({ period: Duration.days(3) }) } },
      /'alarms.throttles.evaluationPeriods' must last at most 7 day\(s\) together, got 3 of 259200 seconds; /,
    ],
    ['a runbook that is too long', { runbookUrl: `https://${'x'.repeat(301)}` }, /'runbookUrl' must be .* at most 300 characters/],
  ])('refuses %s', (_, props, message) => {
    expect(() => orders(stackOf(), props)).toThrow(message);
  });

  test.each(['http://wiki/orders', 'https://wiki.example.com/orders'])('takes the runbook %s', (runbookUrl) => {
    expect(() => orders(stackOf(), { runbookUrl })).not.toThrow();
  });

  test.each([60, 120, 3600])('takes a period of %d seconds', (seconds) => {
    const errors = AlarmTuning.threshold({ period: Duration.seconds(seconds) });
    expect(alarm(templateOf({ alarms: { errors } }), 'Errors').Period).toBe(seconds);
  });

  test('takes fewer datapoints than an alarm evaluates by default', () => {
    const throttles = AlarmTuning.threshold({ datapointsToAlarm: 2 });
    expect(alarm(templateOf({ alarms: { throttles } }), 'Throttles')).toMatchObject({ EvaluationPeriods: 3, DatapointsToAlarm: 2 });
  });

  test('takes a whole day and a whole week', () => {
    expect(() => orders(stackOf(), { alarms: { errors: AlarmTuning.threshold({ evaluationPeriods: 288 }) } })).not.toThrow();
    const week = AlarmTuning.threshold({ period: Duration.hours(1), evaluationPeriods: 168 });
    expect(() => orders(stackOf(), { alarms: { errors: week } })).not.toThrow();
  });
});

describe('recovery is told', () => {
  const told = (props: Partial<HardenedFunctionProps>) => {
    const template = templateOf({ alarmActions: AlarmActions.topicNamed('ops'), ...props });
    return Object.entries(template.findResources('AWS::CloudWatch::Alarm'))
      .filter(([, { Properties }]) => Properties.OKActions)
      .map(([id]) => id.replace(/^.*(?:Alarms|HardenedFunction)(\D*)1?.{8}$/, '$1'))
      .sort();
  };

  test.each<[string, Partial<HardenedFunctionProps>, string[]]>([
    ['of levels by default', {}, ['ExpiringEvents', 'StoredEvents']],
    ['of levels of a dedicated queue', { failureCapture: FailureCapture.dedicatedQueue() }, ['ExpiringEvents', 'FailedEvents']],
    ['of no count of dropped events', { failureCapture: FailureCapture.none('fire and forget') }, []],
    ['of all where asked', { okActions: OkActions.ALL }, ['Errors', 'ExpiringEvents', 'FailedEvents', 'StoredEvents', 'Throttles']],
    ['of none where asked', { okActions: OkActions.NONE }, []],
  ])('%s', (_, props, kinds) => {
    expect(told(props)).toEqual(kinds);
  });
});

test('the alarms watch what Lambda and SQS publish, in the dimensions that they publish', () => {
  const template = templateOf();
  for (const { Properties } of Object.values(template.findResources('AWS::CloudWatch::Alarm'))) {
    const [dimension] = Properties.Dimensions;
    expect(dimension.Name).toBe(Properties.Namespace === 'AWS/SQS' ? 'QueueName' : 'FunctionName');
  }
});

test('a scope that is a nested stack holds its own alarms', () => {
  const s = stackOf();
  expect(Stack.of(orders(s).alarms.errors as never)).toBe(s);
});
