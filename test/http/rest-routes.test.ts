import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import { HardenedRestApi } from '../../lib';
import { all, functionIn, ofEndpoint, one, REST, restApi } from './fronts';

const { AuthorizationType, EndpointType } = apigateway;
const METHOD = 'AWS::ApiGateway::Method';

/** The rate of each method of the path. */
const ratesOf = (add: Parameters<typeof restApi>[1], props: Parameters<typeof restApi>[0] = {}): Record<string, number> => {
  const { MethodSettings } = one(restApi(props, add).stack, 'AWS::ApiGateway::Stage').Properties;
  const ofPath = MethodSettings.filter(({ ResourcePath }: { ResourcePath: string }) => ResourcePath === '/~1orders');
  const rates = ofPath.map((setting: Record<string, unknown>) => [setting.HttpMethod, setting.ThrottlingRateLimit]);
  expect(new Set(rates.map(([method]: [string]) => method)).size).toBe(rates.length);
  return Object.fromEntries(rates);
};
const slow = (rateLimit: number) => ({ throttle: { rateLimit } });

describe('the limits of a route for any method', () => {
  test('are those of each method, since API Gateway keeps none of ANY', () => {
    expect(ratesOf(({ api, fn }) => api.addFunctionRoute('ANY /orders', fn, slow(3)))).toEqual({
      DELETE: 3,
      GET: 3,
      HEAD: 3,
      OPTIONS: 3,
      PATCH: 3,
      POST: 3,
      PUT: 3,
    });
  });

  test('leave methods alone that have routes already, whenever and by whom they are added', () => {
    const rates = ratesOf(({ api, fn }) => {
      api.addFunctionRoute('GET /orders', fn, slow(1));
      api.addFunctionRoute('ANY /orders', fn, slow(3));
      api.addFunctionRoute('POST /orders', fn);
      api.root.getResource('orders')?.addMethod('PUT', new apigateway.LambdaIntegration(fn));
    });
    expect(rates).toEqual({ DELETE: 3, GET: 1, HEAD: 3, OPTIONS: 3, PATCH: 3 });
  });

  test('are those of a method with other settings too, unless these set limits', () => {
    const methodOptions = {
      '/orders/GET': { cachingEnabled: true },
      '/orders/POST': { throttlingRateLimit: 5 },
      '/orders/PUT': { throttlingBurstLimit: 7 },
    };
    const { stack } = restApi({ deployOptions: { methodOptions } }, ({ api, fn }) => api.addFunctionRoute('ANY /orders', fn, slow(3)));
    const settings = one(stack, 'AWS::ApiGateway::Stage').Properties.MethodSettings;
    const of = (method: string) => settings.filter(({ HttpMethod }: { HttpMethod: string }) => HttpMethod === method);
    expect(of('GET')).toEqual([expect.objectContaining({ CachingEnabled: true, ThrottlingRateLimit: 3, ThrottlingBurstLimit: 500 })]);
    expect(of('POST')).toEqual([expect.objectContaining({ ThrottlingRateLimit: 5, ThrottlingBurstLimit: 500 })]);
    expect(of('PUT')).toEqual([expect.objectContaining({ ThrottlingRateLimit: 3, ThrottlingBurstLimit: 7 })]);
  });

  test('leave settings of a method whose path has no route the limits of the API', () => {
    const deployOptions = { methodOptions: { '/others/GET': { cachingEnabled: true } } };
    const { stack } = restApi({ deployOptions, throttle: { rateLimit: 9 } });
    const [, others] = one(stack, 'AWS::ApiGateway::Stage').Properties.MethodSettings;
    expect(others).toMatchObject({ CachingEnabled: true, ThrottlingRateLimit: 9, ThrottlingBurstLimit: 500 });
  });
});

test('settings of a method and the limits of its route are one setting, with the limits of the route', () => {
  const deployOptions = { methodOptions: { '/orders/GET': { throttlingRateLimit: 5, cachingEnabled: true } } };
  const { stack } = restApi({ deployOptions }, ({ api, fn }) => api.addFunctionRoute('GET /orders', fn, slow(2)));
  const settings = one(stack, 'AWS::ApiGateway::Stage').Properties.MethodSettings;
  expect(settings.slice(1)).toEqual([expect.objectContaining({ HttpMethod: 'GET', ThrottlingRateLimit: 2, CachingEnabled: true })]);
});

test('a route is added once', () => {
  restApi({}, ({ api, fn }) => {
    api.addFunctionRoute('GET /orders', fn);
    expect(() => api.addFunctionRoute('GET /orders', fn)).toThrow(/^Shop\/Api: 'route' must be added once, got "GET \/orders" again/);
  });
});

test('an authorizer of a route takes the place of IAM for all routes', () => {
  const { stack } = restApi({}, ({ api, fn, stack }) => {
    api.addFunctionRoute('GET /', fn);
    api.addFunctionRoute('GET /orders', fn, {
      authorizer: new apigateway.TokenAuthorizer(stack, 'Token', { handler: functionIn(stack, {}, 'Auth') }),
    });
  });
  expect(Object.values(all(stack, METHOD)).map(({ Properties }) => Properties.AuthorizationType)).toEqual(['AWS_IAM', 'CUSTOM']);
});

test('an authorization by an authorizer that nobody gave is found at synthesis', () => {
  const { api } = restApi({ defaultMethodOptions: { authorizationType: AuthorizationType.CUSTOM } });
  expect(api.node.validate()).toEqual([
    expect.stringMatching(
      /^'authorizer' must be set for POST \(.*\) with the authorization type CUSTOM, got none, which API Gateway refuses/,
    ),
  ]);
});

test('the authorization of a method is what is deployed, also by an escape hatch', () => {
  const overridden = (property: string, value: string, authorizationType?: apigateway.AuthorizationType) =>
    restApi({ defaultMethodOptions: { authorizationType } }, ({ api, fn }) => {
      const method = api.addFunctionRoute('GET /a', fn).node.defaultChild as apigateway.CfnMethod;
      method.addPropertyOverride(property, value);
    }).api.node.validate();
  expect(overridden('AuthorizationType', 'AWS_IAM')).toEqual([]);
  expect(overridden('AuthorizerId', 'abc123', AuthorizationType.CUSTOM)).toEqual([]);
  expect(overridden('AuthorizationType', 'NONE', AuthorizationType.IAM)).toEqual([
    expect.stringMatching(/^'authorizer' must be set for GET/),
  ]);
});

describe('a private API', () => {
  const PRIVATE = { endpointTypes: [EndpointType.PRIVATE] };

  test('without a policy is found at synthesis, since API Gateway does not deploy it', () => {
    expect(restApi(PRIVATE).api.node.validate()).toEqual([
      expect.stringMatching(/^'policy' must be given for a private API, got none, without which API Gateway does not deploy it/),
    ]);
  });

  test('takes a policy that is given, added later, or set at the resource', () => {
    expect(restApi({ ...PRIVATE, policy: ofEndpoint() }).api.node.validate()).toEqual([]);
    const [{ api: granted }, { api }] = [restApi(PRIVATE), restApi(PRIVATE)];
    granted.addToResourcePolicy(
      new iam.PolicyStatement({ principals: [new iam.AnyPrincipal()], actions: ['execute-api:Invoke'], resources: ['execute-api:/*'] }),
    );
    expect(granted.node.validate()).toEqual([]);
    (api.node.defaultChild as apigateway.CfnRestApi).addPropertyOverride('Policy', {});
    expect(api.node.validate()).toEqual([]);
  });

  test('that is a clone may have the policy of the other one', () => {
    const { stack, fn } = restApi();
    const cloneFrom = apigateway.RestApi.fromRestApiId(stack, 'Other', 'a1b2c3');
    const api = new HardenedRestApi(stack, 'Clone', { ...REST, ...PRIVATE, cloneFrom });
    api.addFunctionRoute('GET /a', fn);
    expect(api.node.validate()).toEqual([]);
  });
});

test.each([
  [['*'], true, 1],
  [['*'], false, 0],
  [['https://a.example.com'], true, 0],
])('a preflight of a resource for %j with credentials %s', (allowOrigins, allowCredentials, refused) => {
  const { api } = restApi();
  api.root.addResource('later').addCorsPreflight({ allowOrigins, allowCredentials });
  const sentence = expect.stringMatching(
    /^'allowOrigins' must name origins where 'allowCredentials' is true, got "\*" \(.*later.*which browsers refuse/,
  );
  expect(api.node.validate()).toEqual(Array(refused).fill(sentence));
});
