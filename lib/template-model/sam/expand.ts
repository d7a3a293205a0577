import type { ResourceBody, TemplateBody } from '../template';
import { HTTP_API, withoutDefinedApis } from './api-events';
import { fieldsOf, isObject } from './fields';
import { withGlobals } from './globals';
import { PENDING_NOTIFICATION, PENDING_TRIGGER } from './pending-notification';
import { functionResources } from './serverless-function';
import { stateMachineResources } from './state-machine';

/** What SAM's own resources become. A bucket in the template tells whom it notifies. */
type Resources = Record<string, ResourceBody>;

/**
 * A template as SAM would deploy it, as far as rules look at it: each serverless function with its role, alias, event
 * sources, triggers and permissions. Ids are those that SAM gives.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 *
 * @internal
 */
export function expanded(body: TemplateBody): TemplateBody {
  const resources = body.Resources ?? {};
  if (!Object.values(resources).some(({ Type }) => Type?.startsWith('AWS::Serverless::'))) return body;
  const made: Resources = Object.assign(Object.create(null), resources);
  for (const [id, resource] of Object.entries(resources)) {
    if (resource.Type === 'AWS::Serverless::SimpleTable') made[id] = { ...resource, Type: 'AWS::DynamoDB::Table' };
    if (resource.Type === 'AWS::Serverless::HttpApi') made[id] = { ...resource, ...withBody(HTTP_API, resource) };
    if (resource.Type === 'AWS::Serverless::Api') made[id] = { ...resource, ...withBody(REST_API, resource) };
    if (resource.Type === 'AWS::Serverless::StateMachine') Object.assign(made, stateMachineResources(id, resource));
    if (resource.Type === 'AWS::Serverless::Function') {
      const properties = withGlobals(body, resource.Properties ?? {});
      const fn = { ...resource, Properties: withoutDefinedApis(properties, resources) };
      Object.assign(made, functionResources(id, fn));
    }
  }
  notify(resources, made);
  trigger(resources, made);
  return { ...body, Resources: made };
}

const REST_API: ResourceBody = { Type: 'AWS::ApiGateway::RestApi', Properties: {} };

/** SAM hands the OpenAPI document on. */
const withBody = (api: ResourceBody, { Properties }: ResourceBody): ResourceBody =>
  Properties?.DefinitionBody === undefined ? api : { ...api, Properties: { ...api.Properties, Body: Properties.DefinitionBody } };

/** SAM writes the notifications of S3 events into the bucket. */
function notify(resources: Readonly<Record<string, ResourceBody>>, made: Resources): void {
  for (const { Type, Properties } of Object.values(made)) {
    const id = Type === PENDING_NOTIFICATION ? refIn(Properties?.Bucket) : undefined;
    if (id === undefined || resources[id]?.Type !== 'AWS::S3::Bucket') continue;
    made[id] = withNotification(made[id], { Event: Properties?.Events, Function: Properties?.Function, Filter: Properties?.Filter });
  }
  for (const [id, { Type }] of Object.entries(made)) if (Type === PENDING_NOTIFICATION) delete made[id];
}

/** SAM writes the triggers of Cognito events into the user pool. */
function trigger(resources: Readonly<Record<string, ResourceBody>>, made: Resources): void {
  for (const [id, { Type, Properties }] of Object.entries(made)) {
    if (Type !== PENDING_TRIGGER) continue;
    delete made[id];
    const pool = refIn(Properties?.UserPool);
    if (pool === undefined || resources[pool]?.Type !== 'AWS::Cognito::UserPool') continue;
    const triggers = [Properties?.Trigger].flat().filter((name): name is string => typeof name === 'string');
    const added = Object.fromEntries(triggers.map((name) => [name, Properties?.Function]));
    const before = made[pool].Properties;
    made[pool] = { ...made[pool], Properties: { ...before, LambdaConfig: { ...fieldsOf(before?.LambdaConfig), ...added } } };
  }
}

const refIn = (value: unknown): string | undefined => (isObject(value) && typeof value.Ref === 'string' ? value.Ref : undefined);

function withNotification(bucket: ResourceBody, notification: unknown): ResourceBody {
  const configuration = bucket.Properties?.NotificationConfiguration;
  const known = isObject(configuration) ? configuration : {};
  const before = Array.isArray(known.LambdaConfigurations) ? known.LambdaConfigurations : [];
  const after = { ...known, LambdaConfigurations: [...before, notification] };
  return { ...bucket, Properties: { ...bucket.Properties, NotificationConfiguration: after } };
}
