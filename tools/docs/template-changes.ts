import type { Properties } from '../catalogue/template';

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly DependsOn?: string | string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export type Resources = Record<string, TemplateResource>;

/** What an update of a stack from one template to another does. Each list by logical id. */
export interface Changes {
  readonly added: string[];
  readonly removed: string[];
  /** The properties that change in place; other parts of the resource by their own names. */
  readonly updated: Record<string, string[]>;
  /** The properties whose change replaces the resource. */
  readonly replaced: Record<string, string[]>;
}

/**
 * The create-only properties of the types that belong to a function, as the resource schemas of CloudFormation list
 * them: a change of one of them replaces the resource.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
 */
export const CREATE_ONLY: Record<string, string[]> = {
  'AWS::Lambda::Function': ['FunctionName', 'PackageType', 'TenancyConfig'],
  'AWS::Lambda::Permission': [
    'Action',
    'EventSourceToken',
    'FunctionName',
    'FunctionUrlAuthType',
    'InvokedViaFunctionUrl',
    'Principal',
    'PrincipalOrgID',
    'SourceAccount',
    'SourceArn',
  ],
  'AWS::Lambda::EventInvokeConfig': ['FunctionName', 'Qualifier'],
  'AWS::Lambda::EventSourceMapping': [
    'AmazonManagedKafkaEventSourceConfig',
    'EventSourceArn',
    'SelfManagedEventSource',
    'SelfManagedKafkaEventSourceConfig',
    'StartingPosition',
    'StartingPositionTimestamp',
  ],
  'AWS::Lambda::Alias': ['FunctionName', 'Name'],
  'AWS::Lambda::Url': ['Qualifier', 'TargetFunctionArn'],
  'AWS::ApiGateway::Method': ['HttpMethod', 'ResourceId', 'RestApiId'],
  'AWS::ApiGateway::Stage': ['RestApiId', 'StageName'],
  'AWS::IAM::Policy': [],
  'AWS::IAM::Role': ['Path', 'RoleName'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::CloudWatch::Alarm': ['AlarmName'],
  'AWS::SQS::Queue': ['FifoQueue', 'QueueName'],
  'AWS::SQS::QueuePolicy': [],
};

export function changesBetween(before: Resources, after: Resources): Changes {
  const common = Object.keys(before).filter((id) => id in after);
  const differing = common
    .map((id) => ({ id, names: differences(before[id], after[id]) }))
    .filter(({ names }) => names.length > 0)
    .map(({ id, names }) => ({ id, names, createOnly: createOnly(before[id].Type, names) }));
  return {
    added: Object.keys(after).filter((id) => !(id in before)),
    removed: Object.keys(before).filter((id) => !(id in after)),
    updated: Object.fromEntries(differing.filter(({ createOnly }) => createOnly.length === 0).map(({ id, names }) => [id, names])),
    replaced: Object.fromEntries(differing.filter(({ createOnly }) => createOnly.length > 0).map(({ id, createOnly }) => [id, createOnly])),
  };
}

function createOnly(type: string, names: string[]): string[] {
  const known = CREATE_ONLY[type];
  if (known === undefined) throw new Error(`CREATE_ONLY has no entry for ${type}; add its create-only properties`);
  return names.filter((name) => known.includes(name) || name === 'Type');
}

/** Without metadata, which changes nothing that is deployed. */
function differences(before: TemplateResource, after: TemplateResource): string[] {
  return [
    ...namesOf(before.Properties, after.Properties).filter((name) => differ(before.Properties?.[name], after.Properties?.[name])),
    ...(['Type', 'DeletionPolicy', 'UpdateReplacePolicy'] as const).filter((name) => before[name] !== after[name]),
    ...(differ(dependenciesOf(before), dependenciesOf(after)) ? ['DependsOn'] : []),
  ];
}

const namesOf = (one: Properties = {}, other: Properties = {}): string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();

const differ = (one: unknown, other: unknown): boolean => JSON.stringify(one) !== JSON.stringify(other);

export const dependenciesOf = ({ DependsOn = [] }: TemplateResource): string[] => [DependsOn].flat().sort();
