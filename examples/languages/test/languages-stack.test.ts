import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { languagesApp } from '../app';
import { LanguagesStack } from '../languages-stack';

let template: Template;
beforeAll(() => {
  // The containers that build the code are not started: what is tested is what is deployed with it.
  const app = languagesApp({ context: { 'aws:cdk:bundling-stacks': [] } });
  template = Template.fromStack(app.node.children.find((child) => child instanceof LanguagesStack) as LanguagesStack);
});

test.each([
  ['python3.13', 'app.handler', 256],
  ['java25', 'shop.OrdersHandler::handleRequest', 1024],
  ['provided.al2023', 'bootstrap', 128],
  ['dotnet10', 'Orders::Shop.OrdersHandler::Handle', 512],
])('a function of %s is hardened as any other', (Runtime, Handler, MemorySize) => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    Runtime,
    Handler,
    MemorySize,
    Architectures: ['arm64'],
    TracingConfig: { Mode: 'Active' },
    LoggingConfig: Match.objectLike({ LogFormat: 'JSON' }),
  });
});

test('each has its own logs, and they share a failure queue', () => {
  template.resourceCountIs('AWS::Lambda::Function', 4);
  template.resourceCountIs('AWS::Logs::LogGroup', 4);
  template.resourceCountIs('AWS::SQS::Queue', 1);
});

test.each(['python3.13', 'java25', 'dotnet10'])('a snapshot of %s is taken, of the version that the alias points at', (Runtime) => {
  const [[id]] = Object.entries(template.findResources('AWS::Lambda::Function', { Properties: { Runtime } }));
  template.hasResourceProperties('AWS::Lambda::Function', { Runtime, SnapStart: { ApplyOn: 'PublishedVersions' } });
  template.hasResourceProperties('AWS::Lambda::Alias', { Name: 'live', FunctionName: { Ref: id } });
});

test("Python has Powertools from AWS's layer, in the version that was chosen", () => {
  template.hasResourceProperties('AWS::Lambda::Function', {
    Runtime: 'python3.13',
    Layers: [{ 'Fn::Join': ['', Match.arrayWith([':017000801446:layer:AWSLambdaPowertoolsPythonV3-python313-arm64:27'])] }],
    Environment: { Variables: { POWERTOOLS_SERVICE_NAME: 'orders', POWERTOOLS_METRICS_NAMESPACE: 'Shop' } },
  });
});

/** A handler's name says where it is; nobody else compares the two before the first call. */
test.each([
  ['python/app.py', 'def handler('],
  ['java/src/main/java/shop/OrdersHandler.java', 'package shop;'],
  ['java/src/main/java/shop/OrdersHandler.java', ' handleRequest('],
  ['java/pom.xml', '<finalName>orders</finalName>'],
  ['go/main.go', 'lambda.Start('],
  ['dotnet/Orders.csproj', '<AssemblyName>Orders</AssemblyName>'],
  ['dotnet/OrdersHandler.cs', 'namespace Shop;'],
  ['dotnet/OrdersHandler.cs', ' Handle('],
])('%s has %s', (file, text) => {
  const path = join(__dirname, '..', file);
  expect(existsSync(path)).toBe(true);
  expect(readFileSync(path, 'utf8')).toContain(text);
});
