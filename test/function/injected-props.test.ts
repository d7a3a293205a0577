import { App, PropertyInjectors } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions, FailureCapture, HardenedDynamoEventSource, HardenedSqsEventSource, HardeningProfile, Waiver } from '../../lib';
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
  orders(s, { failureCapture: FailureCapture.dedicatedQueue() }, 'Refunds');
  orders(
    s,
    {
      profile: HardeningProfile.strict(),
      vpc: new ec2.Vpc(s, 'Vpc'),
      waivers: [Waiver.reservedConcurrency('a low rate')],
    },
    'Payments',
  );
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
      'encryptionMasterKey',
      'enforceSSL',
      'fifo',
      'queueName',
      'removalPolicy',
      'retentionPeriod',
      'visibilityTimeout',
    ],
  ],
  ['topics', sns.Topic, ['displayName', 'enforceSSL']],
  ['keys', kms.Key, ['description', 'enableKeyRotation', 'removalPolicy']],
  ['log groups', logs.LogGroup, ['encryptionKey', 'removalPolicy', 'retention']],
  ['roles', iam.Role, ['assumedBy']],
  ['alarms', cloudwatch.Alarm, ['alarmDescription', 'comparisonOperator', 'evaluationPeriods', 'metric', 'threshold', 'treatMissingData']],
])('an injector for %s sees exactly their props', (_, construct, props) => {
  expect(seenBy(construct)).toEqual(props);
});
