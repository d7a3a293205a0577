import { type ResourceBody, WrittenAt } from '../template';
import { deploymentGroup } from './deployment';
import { eventResources, policiesFor } from './events';
import { fieldsOf, isObject, type Properties, pick } from './fields';
import { roleOf } from './function-role';
import { urlResources } from './function-url';

type Resources = Record<string, ResourceBody>;

const AS_THEY_ARE = [
  'Architectures',
  'CapacityProviderConfig',
  'Description',
  'DurableConfig',
  'Environment',
  'EphemeralStorage',
  'FileSystemConfigs',
  'FunctionName',
  'Handler',
  'KmsKeyArn',
  'Layers',
  'LoggingConfig',
  'MemorySize',
  'PackageType',
  'RecursiveLoop',
  'ReservedConcurrentExecutions',
  'Runtime',
  'SnapStart',
  'Timeout',
  'VpcConfig',
];

/** What a serverless function becomes, all under its condition. @internal */
export function functionResources(id: string, fn: ResourceBody): Resources {
  const { Condition } = fn;
  const made = Object.entries(unconditional(id, fn));
  return Object.fromEntries(made.map(([madeId, body]) => [madeId, Condition === undefined ? body : { ...body, Condition }]));
}

function unconditional(id: string, { Properties = {}, ...others }: ResourceBody): Resources {
  const alias = typeof Properties.AutoPublishAlias === 'string' ? Properties.AutoPublishAlias : undefined;
  const aliasId = alias === undefined ? undefined : `${id}Alias${alias}`;
  const target = { Ref: aliasId ?? id };
  const events = fieldsOf(Properties.Events);
  const properties = ['Resources', id, 'Properties'];
  return {
    ...(Properties.Role === undefined
      ? written([...properties, 'Policies'], { [`${id}Role`]: roleOf(Properties, policiesFor(events)) })
      : {}),
    [id]: { ...others, Type: 'AWS::Lambda::Function', Properties: functionProperties(id, Properties) },
    ...(alias === undefined ? {} : written([...properties, 'AutoPublishAlias'], published(id, aliasId as string, alias, Properties))),
    ...(alias === undefined ? {} : written([...properties, 'DeploymentPreference'], deploymentGroup(id, Properties))),
    ...written([...properties, 'FunctionUrlConfig'], urlResources(id, Properties, alias, target)),
    ...written([...properties, 'EventInvokeConfig'], invokeConfig(id, Properties, alias)),
    ...Object.assign(
      {},
      ...Object.entries(events).map(([eventId, event]) =>
        isObject(event)
          ? written([...properties, 'Events', eventId], Object.fromEntries(eventResources(`${id}${eventId}`, event, target)))
          : {},
      ),
    ),
  };
}

/** Resources, with where in the template that is written of which they are made. */
const written = (path: readonly string[], made: Resources): Resources =>
  Object.fromEntries(Object.entries(made).map(([id, body]) => [id, { ...body, writtenAt: new WrittenAt(path) }]));

function functionProperties(id: string, properties: Properties): Properties {
  const { Tracing, DeadLetterQueue, Role, ImageUri, InlineCode, CodeUri } = properties;
  return {
    ...pick(properties, ...AS_THEY_ARE),
    Code: ImageUri === undefined ? (InlineCode === undefined ? CodeUri : { ZipFile: InlineCode }) : { ImageUri },
    Role: Role ?? { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
    ...(Tracing === undefined ? {} : { TracingConfig: { Mode: Tracing } }),
    ...(DeadLetterQueue === undefined ? {} : { DeadLetterConfig: { TargetArn: fieldsOf(DeadLetterQueue).TargetArn } }),
  };
}

/** A version of the code as it is now, which SAM keeps, and an alias at it. */
function published(id: string, aliasId: string, alias: string, properties: Properties): Resources {
  return {
    [`${id}Version0000000000`]: { Type: 'AWS::Lambda::Version', DeletionPolicy: 'Retain', Properties: { FunctionName: { Ref: id } } },
    [aliasId]: {
      Type: 'AWS::Lambda::Alias',
      Properties: {
        FunctionName: { Ref: id },
        FunctionVersion: { 'Fn::GetAtt': [`${id}Version0000000000`, 'Version'] },
        Name: alias,
        ...pick(properties, 'ProvisionedConcurrencyConfig'),
      },
    },
  };
}

/** Where events and results end; SAM makes a target that is asked for by its type alone. */
function invokeConfig(id: string, { EventInvokeConfig }: Properties, alias: string | undefined): Resources {
  if (!isObject(EventInvokeConfig)) return {};
  const { OnSuccess, OnFailure } = fieldsOf(EventInvokeConfig.DestinationConfig);
  const ends = Object.entries({ OnSuccess, OnFailure }).filter((end): end is [string, Record<string, unknown>] => isObject(end[1]));
  const made = ends.filter(([, { Destination, Type }]) => Destination === undefined && (Type === 'SQS' || Type === 'SNS'));
  const madeId = (end: string, type: unknown) => `${id}EventInvokeConfig${end}${type === 'SQS' ? 'Queue' : 'Topic'}`;
  const arn = ([end, { Destination, Type }]: [string, Record<string, unknown>]): unknown =>
    Destination ?? (Type === 'SQS' ? { 'Fn::GetAtt': [madeId(end, Type), 'Arn'] } : { Ref: madeId(end, Type) });
  return {
    ...Object.fromEntries(
      made.map(([end, { Type }]) => [madeId(end, Type), { Type: Type === 'SQS' ? 'AWS::SQS::Queue' : 'AWS::SNS::Topic', Properties: {} }]),
    ),
    [`${id}EventInvokeConfig`]: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: id },
        Qualifier: alias ?? '$LATEST',
        ...pick(EventInvokeConfig, 'MaximumEventAgeInSeconds', 'MaximumRetryAttempts'),
        ...(ends.length === 0 ? {} : { DestinationConfig: Object.fromEntries(ends.map((end) => [end[0], { Destination: arn(end) }])) }),
      },
    },
  };
}
