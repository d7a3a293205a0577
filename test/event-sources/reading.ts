import { type App, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AlarmActions } from '../../lib';
import { orders, serviceStatements, stackOf, templateOf } from '../harness';

export const MAPPING = 'AWS::Lambda::EventSourceMapping';
export const QUEUE = 'AWS::SQS::Queue';
export const ALARM = 'AWS::CloudWatch::Alarm';
export const POLICY = 'AWS::IAM::Policy';

/** What a scope says, so that a plain function below it can have sources with alarms. */
export const NOTIFIED_BY_NOBODY = { alarmActions: AlarmActions.none('a test looks at the template') };

export const appOf = (s: Stack): App => s.node.root as App;

/** A queue that a function of 30 seconds can read. */
export function queueIn(s: Stack, id = 'Events', props: sqs.QueueProps = {}): sqs.Queue {
  const queue = new sqs.Queue(s, `Failed${id}`, { retentionPeriod: Duration.days(14), fifo: props.fifo });
  return new sqs.Queue(s, id, { visibilityTimeout: Duration.minutes(3), deadLetterQueue: { queue, maxReceiveCount: 5 }, ...props });
}

export const tableIn = (s: Stack, props: Partial<dynamodb.TableProps> = {}, id = 'Table'): dynamodb.Table =>
  new dynamodb.Table(s, id, {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
    ...props,
  });

/** The template of a function that reads the source. */
export function reading(source: (s: Stack) => lambda.IEventSource, s: Stack = stackOf()): Template {
  orders(s).addEventSource(source(s));
  return Template.fromStack(s);
}

type Resources = Record<string, any>;

/** What a template has beside a function without a source, under its logical ids. */
export function addedBy(template: Template): Resources {
  const before = templateOf().toJSON().Resources;
  return Object.fromEntries(Object.entries<any>(template.toJSON().Resources).filter(([id]) => !Object.hasOwn(before, id)));
}

/** The statements that the role of the function has for its sources: beside what a function without one needs. */
export function sourceStatements(template: Template): any[] {
  const inRole = serviceStatements(template);
  if (inRole.length > 0) return inRole.slice(serviceStatements(templateOf()).length);
  const beside = Object.entries<any>(template.findResources(POLICY)).filter(([id]) => id.includes('EventSource'));
  return beside.flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}

/** The types of the resources, and how many there are of each. */
export function countsOf(resources: Resources): Record<string, number> {
  const types = Object.values(resources).map(({ Type }) => Type as string);
  return Object.fromEntries([...new Set(types)].sort().map((type) => [type, types.filter((other) => other === type).length]));
}

/** The only logical id that is the prefix and a hash. */
export function idOf(resources: Resources, prefix: string): string {
  const ids = Object.keys(resources).filter((id) => id.startsWith(prefix) && /^[0-9A-F]{8}$/.test(id.slice(prefix.length)));
  if (ids.length !== 1)
    throw new Error(`expected one ${prefix}, found ${ids.join(', ') || 'none'} of ${Object.keys(resources).join(', ')}`);
  return ids[0];
}

/** Alarms that event sources need: below a mapping, or below the function on a metric that its sources share. */
export const OF_SOURCE = /EventSource.*Alarms|Alarms(IteratorAge|OffsetLag|OversizedRecords|UndeliveredBatches)[0-9A-F]{8}$/;

/** The properties of a source's alarms, by what they tell. */
export function alarmsIn(template: Template): Record<string, any> {
  const alarms = Object.entries<any>(template.findResources(ALARM)).filter(([id]) => OF_SOURCE.test(id));
  return Object.fromEntries(alarms.map(([id, { Properties }]) => [id.match(/Alarms([A-Za-z]+)[0-9A-F]{8}$/)?.[1], Properties]));
}

/** What an app says of its mistakes when it is finished; nothing where it makes none. */
export function mistakesOf(s: Stack): string {
  try {
    appOf(s).synth();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
