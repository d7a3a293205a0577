import { App, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmTuning, HardenedDynamoEventSource, HardenedKinesisEventSource, HardenedSqsEventSource, SqsFilter } from '../../lib';
import { CODE, OLDEST, orders, stackOf } from '../harness';
import { ENV } from '../iam';
import { alarmsIn, mistakesOf, queueIn, tableIn } from './reading';

const filters = [SqsFilter.body({ type: ['order'] })];
const plain = (s: Stack, id: string) => new lambda.Function(s, id, { ...CODE, timeout: Duration.seconds(30) });

describe('two readers of one queue', () => {
  const REFUSED = "'filters' must not be set where a queue has two readers, got Shop/First as the other one, since each reader deletes";
  const both = (one: object, other: object, second?: sqs.IQueue) => {
    const s = stackOf();
    const queue = queueIn(s);
    orders(s, {}, 'First').addEventSource(new HardenedSqsEventSource(queue, one));
    orders(s, {}, 'Second').addEventSource(new HardenedSqsEventSource(second ?? queue, other));
    return s;
  };

  test.each<[string, object, object]>([
    ['both with a filter', { filters }, { filters: [SqsFilter.body({ type: ['refund'] })] }],
    ['the first with a filter', { filters }, {}],
    ['the second with a filter', {}, { filters }],
    ['the second with a pattern', {}, { filterPatterns: [{ body: { type: ['order'] } }] }],
  ])('are refused at the second one: %s', (_, one, other) => {
    expect(() => both(one, other)).toThrow(`Shop/Second: ${REFUSED}`);
  });

  test('are taken without filters', () => {
    expect(mistakesOf(both({}, {}))).toBe('');
  });

  test('are refused for an imported queue, also by its ARN', () => {
    const s = stackOf();
    const at = (id: string) => sqs.Queue.fromQueueArn(s, id, 'arn:aws:sqs:eu-west-1:111122223333:events');
    orders(s, {}, 'First').addEventSource(new HardenedSqsEventSource(at('One'), { filters }));
    expect(() => orders(s, {}, 'Second').addEventSource(new HardenedSqsEventSource(at('Two')))).toThrow(REFUSED);
  });

  test.each<[string, (s: Stack) => void]>([
    [
      'where one names the queue by its ARN',
      (s) => {
        orders(s, {}, 'First').addEventSource(new HardenedSqsEventSource(queueIn(s, 'Events', { queueName: 'events' }), { filters }));
        const named = sqs.Queue.fromQueueArn(s, 'Named', 'arn:aws:sqs:eu-west-1:111122223333:events');
        orders(s, {}, 'Second').addEventSource(new HardenedSqsEventSource(named));
      },
    ],
    [
      'where the filter is set later',
      (s) => {
        const queue = queueIn(s);
        const first = new HardenedSqsEventSource(queue);
        orders(s, {}, 'First').addEventSource(first);
        orders(s, {}, 'Second').addEventSource(new HardenedSqsEventSource(queue));
        const mapping = first.eventSourceMapping.node.defaultChild as lambda.CfnEventSourceMapping;
        mapping.filterCriteria = { filters: [{ pattern: '{"body":{"type":["order"]}}' }] };
      },
    ],
  ])('are found when the app is finished, %s', (_, make) => {
    const s = stackOf(new App(), 'Shop', ENV);
    make(s);
    expect(mistakesOf(s)).toContain("Shop/First: 'filters' must not be set where a queue has two readers, got Shop/Second/");
  });

  test.each<[string, (s: Stack) => sqs.IQueue]>([
    ['of another name', (s) => sqs.Queue.fromQueueArn(s, 'Named', 'arn:aws:sqs:eu-west-1:111122223333:others')],
    ['of another account', (s) => sqs.Queue.fromQueueArn(s, 'Named', 'arn:aws:sqs:eu-west-1:444455556666:events')],
  ])('of a queue %s is another reader', (_, other) => {
    const s = stackOf(new App(), 'Shop', ENV);
    orders(s, {}, 'First').addEventSource(new HardenedSqsEventSource(queueIn(s, 'Events', { queueName: 'events' }), { filters }));
    orders(s, {}, 'Second').addEventSource(new HardenedSqsEventSource(other(s)));
    expect(mistakesOf(s)).toBe('');
  });

  test.each([
    [false, true],
    [true, false],
  ])('one of which is disabled take nothing from each other (enabled: %s and %s)', (one, other) => {
    expect(mistakesOf(both({ filters, enabled: one }, { enabled: other }))).toBe('');
  });

  test('of two queues may have filters', () => {
    const s = stackOf();
    orders(s, {}, 'First').addEventSource(new HardenedSqsEventSource(queueIn(s), { filters }));
    orders(s, {}, 'Second').addEventSource(new HardenedSqsEventSource(queueIn(s, 'Others'), { filters }));
    expect(mistakesOf(s)).toBe('');
  });

  test.each<[string, object, object, boolean]>([
    ['with a filter', {}, { filters: [lambda.FilterCriteria.filter({ body: { a: ['x'] } })] }, true],
    ['without one, where ours has one', { filters }, {}, true],
    ['without any', {}, {}, false],
  ])("are found when the app is finished if one is CDK's own: %s", (_, own, other, refused) => {
    const s = stackOf();
    const queue = queueIn(s);
    orders(s, {}, 'First').addEventSource(new HardenedSqsEventSource(queue, own));
    plain(s, 'Second').addEventSource(new sources.SqsEventSource(queue, other));
    const mistakes = mistakesOf(s);
    if (refused) expect(mistakes).toContain("Shop/First: 'filters' must not be set where a queue has two readers, got Shop/Second/");
    else expect(mistakes).not.toContain('two readers');
  });
});

describe('a message that always fails', () => {
  const withRetention = (retention: Duration, maxReceiveCount = 5) => {
    const s = stackOf();
    const deadLetterQueue = { queue: new sqs.Queue(s, 'Failed', { retentionPeriod: Duration.days(14) }), maxReceiveCount };
    const queue = new sqs.Queue(s, 'Events', { visibilityTimeout: Duration.minutes(3), retentionPeriod: retention, deadLetterQueue });
    orders(s).addEventSource(new HardenedSqsEventSource(queue));
    return mistakesOf(s);
  };

  test('must not expire before its last delivery', () => {
    expect(withRetention(Duration.seconds(899))).toContain(
      "'retentionPeriod' of Shop/Events must be at least 'visibilityTimeout' times 'maxReceiveCount' (900 seconds), got 899",
    );
    expect(withRetention(Duration.days(4), 1920)).toBe('');
    expect(withRetention(Duration.days(4), 1921)).toContain("'retentionPeriod' of Shop/Events must be at least");
  });

  test('may just reach the redrive queue', () => {
    expect(withRetention(Duration.seconds(900))).toBe('');
  });

  test('of a new queue must not expire either', () => {
    const s = stackOf();
    orders(s).addEventSource(HardenedSqsEventSource.withNewQueue({ retentionPeriod: Duration.minutes(14) }));
    expect(mistakesOf(s)).toContain("must be at least 'visibilityTimeout' times 'maxReceiveCount' (900 seconds), got 840");
  });
});

describe('the alarm on the oldest message', () => {
  const threshold = (timeout: Duration, queue: sqs.QueueProps = {}) => {
    const s = stackOf();
    orders(s, { timeout }).addEventSource(
      new HardenedSqsEventSource(queueIn(s, 'Events', { visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()), ...queue })),
    );
    return alarmsIn(Template.fromStack(s)).OldestMessage.Threshold;
  };

  test.each([
    [30, 900],
    [60, 1800],
    [240, 7200],
    [900, 7200],
  ])('of a function of %d seconds fires after %d', (timeout, expected) => {
    expect(threshold(Duration.seconds(timeout))).toBe(expected);
  });

  test('never waits longer than its metric can reach', () => {
    expect(threshold(Duration.seconds(3), { retentionPeriod: Duration.minutes(10) })).toBe(300);
  });
});

describe('the redrive queue', () => {
  const pair = (source: sqs.QueueProps, redrive: sqs.QueueProps, allow: (s: Stack) => sqs.QueueProps = () => ({})) => {
    const s = stackOf();
    const queue = new sqs.Queue(s, 'Failed', { ...redrive, ...allow(s) });
    const visibilityTimeout = Duration.minutes(3);
    const events = new sqs.Queue(s, 'Events', { ...source, visibilityTimeout, deadLetterQueue: { queue, maxReceiveCount: 5 } });
    orders(s).addEventSource(new HardenedSqsEventSource(events));
    return mistakesOf(s);
  };
  const other = (s: Stack) => new sqs.Queue(s, 'Other');
  const { ALLOW_ALL, BY_QUEUE, DENY_ALL } = sqs.RedrivePermission;

  test('of FIFO may keep messages for less: the time is counted anew', () => {
    expect(pair({ fifo: true }, { fifo: true, retentionPeriod: Duration.days(1) })).toBe('');
    expect(pair({}, { retentionPeriod: Duration.days(1) })).toContain(
      "'retentionPeriod' of Shop/Failed must be at least that of Shop/Events",
    );
  });

  test.each<[string, (s: Stack) => sqs.QueueProps]>([
    ['denies all', () => ({ redriveAllowPolicy: { redrivePermission: DENY_ALL } })],
    ['allows another queue only', (s) => ({ redriveAllowPolicy: { redrivePermission: BY_QUEUE, sourceQueues: [other(s)] } })],
  ])('that %s is refused', (_, allow) => {
    expect(pair({}, { retentionPeriod: Duration.days(14) }, allow)).toContain(
      "'redriveAllowPolicy' of Shop/Failed must allow Shop/Events, got a policy without it, which SQS refuses",
    );
  });

  test('that allows all is taken', () => {
    expect(pair({}, { retentionPeriod: Duration.days(14) }, () => ({ redriveAllowPolicy: { redrivePermission: ALLOW_ALL } }))).toBe('');
  });

  test('that allows the queue is taken, and one of which it is not known', () => {
    const s = stackOf();
    const queue = new sqs.Queue(s, 'Failed', { retentionPeriod: Duration.days(14) });
    const events = queueIn(s, 'Events', { deadLetterQueue: { queue, maxReceiveCount: 5 } });
    const policy = (arns: string[]) => {
      (queue.node.defaultChild as sqs.CfnQueue).redriveAllowPolicy = { redrivePermission: 'byQueue', sourceQueueArns: arns };
    };
    orders(s).addEventSource(new HardenedSqsEventSource(events));
    policy([events.queueArn]);
    expect(mistakesOf(s)).toBe('');
    policy(['arn:aws:sqs:eu-west-1:111122223333:named']);
    expect(mistakesOf(s)).toBe('');
  });
});

describe('a threshold', () => {
  const tuned = (threshold: number) => AlarmTuning.threshold({ threshold });
  const hour = Duration.hours(1).toSeconds();
  const TUNINGS: [string, (s: Stack, threshold: number) => void, number][] = [
    [
      'oldestMessage',
      (s, threshold) =>
        orders(s).addEventSource(
          new HardenedSqsEventSource(queueIn(s, 'Events', { retentionPeriod: Duration.hours(1) }), {
            alarms: { oldestMessage: tuned(threshold) },
          }),
        ),
      hour,
    ],
    [
      'expiringMessages',
      (s, threshold) =>
        orders(s).addEventSource(new HardenedSqsEventSource(queueIn(s), { alarms: { expiringMessages: tuned(threshold) } })),
      14 * 24 * hour,
    ],
    ['expiringEvents', (s, threshold) => orders(s, { alarms: { expiringEvents: tuned(threshold) } }), 14 * 24 * hour],
    [
      'expiringBatches',
      (s, threshold) =>
        orders(s).addEventSource(new HardenedDynamoEventSource(tableIn(s), { ...OLDEST, alarms: { expiringBatches: tuned(threshold) } })),
      14 * 24 * hour,
    ],
    [
      'iteratorAge',
      (s, threshold) =>
        orders(s).addEventSource(new HardenedDynamoEventSource(tableIn(s), { ...OLDEST, alarms: { iteratorAge: tuned(threshold) } })),
      24 * hour * 1000,
    ],
  ];

  test.each(TUNINGS)('of %s at what its metric reaches at most is refused, below it is taken', (kind, make, most) => {
    expect(() => make(stackOf(), most)).toThrow(
      `'alarms.${kind}.threshold' must be below ${most}, the highest value of the metric, got ${most}, so the alarm would never fire; lower it`,
    );
    expect(() => make(stackOf(), most - 1)).not.toThrow();
  });

  test('is accepted where nobody knows how long records are kept', () => {
    const s = stackOf();
    const stream = kinesis.Stream.fromStreamArn(s, 'Stream', 'arn:aws:kinesis:eu-west-1:111122223333:stream/orders');
    const alarms = { iteratorAge: tuned(48 * hour * 1000) };
    expect(() => orders(s).addEventSource(new HardenedKinesisEventSource(stream, { ...OLDEST, alarms }))).not.toThrow();
  });
});

test.each([
  ['of a topic', 'arn:aws:sns:eu-west-1:111122223333:events'],
  ['with an asterisk', 'arn:aws:sqs:eu-west-1:111122223333:*'],
])('an ARN %s is no queue', (_, arn) => {
  const s = stackOf();
  const queue = sqs.Queue.fromQueueArn(s, 'Events', arn);
  expect(() => orders(s).addEventSource(new HardenedSqsEventSource(queue))).toThrow(
    `'queue' must be a queue with the ARN of one queue of SQS, got "${arn}"`,
  );
});

test.each<[string, (s: Stack) => kms.IKey, RegExp]>([
  ['an alias', (s) => new kms.Key(s, 'Key').addAlias('filters'), /'filterEncryption' must be a key, got an alias/],
  [
    'a key of another region',
    (s) => kms.Key.fromKeyArn(s, 'Key', 'arn:aws:kms:us-east-1:111122223333:key/1'),
    /'filterEncryption' must be in the function's region \(eu-west-1\), got a key in us-east-1/,
  ],
])('filters encrypted with %s are refused', (_, key, message) => {
  const s = stackOf(new App(), 'Shop', ENV);
  expect(() => orders(s).addEventSource(new HardenedSqsEventSource(queueIn(s), { filters, filterEncryption: key(s) }))).toThrow(message);
});
