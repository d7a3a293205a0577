import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as msk from 'aws-cdk-lib/aws-msk';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { AlarmActions, HardenedFunctionDefaults, type HardenedFunctionProps } from '../../lib';
import { orders, stackOf } from '../harness';
import { ACCOUNT, ENV, REGION } from '../iam';
import { OF_SOURCE } from './reading';

/* What the sources share whose pollers are in a VPC: Kafka, Amazon MQ and DocumentDB. */

export const CLUSTER = `arn:aws:kafka:${REGION}:${ACCOUNT}:cluster/shop/abc-1`;
export const BROKER = `arn:aws:mq:${REGION}:${ACCOUNT}:broker:shop:b-1234`;
export const DOCUMENTS = `arn:aws:rds:${REGION}:${ACCOUNT}:cluster:shop`;
export const SERVERS = ['kafka-1.example.com:9096', 'kafka-2.example.com:9096'];

export type Make = (s: Stack) => lambda.IEventSource;

/** A stack whose functions have alarm actions, plain ones too. */
export function notified(): Stack {
  const s = stackOf();
  HardenedFunctionDefaults.of(s).set({ alarmActions: AlarmActions.none('a test looks at the template') });
  return s;
}

/** An app with one hardened function that reads the source. */
export function appReading(make: Make, props: Partial<HardenedFunctionProps> = {}): { app: App; s: Stack; source: lambda.IEventSource } {
  const app = new App();
  const s = stackOf(app, 'Shop', ENV);
  const fn = orders(s, props);
  const source = make(s);
  fn.addEventSource(source);
  return { app, s, source };
}

export const reading = (make: Make): Template => Template.fromStack(appReading(make).s);

/** One for each id. */
export const secretIn = (s: Stack, id = 'Credentials'): secretsmanager.Secret =>
  (s.node.tryFindChild(id) as secretsmanager.Secret | undefined) ?? new secretsmanager.Secret(s, id);

/** A secret that a key of the user's encrypts. */
export const encryptedSecretIn = (s: Stack): secretsmanager.Secret =>
  new secretsmanager.Secret(s, 'Credentials', { encryptionKey: new kms.Key(s, 'Key') });

export const clusterIn = (s: Stack): msk.CfnCluster =>
  new msk.CfnCluster(s, 'Cluster', {
    clusterName: 'shop',
    kafkaVersion: '3.8.x',
    numberOfBrokerNodes: 2,
    brokerNodeGroupInfo: { clientSubnets: ['subnet-1', 'subnet-2'], instanceType: 'kafka.m7g.large' },
  });

export { sourceStatements as statementsIn } from './reading';

/** The alarms of the source: metric, statistic, threshold. */
export const alarmsIn = (template: Template): string[] =>
  Object.entries(template.findResources('AWS::CloudWatch::Alarm'))
    .filter(([id]) => OF_SOURCE.test(id))
    .map(([, { Properties }]) => `${Properties.MetricName} ${Properties.Statistic} > ${Properties.Threshold}`)
    .sort();

/** How often each type is there. */
export const countsIn = (template: Template): Record<string, number> =>
  Object.values<{ Type: string }>(template.toJSON().Resources).reduce<Record<string, number>>(
    (counts, { Type }) => Object.assign(counts, { [Type]: (counts[Type] ?? 0) + 1 }),
    {},
  );

/** As the policy of each of these sources has it. */
export const network = (...others: string[]) => ({
  Action: [
    'ec2:CreateNetworkInterface',
    'ec2:DeleteNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSubnets',
    'ec2:DescribeVpcs',
    ...others,
  ],
  Effect: 'Allow',
  Resource: '*',
});

export const allow = (Action: string | string[], Resource: unknown) => ({ Action, Effect: 'Allow', Resource });
