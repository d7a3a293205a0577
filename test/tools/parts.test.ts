import { App, type AppProps, Stack } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { HardenedFunction, HardenedNodejsFunction } from 'cdk-hardened-lambda';
import type { IConstruct } from 'constructs';
import { ordersApp } from '../../examples/orders/app';
import { RESOURCE_KINDS } from '../../tools/catalogue/resource-kinds';
import { hardenedFunctionOf, hardenedFunctionsOf, partsOf, plainFunctionOf, resourcesBelow } from '../../tools/demo/parts';
import { plainOrdersApp } from '../../tools/demo/plain-orders';
import { synthesize } from '../../tools/demo/synthesis';
import { SCENARIOS, synthesisOf } from '../../tools/docs/event-sources';
import { TOLD } from '../harness';

function partsIn(build: (props: AppProps) => App) {
  const synthesis = synthesize(build);
  return partsOf(synthesis, hardenedFunctionOf(synthesis));
}

const findOrders = (app: App) => app.node.findAll().find((node) => node instanceof HardenedNodejsFunction) as HardenedNodejsFunction;

test('every resource of the function and of its alarm topic is a part', () => {
  const { resources } = synthesize(ordersApp);
  const expected = resources
    .map(({ path }) => path)
    .filter((path) =>
      /^Shop\/(Orders\b|HardenedFunctionAlarms|HardenedFunctionFailureQueue|HardenedFunctionFailedEvents1|HardenedFunctionIdempotencyTable|HardenedFunctionReleases)/.test(
        path,
      ),
    );

  expect(
    partsIn(ordersApp)
      .map(({ resource }) => resource.path)
      .sort(),
  ).toEqual(expected.sort());
});

test('every text is in use: each kind of the function once, each kind of a source at a reader', () => {
  const synthesis = synthesize(ordersApp);
  const [ofOrders, ...ofReaders] = hardenedFunctionsOf(synthesis).map((fn) => partsOf(synthesis, fn));
  const ofFunctions = RESOURCE_KINDS.filter(({ ofSource, ofUrl }) => !ofSource && !ofUrl).map(({ role }) => role);
  expect(ofOrders.map(({ role }) => role)).toEqual(ofFunctions);
  const ofSources = SCENARIOS.map(synthesisOf).flatMap((made) => partsOf(made, hardenedFunctionOf(made)));
  expect(new Set([...ofOrders, ...ofReaders.flat(), ...ofSources].map(({ role }) => role))).toEqual(
    new Set(RESOURCE_KINDS.filter(({ ofUrl }) => !ofUrl).map(({ role }) => role)),
  );
});

test('every text of a URL is in use', () => {
  const fn = new HardenedFunction(new Stack(new App(), 'Shop'), 'Orders', { ...TOLD });
  fn.addFunctionUrl();
  const places = Object.values(fn.urlAlarms as Readonly<Record<string, IConstruct>>).map(({ node }) =>
    node.path.slice(fn.node.path.length + 1),
  );
  const kinds = RESOURCE_KINDS.filter(({ ofUrl }) => ofUrl);
  expect(places.map((place) => kinds.filter((kind) => kind.place.test(place))).map(({ length }) => length)).toEqual([1, 1]);
  expect(kinds).toHaveLength(places.length);
});

test('a resource without a text is refused', () => {
  const withQueue = (props: AppProps) => {
    const app = ordersApp(props);
    new sqs.Queue(findOrders(app), 'Surprise');
    return app;
  };

  expect(() => partsIn(withQueue)).toThrow('Shop/Orders/Surprise: there is no text for this AWS::SQS::Queue');
});

test('the plain app differs only in the functions and their sources', () => {
  const [hardened, plain] = [synthesize(ordersApp), synthesize(plainOrdersApp)];
  const plainFunction = resourcesBelow(plain, plainFunctionOf(plain));
  const rest = plain.resources.filter(
    (resource) => !plainFunction.includes(resource) && !/^Shop\/(Partner|CustomerIndex)/.test(resource.path),
  );

  for (const { path, type, properties } of rest.filter(({ type }) => type !== 'AWS::Events::Rule' && type !== 'AWS::Lambda::Permission')) {
    expect(hardened.resources).toContainEqual(expect.objectContaining({ path, type, properties }));
  }
  expect(rest.map(({ type }) => type)).toEqual([
    'AWS::DynamoDB::Table',
    'AWS::DynamoDB::Table',
    'AWS::Events::EventBus',
    'AWS::SQS::Queue',
    'AWS::SQS::QueuePolicy',
    'AWS::Events::Rule',
    'AWS::Lambda::Permission',
  ]);
});
