import type { ResourceBody } from '../template';
import { fieldsOf, isObject, type Properties, pick } from './fields';
import { permission } from './permission';

type Resources = Readonly<Record<string, ResourceBody>>;
type Entries = [string, ResourceBody][];

/** The API that SAM makes for all events that name none. */
const IMPLICIT = { rest: 'ServerlessRestApi', http: 'ServerlessHttpApi' };

const uriOf = (target: unknown): unknown => ({
  'Fn::Sub': [
    `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Target}/invocations`,
    { Target: target },
  ],
});

const permissionOf = (id: string, target: unknown): Entries =>
  permission(id, target, 'apigateway.amazonaws.com', {
    SourceArn: { 'Fn::Sub': `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:*` },
  });

/** @internal */
export const restApi = (id: string, properties: Properties, target: unknown): Entries => [
  [
    id,
    {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: properties.RestApiId ?? { Ref: IMPLICIT.rest },
        HttpMethod: properties.Method,
        Integration: { Type: 'AWS_PROXY', Uri: uriOf(target), ...pick(properties, 'ResponseTransferMode', 'TimeoutInMillis') },
      },
    },
  ],
  ...permissionOf(id, target),
];

/** @internal */
export const httpApi = (id: string, properties: Properties, target: unknown): Entries => [
  [
    id,
    {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: properties.ApiId ?? { Ref: IMPLICIT.http },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: uriOf(target),
        ...pick(properties, 'TimeoutInMillis'),
      },
    },
  ],
  ...(properties.ApiId === undefined ? [[IMPLICIT.http, HTTP_API] as [string, ResourceBody]] : []),
  ...permissionOf(id, target),
];

/** What SAM's own kind of it becomes. @internal */
export const HTTP_API: ResourceBody = { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } };

/** A function without the events of APIs that a definition describes, or that are not here: how these integrate, it says. @internal */
export function withoutDefinedApis(properties: Properties, resources: Resources): Properties {
  if (!isObject(properties.Events)) return properties;
  return {
    ...properties,
    Events: Object.fromEntries(Object.entries(properties.Events).filter(([, event]) => !isOfDefinedApi(event, resources))),
  };
}

function isOfDefinedApi(event: unknown, resources: Resources): boolean {
  const { Type, Properties } = fieldsOf(event);
  if (Type !== 'Api' && Type !== 'HttpApi') return false;
  const named = fieldsOf(Properties)[Type === 'Api' ? 'RestApiId' : 'ApiId'];
  if (named === undefined) return false;
  const { Ref } = fieldsOf(named);
  const api = typeof Ref === 'string' && Object.hasOwn(resources, Ref) ? fieldsOf(resources[Ref]?.Properties) : undefined;
  return api === undefined || api.DefinitionBody !== undefined || api.DefinitionUri !== undefined;
}
