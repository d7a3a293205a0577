import { App, Stack } from 'aws-cdk-lib';
import { FrontWaiver, FunctionUrlDistribution, HardenedHttpApi, HardenedRestApi, Release } from '../../lib';
import { ACCOUNT, ENV, REGION, World } from '../iam';
import { functionIn, IAM, NOBODY, REST } from './fronts';

/*
 * Who may call a function behind a front, by a simulator of IAM: the requests that the front sends, and none other.
 */

const API_GATEWAY = 'apigateway.amazonaws.com';
const CLOUDFRONT = 'cloudfront.amazonaws.com';
const from = (api: string, request: string) => ({ 'aws:SourceArn': `arn:aws:execute-api:${REGION}:${ACCOUNT}:${api}/${request}` });

describe.each([
  ['a function', undefined],
  ['the alias of a function with releases', Release.allAtOnce()],
])('%s', (_, release) => {
  const made = () => {
    const app = new App();
    const stack = new Stack(app, 'Shop', ENV);
    const fn = functionIn(stack, { functionName: 'orders', release });
    const http = new HardenedHttpApi(stack, 'Http', IAM);
    const rest = new HardenedRestApi(stack, 'Rest', REST);
    for (const api of [http, rest]) api.addFunctionRoute('POST /orders', fn);
    for (const api of [http, rest]) api.addFunctionRoute('GET /orders/{id}', fn);
    const unqualified = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:orders`;
    const ids = [http, rest].map(({ node }) => `Shop-${stack.getLogicalId(node.defaultChild as never)}`);
    const functionUrl = fn.addFunctionUrl();
    const waivers = [FrontWaiver.webAcl('a test'), FrontWaiver.minimumTls('a test')];
    const site = new FunctionUrlDistribution(stack, 'Site', { functionUrl, waivers, alarmActions: NOBODY });
    const siteArn = `arn:aws:cloudfront::${ACCOUNT}:distribution/Shop-${stack.getLogicalId(site.node.defaultChild as never)}`;
    return {
      world: new World(app),
      http: ids[0],
      rest: ids[1],
      called: release ? `${unqualified}:live` : unqualified,
      unqualified,
      siteArn,
    };
  };

  test.each<['http' | 'rest', string, boolean]>([
    ['http', '$default/POST/orders', true],
    ['http', '$default/GET/orders/{id}', true],
    ['http', '$default/GET/orders', false],
    ['http', '$default/DELETE/orders', false],
    ['http', '$default/POST/refunds', false],
    ['http', 'other/POST/orders', false],
    ['rest', 'prod/POST/orders', true],
    ['rest', 'prod/GET/orders/7', true],
    ['rest', 'prod/GET/orders', false],
    ['rest', 'prod/DELETE/orders', false],
    ['rest', 'prod/POST/refunds', false],
    ['rest', 'other/POST/orders', false],
    ['rest', 'test-invoke-stage/POST/orders', false],
  ])('of the %s API, %s may call it: %s', async (kind, request, expected) => {
    const { world, called, [kind]: api } = made();
    expect(await world.mayInvoke(API_GATEWAY, 'lambda:InvokeFunction', called, from(api, request))).toBe(expected);
  });

  test('is called by no other API, and by no other service', async () => {
    const { world, called, http } = made();
    const request = '$default/POST/orders';
    expect(await world.mayInvoke(API_GATEWAY, 'lambda:InvokeFunction', called, from('Shop-Other', request))).toBe(false);
    expect(await world.mayInvoke('events.amazonaws.com', 'lambda:InvokeFunction', called, from(http, request))).toBe(false);
  });

  test('is called by its distribution through the URL alone', async () => {
    const { world, called, siteArn } = made();
    const source = { 'aws:SourceArn': siteArn };
    expect(await world.mayInvoke(CLOUDFRONT, 'lambda:InvokeFunctionUrl', called, source)).toBe(true);
    const through = (answer: string) => ({ ...source, 'lambda:InvokedViaFunctionUrl': answer });
    expect(await world.mayInvoke(CLOUDFRONT, 'lambda:InvokeFunction', called, through('true'))).toBe(true);
    expect(await world.mayInvoke(CLOUDFRONT, 'lambda:InvokeFunction', called, through('false'))).toBe(false);
    expect(await world.mayInvoke(CLOUDFRONT, 'lambda:InvokeFunctionUrl', called, { 'aws:SourceArn': `${siteArn}2` })).toBe(false);
  });

  if (release) {
    test('is called by none behind the alias', async () => {
      const { world, unqualified, http } = made();
      expect(await world.mayInvoke(API_GATEWAY, 'lambda:InvokeFunction', unqualified, from(http, '$default/POST/orders'))).toBe(false);
    });
  }
});
