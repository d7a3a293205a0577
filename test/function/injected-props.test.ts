import { App, PropertyInjectors } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions, HardenedDynamoEventSource, HardenedSqsEventSource } from '../../lib';
import { tableIn } from '../event-sources/reading';
import { OLDEST, orders, stackOf } from '../harness';

/** The names of the props that a property injector sees. */
function seenBy(construct: { readonly PROPERTY_INJECTION_ID: string }): string[] {
  const app = new App();
  const seen = new Set<string>();
  PropertyInjectors.of(app).add({
    constructUniqueId: construct.PROPERTY_INJECTION_ID,
    inject: (props) => {
      for (const [name, value] of Object.entries(props ?? {})) if (value !== undefined) seen.add(name);
      return props;
    },
  });
  const s = stackOf(app);
  const fn = orders(s, {
    alarmActions: AlarmActions.email('ops@example.com'),
    events: [
      new HardenedDynamoEventSource(tableIn(s), OLDEST),
      HardenedSqsEventSource.withNewQueue(),
      HardenedSqsEventSource.withNewQueue({ queueId: 'Ordered', fifo: true, contentBasedDeduplication: true, queueName: 'ordered.fifo' }),
    ],
  });
  fn.addAlarm('Slow', { metric: fn.metricDuration(), threshold: 3000, message: 'Slow.' });
  orders(s, { deadLetterQueueEnabled: true }, 'Invoices');
  return [...seen].sort();
}

/* Nothing of a plan is spread into a construct of the CDK: an injector sees what that construct takes, and no more. */
test.each<[string, { readonly PROPERTY_INJECTION_ID: string }, string[]]>([
  [
    'queues',
    sqs.Queue,
    [
      'contentBasedDeduplication',
      'deadLetterQueue',
      'encryption',
      'enforceSSL',
      'fifo',
      'queueName',
      'removalPolicy',
      'retentionPeriod',
      'visibilityTimeout',
    ],
  ],
  ['topics', sns.Topic, ['displayName', 'enforceSSL']],
  ['alarms', cloudwatch.Alarm, ['alarmDescription', 'comparisonOperator', 'evaluationPeriods', 'metric', 'threshold', 'treatMissingData']],
])('an injector for %s sees exactly their props', (_, construct, props) => {
  expect(seenBy(construct)).toEqual(props);
});
