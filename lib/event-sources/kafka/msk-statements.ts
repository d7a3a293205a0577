import { Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * What Lambda does with a cluster of Amazon MSK, whoever it proves to be.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html
 *
 * @internal
 */
export const describingCluster = (clusterArn: string, scram: boolean): iam.PolicyStatement =>
  new iam.PolicyStatement({
    actions: ['kafka:DescribeClusterV2', ...(scram ? ['kafka:ListScramSecrets'] : [])],
    resources: [clusterArn],
  });

/**
 * What Lambda does with a topic where its role proves who it is.
 *
 * https://docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html
 *
 * @internal
 */
export const readingTopic = (clusterArn: string, topic: string, group: string): iam.PolicyStatement[] => [
  new iam.PolicyStatement({ actions: ['kafka-cluster:Connect'], resources: [clusterArn] }),
  new iam.PolicyStatement({
    actions: ['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'],
    resources: [arnIn(clusterArn, 'topic', topic)],
  }),
  new iam.PolicyStatement({
    actions: ['kafka-cluster:AlterGroup', 'kafka-cluster:DescribeGroup'],
    resources: [arnIn(clusterArn, 'group', group)],
  }),
];

/** @internal */
export const writingToTopic = (clusterArn: string, topic: string): iam.PolicyStatement =>
  new iam.PolicyStatement({
    actions: ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData'],
    resources: [arnIn(clusterArn, 'topic', topic)],
  });

/**
 * The ARN of a topic or a group has the name and the id of its cluster in it.
 *
 * @internal
 */
export function arnIn(clusterArn: string, kind: 'topic' | 'group', name: string): string {
  const parts = Fn.split(':cluster/', clusterArn, 2);
  return `${parts[0]}:${kind}/${parts[1]}/${name}`;
}
