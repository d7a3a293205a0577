import { App, type CfnResource, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Node } from 'constructs';
import { AlarmActions, HardenedHttpApi } from '../../lib';
import { functionIn } from './fronts';

const apiIn = (stack: Stack, id: string): HardenedHttpApi =>
  new HardenedHttpApi(stack, id, {
    defaultAuthorizer: new HttpIamAuthorizer(),
    alarmActions: AlarmActions.none('a test looks at the errors'),
  });

const openRoute = (api: HardenedHttpApi, id: string): CfnResource =>
  new apigateway.CfnRoute(Stack.of(api), id, { apiId: api.apiId, routeKey: `GET /${id}`, authorizationType: 'NONE' });

/** How often the app is listed by a synthesis. */
function listingsOf(apis: number): number {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  const fn = functionIn(stack);
  for (let number = 0; number < apis; number++) apiIn(stack, `Api${number}`).addFunctionRoute('GET /orders', fn);
  const listed = jest.spyOn(Node.prototype, 'findAll');
  try {
    app.synth();
    return listed.mock.contexts.filter((node) => node === app.node).length;
  } finally {
    listed.mockRestore();
  }
}

describe('the resources of APIs', () => {
  test('are looked for once, however many APIs there are', () => {
    expect(listingsOf(6)).toBe(listingsOf(2));
  });

  test('are those of each API', () => {
    const stack = new Stack(new App(), 'Shop');
    const [open, closed] = [apiIn(stack, 'Open'), apiIn(stack, 'Closed')];
    openRoute(open, 'first');
    expect([open, closed].map(({ node }) => node.validate().length)).toEqual([1, 0]);
  });

  test('are looked for again where an API was made since', () => {
    const app = new App();
    const [first, second] = [new Stack(app, 'First'), new Stack(app, 'Second')];
    apiIn(second, 'Known');
    app.synth();
    const later = apiIn(first, 'Added');
    openRoute(later, 'later');
    expect(() => app.synth({ force: true })).toThrow(/later/);
  });
});
