import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { EventSourceMappingConfiguration, FunctionConfiguration, FunctionEventInvokeConfig } from '@aws-sdk/client-lambda';
import type { ResourceBody, Template } from '../../lib/template-model/template';
import { functionOfArn } from '../names/functions';
import type { Session } from '../session';
import { addQueues } from './unmanaged-queues';

export type Managed = ReadonlyMap<string, ReadonlySet<string>>;
export type AddResource = (id: string, type: string, properties: object) => void;

/** What no stack has made, as a separate template: functions, what calls them, their log groups, and alarms. */
export async function readUnmanaged(session: Session, managed: Managed): Promise<Template | undefined> {
  const functions = (await listFunctions(session)).filter(
    ({ FunctionName = '' }) => !managed.get('AWS::Lambda::Function')?.has(FunctionName),
  );
  const Resources: Record<string, ResourceBody> = {};
  // As a template would have them: without what is not set.
  const add: AddResource = (id, Type, properties) => {
    Resources[id.replace(/\W/g, '')] = { Type, Properties: JSON.parse(JSON.stringify(properties)) };
  };
  const queues: (string | undefined)[] = [];
  for (const fn of functions) {
    if (session.signal.aborted) break;
    const name = fn.FunctionName ?? '';
    add(`Function${name}`, 'AWS::Lambda::Function', functionProperties(fn));
    queues.push(fn.DeadLetterConfig?.TargetArn);
    for (const config of await invokeConfigsOf(session, name)) {
      add(`Invoke${name}${config.Qualifier}`, 'AWS::Lambda::EventInvokeConfig', config);
      queues.push(config.DestinationConfig?.OnFailure?.Destination);
    }
    for (const mapping of await mappingsOf(session, name)) {
      add(`Mapping${mapping.UUID}`, 'AWS::Lambda::EventSourceMapping', mappingProperties(mapping));
      queues.push(mapping.EventSourceArn, mapping.DestinationConfig?.OnFailure?.Destination);
    }
    await addLogGroup(session, fn, add);
  }
  await addQueues(session, queues, managed, add);
  for (const alarm of await listAlarms(session, managed)) add(`Alarm${alarm.AlarmName}`, 'AWS::CloudWatch::Alarm', alarmProperties(alarm));
  const region = await session.clients.region();
  const account = functions[0]?.FunctionArn?.split(':')[4];
  return Object.keys(Resources).length === 0 ? undefined : { name: 'outside of stacks', body: { Resources }, region, account };
}

async function listFunctions({ clients }: Session): Promise<FunctionConfiguration[]> {
  const { paginateListFunctions } = await import('@aws-sdk/client-lambda');
  const found: FunctionConfiguration[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client: await clients.lambda() }, {})) found.push(...Functions);
  return found;
}

/** The properties of CloudFormation, which differ from the fields of the API in some names. */
const functionProperties = (fn: FunctionConfiguration): object => ({
  FunctionName: fn.FunctionName,
  Runtime: fn.Runtime,
  Handler: fn.Handler,
  Role: fn.Role,
  Timeout: fn.Timeout,
  MemorySize: fn.MemorySize,
  PackageType: fn.PackageType,
  Architectures: fn.Architectures,
  Environment: fn.Environment && { Variables: fn.Environment.Variables },
  DeadLetterConfig: fn.DeadLetterConfig,
  TracingConfig: fn.TracingConfig,
  LoggingConfig: fn.LoggingConfig,
  VpcConfig: fn.VpcConfig?.SubnetIds?.length
    ? { SubnetIds: fn.VpcConfig.SubnetIds, SecurityGroupIds: fn.VpcConfig.SecurityGroupIds }
    : undefined,
  Layers: fn.Layers?.map(({ Arn }) => Arn),
  EphemeralStorage: fn.EphemeralStorage,
  FileSystemConfigs: fn.FileSystemConfigs,
  KmsKeyArn: fn.KMSKeyArn,
  SnapStart: fn.SnapStart && { ApplyOn: fn.SnapStart.ApplyOn },
  DurableConfig: fn.DurableConfig,
});

const mappingProperties = (mapping: EventSourceMappingConfiguration): object => {
  const { UUID: _, FunctionArn, State, LastModified: __, LastProcessingResult: ___, StateTransitionReason: ____, ...rest } = mapping;
  return { ...rest, FunctionName: FunctionArn, Enabled: State !== 'Disabled' };
};

const alarmProperties = (alarm: MetricAlarm): object => {
  const { AlarmArn: _, StateValue: __, StateReason: ___, StateReasonData: ____, ...rest } = alarm;
  return rest;
};

async function invokeConfigsOf({ clients }: Session, FunctionName: string) {
  const { paginateListFunctionEventInvokeConfigs } = await import('@aws-sdk/client-lambda');
  const found: (Pick<FunctionEventInvokeConfig, 'DestinationConfig'> & { FunctionName: string; Qualifier: string })[] = [];
  for await (const page of paginateListFunctionEventInvokeConfigs({ client: await clients.lambda() }, { FunctionName })) {
    for (const { FunctionArn = '', MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } of page.FunctionEventInvokeConfigs ??
      []) {
      const Qualifier = functionOfArn(FunctionArn)?.qualifier ?? '$LATEST';
      const retries = { MaximumRetryAttempts, MaximumEventAgeInSeconds };
      found.push({ FunctionName, Qualifier, DestinationConfig, ...retries });
    }
  }
  return found;
}

async function mappingsOf({ clients }: Session, FunctionName: string): Promise<EventSourceMappingConfiguration[]> {
  const { paginateListEventSourceMappings } = await import('@aws-sdk/client-lambda');
  const found: EventSourceMappingConfiguration[] = [];
  for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings({ client: await clients.lambda() }, { FunctionName }))
    found.push(...EventSourceMappings);
  return found;
}

async function addLogGroup({ clients }: Session, fn: FunctionConfiguration, add: AddResource): Promise<void> {
  const { DescribeLogGroupsCommand } = await import('@aws-sdk/client-cloudwatch-logs');
  const name = fn.LoggingConfig?.LogGroup ?? `/aws/lambda/${fn.FunctionName}`;
  const { logGroups = [] } = await (await clients.logs()).send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
  const group = logGroups.find(({ logGroupName }) => logGroupName === name);
  if (group)
    add(`Logs${name}`, 'AWS::Logs::LogGroup', { LogGroupName: name, RetentionInDays: group.retentionInDays, KmsKeyId: group.kmsKeyId });
}

async function listAlarms({ clients }: Session, managed: Managed): Promise<MetricAlarm[]> {
  const { paginateDescribeAlarms } = await import('@aws-sdk/client-cloudwatch');
  const found: MetricAlarm[] = [];
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: await clients.cloudWatch() }, { AlarmTypes: ['MetricAlarm'] }))
    found.push(...MetricAlarms);
  return found.filter(({ AlarmName = '' }) => !managed.get('AWS::CloudWatch::Alarm')?.has(AlarmName));
}
