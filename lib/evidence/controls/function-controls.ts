import type { ApplicationModel } from '../../template-model/application-model';
import { isList, Reference, type Resource } from '../../template-model/resource';
import type { Control, Met } from './control';
import { LATEST_RUNTIMES, SECURITY_HUB_RUNTIMES } from './runtimes';

const FUNCTION = 'AWS::Lambda::Function';
const is = (met: Met) => ({ met });

/** Whether a property has one value; false where it is absent. */
const hasValue = (property: string, value: string) => (resource: Resource) => {
  const got = resource.get(property);
  return is(got === undefined || typeof got === 'string' ? got === value : undefined);
};
const isSet = (property: string) => (resource: Resource) => is(resource.has(property));

const FAMILY = /^([a-z]+)/;

/** @internal */
export const FUNCTION_CONTROLS: readonly Control[] = [
  {
    rule: 'LambdaLatestVersion',
    title: 'The runtime is the latest of its language',
    types: [FUNCTION],
    property: 'Runtime',
    others: [],
    check: (resource) => {
      const runtime = resource.text('Runtime', '');
      if (runtime === '') return undefined;
      const [, family] = FAMILY.exec(runtime ?? '') ?? [];
      if (runtime === undefined || family === undefined) return is(undefined);
      return family === 'provided' ? undefined : is(LATEST_RUNTIMES[family] === runtime);
    },
  },
  {
    rule: 'SupportedRuntime',
    title: 'The runtime is supported',
    types: [FUNCTION],
    property: 'Runtime',
    others: ['Security Hub Lambda.2', 'Config lambda-function-settings-check'],
    check: (resource) => {
      if (resource.get('PackageType') === 'Image' || resource.has('Runtime') === false) return undefined;
      const runtime = resource.text('Runtime');
      return is(runtime === undefined ? undefined : SECURITY_HUB_RUNTIMES.includes(runtime));
    },
  },
  {
    rule: 'LambdaDefaultMemorySize',
    title: 'The memory is set',
    types: [FUNCTION],
    property: 'MemorySize',
    others: [],
    check: isSet('MemorySize'),
  },
  {
    rule: 'LambdaDefaultTimeout',
    title: 'The timeout is set',
    types: [FUNCTION],
    property: 'Timeout',
    others: [],
    check: isSet('Timeout'),
  },
  {
    rule: 'LambdaDLQ',
    title: 'The function has a dead-letter target',
    types: [FUNCTION],
    property: 'DeadLetterConfig.TargetArn',
    others: ['Config lambda-dlq-check'],
    check: isSet('DeadLetterConfig.TargetArn'),
  },
  {
    rule: 'LambdaConcurrency',
    title: 'The concurrency is limited',
    types: [FUNCTION],
    property: 'ReservedConcurrentExecutions',
    others: ['Config lambda-concurrency-check'],
    check: (resource) => {
      const limit = resource.get('ReservedConcurrentExecutions');
      return is(limit === undefined ? false : typeof limit === 'number' ? limit !== 0 : undefined);
    },
    waiver: 'reservedConcurrentExecutions',
  },
  {
    rule: 'LambdaInsideVPC',
    title: 'The function is in a VPC',
    types: [FUNCTION],
    property: 'VpcConfig',
    others: ['Security Hub Lambda.3', 'Config lambda-inside-vpc'],
    check: (resource) => is(isInVpc(resource)),
    waiver: 'vpc',
  },
  {
    rule: 'SeveralAvailabilityZones',
    title: 'A function in a VPC has subnets in several Availability Zones',
    types: [FUNCTION],
    property: 'VpcConfig.SubnetIds',
    others: ['Security Hub Lambda.5', 'Config lambda-vpc-multi-az-check'],
    check: (resource, model) => (isInVpc(resource) ? is(hasSeveralZones(resource, model)) : undefined),
  },
  {
    rule: 'LambdaTracing',
    title: 'Invocations are traced',
    types: [FUNCTION],
    property: 'TracingConfig.Mode',
    others: ['Security Hub Lambda.7', 'Config lambda-function-xray-enabled'],
    check: hasValue('TracingConfig.Mode', 'Active'),
  },
  {
    rule: 'FunctionTags',
    title: 'The function has a tag',
    types: [FUNCTION],
    property: 'Tags',
    others: ['Security Hub Lambda.6'],
    check: tagged,
  },
  {
    rule: 'FunctionDescription',
    title: 'The function has a description',
    types: [FUNCTION],
    property: 'Description',
    others: ['Config lambda-function-description'],
    check: (resource) => is(resource.get('Description') === '' ? false : resource.has('Description')),
  },
  {
    rule: 'LambdaFunctionPublicAccessProhibited',
    title: 'Not everybody may invoke the function',
    types: ['AWS::Lambda::Permission'],
    property: 'Principal',
    others: ['Security Hub Lambda.1', 'Config lambda-function-public-access-prohibited'],
    check: (permission) => is(!(permission.get('Principal') === '*' && NARROWED.every((property) => permission.has(property) === false))),
  },
  {
    rule: 'LambdaFunctionUrlAuth',
    title: 'The function URL asks who calls',
    types: ['AWS::Lambda::Url'],
    property: 'AuthType',
    others: [],
    check: (url) => {
      const type = url.text('AuthType');
      return is(type === undefined ? undefined : type !== 'NONE');
    },
  },
  {
    rule: 'LambdaAsyncFailureDestination',
    title: 'What failed asynchronously has a destination',
    types: ['AWS::Lambda::EventInvokeConfig'],
    property: 'DestinationConfig.OnFailure.Destination',
    others: [],
    check: isSet('DestinationConfig.OnFailure.Destination'),
    waiver: 'failureCapture',
  },
  {
    rule: 'LambdaEventSourceMappingDestination',
    title: 'What an event source failed at has a destination',
    types: ['AWS::Lambda::EventSourceMapping'],
    property: 'DestinationConfig.OnFailure.Destination',
    others: [],
    check: isSet('DestinationConfig.OnFailure.Destination'),
  },
  {
    rule: 'LambdaEventSourceSQSVisibilityTimeout',
    title: 'The visibility timeout is six times the timeout of the function',
    types: ['AWS::Lambda::EventSourceMapping'],
    property: 'EventSourceArn',
    others: [],
    check: (resource, model) => {
      const mapping = model.mappings.find((one) => one.resource === resource);
      const queue = mapping?.source && model.queues.get(mapping.source);
      if (!queue || !mapping?.invoked) return undefined;
      const { timeout } = mapping.invoked.fn;
      const { visibilityTimeout } = queue;
      return is(timeout === undefined || visibilityTimeout === undefined ? undefined : visibilityTimeout >= 6 * timeout);
    },
  },
];

const NARROWED = ['PrincipalOrgID', 'SourceAccount', 'SourceArn'];

function isInVpc(resource: Resource): Met {
  if (resource.has('VpcConfig') === false) return false;
  const lists = ['SecurityGroupIds', 'SubnetIds'].map((name) => resource.get(`VpcConfig.${name}`));
  if (lists.some((list) => list !== undefined && (!isList(list) || list.length > 0))) return true;
  return false;
}

/** Of subnets that the templates make: their zones; of others, their number is all that is known. */
function hasSeveralZones(resource: Resource, model: ApplicationModel): Met {
  const subnets = resource.get('VpcConfig.SubnetIds');
  if (!isList(subnets)) return undefined;
  const made = subnets.map((subnet) =>
    subnet instanceof Reference ? model.resources.behind(subnet)?.written.AvailabilityZone : undefined,
  );
  if (subnets.length < 2) return false;
  return made.every((zone) => zone !== undefined) ? new Set(made.map((zone) => JSON.stringify(zone))).size > 1 : undefined;
}

function tagged(resource: Resource): { readonly met: Met } {
  const tags = resource.get('Tags');
  return is(tags === undefined ? false : isList(tags) ? tags.length > 0 : undefined);
}
