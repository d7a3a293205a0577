import type { FunctionFinder, Invoked } from '../functions/lambda-function';
import { isFields, type Resource, type Value } from '../resource';
import type { Resources } from '../resources';
import { ON_FAILURE, ON_SUCCESS } from '../target-properties';
import { inOpenApi, isAsynchronous } from './open-api';
import { lambdaTasksIn, STATE_MACHINE } from './state-machine';

/** What invokes a function, other than an event source mapping. @internal */
export interface Invocation {
  readonly by: Trigger;
  /** The resource that says so. */
  readonly resource: Resource;
  /** The property that names the function. */
  readonly property: string;
  /** What the events come from, where it is one of the templates. */
  readonly source: Resource | undefined;
  readonly invoked: Invoked;
  /** The role with which it is invoked; absent where the function has to let the source in. */
  readonly role: Value;
}

/** A kind of resource that invokes functions. @internal */
export interface Trigger {
  /** In a sentence. */
  readonly called: string;
  /** Who invokes, for a permission; absent where a role does. */
  readonly principal?: string;
  /** Whether Lambda queues the event: what fails is lost unless it is captured. */
  readonly isAsync: boolean;
}

const asynchronous = (called: string, principal?: string): Trigger => ({ called, principal, isAsync: true });
const synchronous = (called: string, principal?: string): Trigger => ({ called, principal, isAsync: false });

/** @internal */
export const TRIGGERS = {
  SNS: asynchronous('SNS', 'sns.amazonaws.com'),
  S3: asynchronous('S3', 's3.amazonaws.com'),
  RULE: asynchronous('EventBridge', 'events.amazonaws.com'),
  SCHEDULE: asynchronous('EventBridge Scheduler'),
  LOGS: asynchronous('CloudWatch Logs', 'logs.amazonaws.com'),
  IOT: asynchronous('AWS IoT', 'iot.amazonaws.com'),
  SES: asynchronous('SES', 'ses.amazonaws.com'),
  DESTINATION: asynchronous('a destination of another function'),
  STATE_MACHINE: asynchronous('a state machine'),
  REST_API_EVENT: asynchronous('API Gateway', 'apigateway.amazonaws.com'),
  REST_API: synchronous('API Gateway', 'apigateway.amazonaws.com'),
  HTTP_API: synchronous('API Gateway', 'apigateway.amazonaws.com'),
} as const;

/** Every service that invokes by a permission, and whom anybody can have invoke. @internal */
export const SERVICES_THAT_INVOKE: ReadonlySet<string | undefined> = new Set(
  Object.values<Trigger>(TRIGGERS).flatMap(({ principal }) => principal ?? []),
);

interface Place {
  readonly by: Trigger;
  readonly types: readonly string[];
  /** Property and value of each place that may name a function. */
  readonly targets: (resource: Resource) => readonly (readonly [string, Value])[];
  readonly source?: (resource: Resource, resources: Resources) => Resource | undefined;
  /** The property with the role that invokes, beside the one that names the function. */
  readonly role?: (property: string) => string;
}

const at =
  (property: string) =>
  (resource: Resource): [string, Value][] => [[property, resource.get(property)]];

/** A property of each item of a list. */
const each =
  (list: string, property: string) =>
  (resource: Resource): [string, Value][] =>
    (resource.list(list) ?? []).map((_, index) => [`${list}.${index}.${property}`, resource.get(`${list}.${index}.${property}`)]);

/** What is switched off invokes nothing. */
const enabled =
  (targets: Place['targets']): Place['targets'] =>
  (resource) =>
    resource.get('State') === 'DISABLED' ? [] : targets(resource);

const itself = (resource: Resource): Resource => resource;

const PLACES: readonly Place[] = [
  {
    by: TRIGGERS.SNS,
    types: ['AWS::SNS::Subscription'],
    targets: (resource) => (resource.get('Protocol') === 'lambda' ? at('Endpoint')(resource) : []),
    source: (resource, resources) => resources.behind(resource.get('TopicArn')),
  },
  {
    by: TRIGGERS.SNS,
    types: ['AWS::SNS::Topic'],
    targets: (resource) => each('Subscription', 'Endpoint')(resource),
    source: itself,
  },
  {
    by: TRIGGERS.S3,
    types: ['AWS::S3::Bucket'],
    targets: each('NotificationConfiguration.LambdaConfigurations', 'Function'),
    source: itself,
  },
  {
    by: TRIGGERS.S3,
    types: ['Custom::S3BucketNotifications'],
    targets: each('NotificationConfiguration.LambdaFunctionConfigurations', 'LambdaFunctionArn'),
    source: (resource, resources) => resources.behind(resource.get('BucketName'), 'AWS::S3::Bucket'),
  },
  {
    by: TRIGGERS.RULE,
    types: ['AWS::Events::Rule'],
    targets: enabled(each('Targets', 'Arn')),
    source: itself,
    role: (property) => property.replace(/Arn$/, 'RoleArn'),
  },
  {
    by: TRIGGERS.SCHEDULE,
    types: ['AWS::Scheduler::Schedule'],
    targets: enabled(at('Target.Arn')),
    source: itself,
    role: () => 'Target.RoleArn',
  },
  {
    by: TRIGGERS.LOGS,
    types: ['AWS::Logs::SubscriptionFilter'],
    targets: at('DestinationArn'),
    source: (resource, resources) => resources.behind(resource.get('LogGroupName'), 'AWS::Logs::LogGroup'),
  },
  { by: TRIGGERS.IOT, types: ['AWS::IoT::TopicRule'], targets: each('TopicRulePayload.Actions', 'Lambda.FunctionArn'), source: itself },
  {
    by: TRIGGERS.SES,
    types: ['AWS::SES::ReceiptRule'],
    targets: (resource) => each('Rule.Actions', 'LambdaAction.FunctionArn')(resource).filter(([property]) => isQueued(resource, property)),
    source: itself,
  },
  {
    by: TRIGGERS.DESTINATION,
    types: ['AWS::Lambda::EventInvokeConfig'],
    targets: (resource) => [...at(ON_SUCCESS)(resource), ...at(ON_FAILURE)(resource)],
    source: itself,
  },
  {
    by: TRIGGERS.REST_API,
    types: ['AWS::ApiGateway::Method'],
    targets: at('Integration.Uri'),
    source: itself,
    role: () => 'Integration.Credentials',
  },
  {
    by: TRIGGERS.HTTP_API,
    types: ['AWS::ApiGatewayV2::Integration'],
    targets: at('IntegrationUri'),
    source: itself,
    role: () => 'CredentialsArn',
  },
  { by: TRIGGERS.REST_API, types: ['AWS::ApiGateway::RestApi'], targets: inOpenApi(false), source: itself },
  { by: TRIGGERS.REST_API_EVENT, types: ['AWS::ApiGateway::RestApi'], targets: inOpenApi(true), source: itself },
  { by: TRIGGERS.HTTP_API, types: ['AWS::ApiGatewayV2::Api'], targets: inOpenApi(false), source: itself },
  {
    by: TRIGGERS.STATE_MACHINE,
    types: [STATE_MACHINE],
    targets: (machine) => lambdaTasksIn(machine).flatMap((task) => (task.isAsync ? [[task.property, task.functionName]] : [])),
    source: itself,
  },
];

const isQueued = (resource: Resource, property: string): boolean =>
  resource.text(property.replace('FunctionArn', 'InvocationType'), 'Event') === 'Event';

/** The role of a rule is for those of its targets that have no role. */
const roleOfAll = (resource: Resource): Value => (resource.type === 'AWS::Events::Rule' ? resource.get('RoleArn') : undefined);

/** API Gateway answers at once where a header has Lambda queue the event. */
function asynchronousBy(by: Trigger, resource: Resource): Trigger {
  if (by !== TRIGGERS.REST_API && by !== TRIGGERS.HTTP_API) return by;
  const parameters = resource.get('Integration.RequestParameters') ?? resource.get('RequestParameters');
  return isAsynchronous(parameters) ? TRIGGERS.REST_API_EVENT : by;
}

/** Every place of the templates that names a function to be invoked. @internal */
export function invocationsIn(resources: Resources, finder: FunctionFinder): readonly Invocation[] {
  return PLACES.flatMap(({ by, types, targets, source, role }) =>
    resources.ofType(...types).flatMap((resource) =>
      targets(resource).flatMap(([property, value]): Invocation[] => {
        const invoked = isFields(value) ? undefined : finder.invokedBy(value);
        if (!invoked) return [];
        const invoking = role && (resource.get(role(property)) ?? roleOfAll(resource));
        return [{ by: asynchronousBy(by, resource), resource, property, source: source?.(resource, resources), invoked, role: invoking }];
      }),
    ),
  );
}

/** Whether a schedule invokes the function, with nothing but the time in the event. @internal */
export function isScheduled({ by, resource }: Invocation): boolean {
  if (by === TRIGGERS.RULE) return resource.has('ScheduleExpression') !== false && resource.has('EventPattern') === false;
  return by === TRIGGERS.SCHEDULE && !/^at\(/.test(resource.text('ScheduleExpression') ?? '');
}
