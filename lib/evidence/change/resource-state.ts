import type { ApplicationModel } from '../../template-model/application-model';
import { keyOf } from '../called';

/** What decides whether a resource is replaced. @internal */
export interface ResourceState {
  readonly key: string;
  readonly template: string;
  readonly type: string;
  readonly logicalId: string;
  readonly path?: string;
  /** The properties whose change replaces it, as the template has them. */
  readonly fixed: Readonly<Record<string, string>>;
}

/** Properties whose change replaces the resource; a test compares them with the schemas of CloudFormation. @internal */
export const REPLACING: Readonly<Record<string, readonly string[]>> = {
  'AWS::CloudWatch::Alarm': ['AlarmName'],
  'AWS::DynamoDB::Table': ['TableName', 'ImportSourceSpecification'],
  'AWS::Events::Rule': ['Name', 'EventBusName'],
  'AWS::IAM::ManagedPolicy': ['ManagedPolicyName', 'Path', 'Description'],
  'AWS::IAM::Role': ['RoleName', 'Path'],
  'AWS::Kinesis::Stream': ['Name'],
  'AWS::Lambda::Alias': ['Name', 'FunctionName'],
  'AWS::Lambda::EventInvokeConfig': ['FunctionName', 'Qualifier'],
  'AWS::Lambda::EventSourceMapping': ['EventSourceArn', 'StartingPosition', 'StartingPositionTimestamp', 'SelfManagedEventSource'],
  'AWS::Lambda::Function': ['FunctionName', 'PackageType'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::SNS::Subscription': ['TopicArn', 'Protocol', 'Endpoint'],
  'AWS::SNS::Topic': ['TopicName', 'FifoTopic'],
  'AWS::SQS::Queue': ['QueueName', 'FifoQueue'],
};

/** @internal */
export function resourceStatesOf(model: ApplicationModel): ResourceState[] {
  return model.resources.all.map((resource) => ({
    key: keyOf(resource),
    template: resource.template.name,
    type: resource.type,
    logicalId: resource.id,
    path: resource.constructPath,
    fixed: Object.fromEntries(
      (REPLACING[resource.type] ?? []).flatMap((name) => {
        const written = resource.written[name];
        return written === undefined ? [] : [[name, JSON.stringify(written)]];
      }),
    ),
  }));
}
