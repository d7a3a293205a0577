import { type Fields, isFields, type Resource, type Value } from '../resource';

/** The integrations in the OpenAPI document of an API. @internal */
export function integrationsIn(api: Resource): Fields[] {
  const paths = api.get('Body.paths');
  const shared = api.get('Body.components.x-amazon-apigateway-integrations');
  const methods = (isFields(paths) ? Object.values(paths) : []).flatMap((path) => (isFields(path) ? Object.values(path) : []));
  return methods.flatMap((method) => {
    const integration = isFields(method) ? method['x-amazon-apigateway-integration'] : undefined;
    const { $ref } = isFields(integration) ? integration : {};
    const named = typeof $ref === 'string' && isFields(shared) ? shared[$ref.split('/').pop() ?? ''] : undefined;
    return [named ?? integration].filter(isFields);
  });
}

/** What they invoke, of those that wait for the answer or of those that do not. One with a role needs no permission. @internal */
export function inOpenApi(isAsync: boolean) {
  return (api: Resource): [string, Value][] =>
    integrationsIn(api).flatMap(({ uri, credentials, requestParameters }): [string, Value][] =>
      credentials === undefined && isAsynchronous(requestParameters) === isAsync ? [['Body', uri]] : [],
    );
}

const INVOCATION_TYPE = /^integration\.request\.header\.X-Amz-Invocation-Type$/i;

/** Whether a static header has Lambda queue the event. @internal */
export const isAsynchronous = (parameters: Value): boolean =>
  isFields(parameters) &&
  Object.entries(parameters).some(([name, value]) => INVOCATION_TYPE.test(name) && typeof value === 'string' && /^'?Event'?$/.test(value));
