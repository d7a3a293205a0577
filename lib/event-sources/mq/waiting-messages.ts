import { Token } from 'aws-cdk-lib';
import type * as amazonmq from 'aws-cdk-lib/aws-amazonmq';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricWindow } from '../../alarms/metric-window';
import { resourceBehind } from '../../core/cdk/arns';

export type MqEngine = 'ActiveMq' | 'RabbitMq';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html says 1024; CDK takes 255. */
const LONGEST_DIMENSION = 255;

/**
 * How many messages wait in a queue all the time; undefined where the name of the broker is not known, by which its metrics are
 * found, or where the name of the queue is longer than a dimension.
 *
 * An active/standby broker of ActiveMQ has two instances, each with its metrics; one of them has none at a time.
 * https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/activemq-logging-monitoring.html
 * https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-logging-monitoring.html
 *
 * @internal
 */
export function waitingMessages(
  engine: MqEngine,
  { brokerArn, queue, virtualHost = '/' }: { readonly brokerArn: string; readonly queue: string; readonly virtualHost?: string },
  { period }: MetricWindow,
): cloudwatch.IMetric[] | undefined {
  const broker = brokerName(brokerArn);
  if (broker === undefined || queue.length > LONGEST_DIMENSION) return undefined;
  const metric = (metricName: string, dimensions: Record<string, string>) =>
    new cloudwatch.Metric({
      namespace: 'AWS/AmazonMQ',
      metricName,
      dimensionsMap: { ...dimensions, Queue: queue },
      period,
      statistic: cloudwatch.Stats.MINIMUM,
    });
  if (engine === 'RabbitMq') return [metric('MessageReadyCount', { Broker: broker, VirtualHost: virtualHost })];
  return ['1', '2'].map((instance) => metric('QueueSize', { Broker: `${broker}-${instance}` }));
}

function brokerName(arn: string): string | undefined {
  if (!Token.isUnresolved(arn)) return arn.split(':')[6];
  const resource = resourceBehind(arn);
  return resource?.cfnResourceType === 'AWS::AmazonMQ::Broker' ? (resource as amazonmq.CfnBroker).brokerName : undefined;
}
