import { API_WAITS, outlasts } from '../../../service-limits/front-waits';
import type { ApplicationModel } from '../../../template-model/application-model';
import { type Invocation, TRIGGERS } from '../../../template-model/events/invocation';
import { integrationsIn } from '../../../template-model/events/open-api';
import type { Invoked } from '../../../template-model/functions/lambda-function';
import { isFields, type Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, ref, resource } from '../examples/parts';
import { method } from '../examples/triggers';

const route = (properties: Readonly<Record<string, unknown>> = {}) =>
  resource('AWS::ApiGatewayV2::Integration', {
    ApiId: ref('Api'),
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: arn('Orders'),
    ...properties,
  });
const api = (ProtocolType: unknown) => resource('AWS::ApiGatewayV2::Api', { Name: 'orders', ProtocolType });

const openApi = (integration: Record<string, unknown> = {}) =>
  resource('AWS::ApiGateway::RestApi', {
    Body: {
      openapi: '3.0.1',
      paths: {
        '/orders': {
          post: {
            'x-amazon-apigateway-integration': {
              type: 'aws_proxy',
              httpMethod: 'POST',
              uri: {
                'Fn::Join': ['', ['arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/', arn('Orders'), '/invocations']],
              },
              ...integration,
            },
          },
        },
      },
    },
  });

/** @internal */
export const API_GATEWAY_TIMEOUT: Rule = {
  id: 'ApiGatewayTimeout',
  severity: CheckSeverity.WARNING,
  problem: 'A function behind API Gateway has a longer timeout than the integration.',
  impact: 'The caller gets a timeout error and retries, while the first invocation continues and causes cost.',
  fix: "Set 'Timeout' of the function to at most the timeout of the integration, which is 29 seconds by default for REST APIs and 30 for HTTP APIs.",
  docsUrl: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  *find(model) {
    for (const fn of model.functions.values()) {
      const { timeout } = fn;
      if (timeout === undefined) continue;
      const waits = model.invocationsOf(fn).map((invocation) => ({ by: invocation.resource, wait: waitOf(invocation, model) }));
      const short = waits.find(({ wait }) => wait !== undefined && outlasts(timeout, wait));
      if (short?.wait === undefined) continue;
      yield {
        resource: fn.resource,
        property: 'Timeout',
        message: `'Timeout' must be at most the ${short.wait / 1000} seconds of the integration timeout (${short.by.label}), got ${timeout}`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn({ Timeout: 60 }), Method: method(arn('Orders')) },
      { Orders: fn({ Timeout: 30 }), Method: method(arn('Orders'), { TimeoutInMillis: 5_000 }) },
      { Orders: fn({ Timeout: 60 }), Api: api('HTTP'), Route: route() },
      { Orders: fn({ Timeout: 300 }), Api: openApi() },
    ],
    good: [
      { Orders: fn({ Timeout: 29 }), Api: openApi() },
      { Orders: fn({ Timeout: 60 }), Api: openApi({ timeoutInMillis: 60_000 }) },
      { Orders: fn({ Timeout: 60 }), Api: openApi({ timeoutInMillis: ref('Timeout') }) },
      { Orders: fn({ Timeout: 300 }), Api: api('WEBSOCKET'), Route: route() },
      { Orders: fn({ Timeout: 30 }), Method: method(arn('Orders')) },
      { Orders: fn({ Timeout: 31 }), Api: api('HTTP'), Route: route() },
      { Orders: fn({ Timeout: 120 }), Method: method(arn('Orders'), { TimeoutInMillis: 120_000 }) },
      { Orders: fn({ Timeout: 120 }), Method: method(arn('Orders'), { TimeoutInMillis: ref('Timeout') }) },
      { Orders: fn({ Timeout: 900 }), Method: method(arn('Orders'), { ResponseTransferMode: 'STREAM' }) },
      {
        Orders: fn({ Timeout: 900 }),
        Method: method(arn('Orders'), {
          Type: 'AWS',
          RequestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" },
        }),
      },
      { Orders: fn({ Timeout: ref('Timeout') }), Method: method(arn('Orders')) },
      { Orders: fn({ Timeout: 300 }), Route: route({ ApiId: ref('ApiId') }) },
    ],
  }),
};

/** In milliseconds; undefined where it does not wait, or only a deployment knows. */
function waitOf({ by, resource, property, invoked }: Invocation, model: ApplicationModel): number | undefined {
  if (property === 'Body') return waitInOpenApi(resource, invoked, by === TRIGGERS.REST_API ? API_WAITS.rest : API_WAITS.http, model);
  if (by === TRIGGERS.REST_API) {
    const isAnsweredAtOnce = resource.has('Integration.RequestParameters') !== false;
    const isStreamed = resource.has('Integration.ResponseTransferMode') !== false;
    return isAnsweredAtOnce || isStreamed ? undefined : resource.number('Integration.TimeoutInMillis', API_WAITS.rest);
  }
  if (by !== TRIGGERS.HTTP_API || resource.has('IntegrationSubtype') !== false) return undefined;
  // Behind a web socket, a function goes on and answers when it is done.
  const isHttp = model.resources.behind(resource.get('ApiId'))?.text('ProtocolType') === 'HTTP';
  return isHttp ? resource.number('TimeoutInMillis', API_WAITS.http) : undefined;
}

const numberIn = (value: unknown): number => (typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN);

/** The shortest of those that invoke the function, where it is known of all of them. */
function waitInOpenApi(api: Resource, invoked: Invoked, otherwise: number, model: ApplicationModel): number | undefined {
  const own = integrationsIn(api).filter(({ uri }) => !isFields(uri) && model.finder.invokedBy(uri)?.fn === invoked.fn);
  const waits = own.map(({ timeoutInMillis = otherwise, requestParameters, responseTransferMode }) =>
    requestParameters === undefined && responseTransferMode === undefined ? numberIn(timeoutInMillis) : Number.NaN,
  );
  const shortest = Math.min(...waits);
  return Number.isFinite(shortest) ? shortest : undefined;
}
