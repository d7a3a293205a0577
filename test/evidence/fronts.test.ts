import { App, Stack } from 'aws-cdk-lib';
import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { AlarmActions, FrontWaiver, FunctionUrlDistribution, HardenedHttpApi, HardenedRestApi } from '../../lib';
import { functionIn } from '../http/fronts';
import { evidenceOf, type Resources } from './made';

/*
 * The paths of requests: from the front, by its route, to the function, and whom its alarms notify.
 */

const alarmActions = AlarmActions.email('ops@example.com');
const waivers = [FrontWaiver.webAcl('a test'), FrontWaiver.minimumTls('a test')];

function graphOf(add: (stack: Stack) => void) {
  const app = new App();
  const stack = new Stack(app, 'Shop', { env: { region: 'us-east-1', account: '111122223333' } });
  add(stack);
  return drawn(app.synth().getStackByName('Shop').template.Resources);
}

/** Without the hashes of logical ids. */
function drawn(resources: Resources) {
  const { paths } = evidenceOf(resources);
  const named = new Map(paths.nodes.map(({ id, label, detail }) => [id, `${label.replace(/[0-9A-F]{8}$/, '')} (${detail})`]));
  const lines = paths.edges.map(({ from, to, label }) => `${named.get(from)} -> ${named.get(to)}${label && `: ${label}`}`);
  return { paths, lines };
}

test('an HTTP API calls functions by its routes', () => {
  const { lines } = graphOf((stack) => {
    const api = new HardenedHttpApi(stack, 'Api', { defaultAuthorizer: new HttpIamAuthorizer(), alarmActions });
    const [orders, items] = ['Orders', 'Items'].map((id) => functionIn(stack, {}, id));
    api.addFunctionRoute('POST /orders', orders);
    api.addFunctionRoute('GET /orders/{id}', orders);
    api.addFunctionRoute('GET /items', items);
  });
  expect(lines).toEqual(
    expect.arrayContaining([
      'Api (HTTP API) -> Orders (Lambda function): calls: POST /orders, GET /orders/{id}',
      'Api (HTTP API) -> Items (Lambda function): calls: GET /items',
      'Api (HTTP API) -> 2 alarms (on the API)',
      '2 alarms (on the API) -> HardenedFunctionAlarms (topic)',
    ]),
  );
});

test('a REST API calls functions by its methods, of which many are counted', () => {
  const { lines, paths } = graphOf((stack) => {
    const defaultMethodOptions = { authorizationType: AuthorizationType.IAM };
    const api = new HardenedRestApi(stack, 'Api', { defaultMethodOptions, waivers: waivers.slice(0, 1), alarmActions });
    const orders = functionIn(stack);
    for (const route of ['GET /', 'POST /orders', 'GET /orders/{id}', 'DELETE /orders/{id}', 'ANY /files/{path+}']) {
      api.addFunctionRoute(route, orders);
    }
  });
  expect(lines).toContain('Shop-Api (REST API) -> Orders (Lambda function): calls: GET /, POST /orders, GET /orders/{id} and 2 more');
  expect(lines).toContain('Shop-Api (REST API) -> 2 alarms (on the API)');
  expect(paths.nodes.filter(({ kind }) => kind === 'source')).toHaveLength(1);
});

test('a distribution calls the URL of a function', () => {
  const { lines } = graphOf((stack) => {
    const functionUrl = functionIn(stack).addFunctionUrl();
    new FunctionUrlDistribution(stack, 'Site', { functionUrl, waivers, alarmActions });
  });
  expect(lines).toEqual(
    expect.arrayContaining([
      'Site (CloudFront distribution) -> OrdersFunctionUrl (Function URL): calls',
      'OrdersFunctionUrl (Function URL) -> Orders (Lambda function): calls',
      'Site (CloudFront distribution) -> 1 alarm (on the distribution)',
    ]),
  );
});

test.each([
  [
    'AWS::ApiGatewayV2::Integration',
    { ApiId: { Ref: 'ApiId' }, IntegrationType: 'AWS_PROXY', IntegrationUri: { 'Fn::GetAtt': ['Orders', 'Arn'] } },
  ],
  [
    'AWS::ApiGateway::Method',
    {
      RestApiId: { Ref: 'ApiId' },
      ResourceId: { Ref: 'ResourceId' },
      HttpMethod: 'GET',
      Integration: {
        Uri: { 'Fn::Sub': 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${Orders.Arn}/invocations' },
      },
    },
  ],
])('an API of no template is drawn by what calls the function: %s', (Type, Properties) => {
  const { lines } = drawn({ Orders: { Type: 'AWS::Lambda::Function', Properties: {} }, Call: { Type, Properties } });
  expect(lines).toContain('Call (API Gateway) -> Orders (Lambda function): calls');
});

test('a method below a resource of no template has the end of its path', () => {
  const { lines } = drawn({
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'shop' } },
    Item: { Type: 'AWS::ApiGateway::Resource', Properties: { RestApiId: { Ref: 'Api' }, ParentId: 'abc', PathPart: '{id}' } },
    Orders: { Type: 'AWS::Lambda::Function', Properties: {} },
    Call: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ResourceId: { Ref: 'Item' },
        HttpMethod: 'PUT',
        Integration: {
          Uri: { 'Fn::Sub': 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${Orders.Arn}/invocations' },
        },
      },
    },
  });
  expect(lines).toContain('shop (REST API) -> Orders (Lambda function): calls: PUT …/{id}');
});
