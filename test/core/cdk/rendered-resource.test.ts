import { App, CfnResource, Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { markReferences, renderingOf } from '../../../lib/core/cdk/references';
import { RenderedResource } from '../../../lib/core/cdk/rendered-resource';

const rendered = (resource: CfnResource) => new RenderedResource(resource, () => undefined);

/** Resources with properties of each kind: text, numbers, objects, lists, JSON, references, what is known late, and overrides. */
function application(): Stack {
  const stack = new Stack(new App(), 'Shop');
  const role = new iam.Role(stack, 'Role', {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')],
    inlinePolicies: { Own: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })] }) },
  });
  const dead = new sqs.Queue(stack, 'Dead');
  const queue = new sqs.Queue(stack, 'Queue', { deadLetterQueue: { queue: dead, maxReceiveCount: 3 } });
  const fn = new lambda.Function(stack, 'Fn', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    role,
    functionName: Lazy.string({ produce: () => 'late' }),
    timeout: Duration.seconds(7),
    environment: { TABLE: queue.queueUrl },
    tracing: lambda.Tracing.ACTIVE,
    deadLetterQueue: dead,
    loggingFormat: lambda.LoggingFormat.JSON,
  });
  fn.addEventSource(new SqsEventSource(queue, { maxBatchingWindow: Duration.seconds(2) }));
  const changed = new lambda.CfnFunction(stack, 'Changed', { code: { zipFile: 'x' }, role: role.roleArn, memorySize: 128 });
  changed.addPropertyOverride('MemorySize', 512);
  changed.addPropertyOverride('TracingConfig.Mode', 'Active');
  new CfnResource(stack, 'Raw', { type: 'AWS::Lambda::Function', properties: { Role: { Ref: 'Role' }, MemorySize: 128 } });
  return stack;
}

const resources = (stack: Stack) => stack.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node));

describe('one property is read as the CDK renders it', () => {
  const stack = application();
  const named = new Map(resources(stack).map((resource) => [resource.node.path, resource]));

  test.each([...named.keys()])('%s', (path) => {
    const resource = named.get(path) as CfnResource;
    const ofCdk = Object.values((markReferences(resource, renderingOf(resource)).value as any).Resources as Record<string, any>)[0];
    const properties = ofCdk.Properties ?? {};
    const names = ['MemorySize', 'LoggingConfig', 'Role', 'Unknown', ...Object.keys(properties)];
    expect(Object.fromEntries(names.map((name) => [name, rendered(resource).property(name)]))).toEqual(
      Object.fromEntries(names.map((name) => [name, properties[name]])),
    );
    expect(rendered(resource).properties).toEqual(properties);
  });

  test('also where another was read before', () => {
    const resource = rendered(named.get('Shop/Fn/Resource') as CfnResource);
    expect(resource.named(resource.property('Role'))?.node.path).toBe('Shop/Role/Resource');
    expect(resource.property('Environment')).toEqual({ Variables: { TABLE: '<Shop/Queue/Resource>' } });
    expect(resource.property('Timeout')).toBe(7);
    expect(resource.property('FunctionName')).toBe('late');
  });
});

test.each(['Fn/Resource', 'Changed', 'Raw'])('what is set later is not in it: %s', (path) => {
  const stack = application();
  const resource = stack.node.findAll().find(({ node }) => node.path === `Shop/${path}`) as lambda.CfnFunction;
  const before = rendered(resource);
  const { MemorySize: size } = rendered(resource).properties;
  resource.memorySize = 1024;
  resource.addPropertyOverride('Timeout', 900);
  expect(before.property('MemorySize')).toBe(size);
  expect(before.property('LoggingConfig')).toEqual(before.properties.LoggingConfig);
  expect(before.property('Timeout')).not.toBe(900);
});

test('what it names is found, whichever properties were read', () => {
  const fn = resources(application()).find(({ node }) => node.path === 'Shop/Fn/Resource') as CfnResource;
  const names = ({ references }: RenderedResource) => [...references].map(({ node }) => node.path).sort();
  const all = ['Shop/Dead/Resource', 'Shop/Queue/Resource', 'Shop/Role/Resource'];
  expect(names(rendered(fn))).toEqual(all);
  const read = rendered(fn);
  read.property('Role');
  expect(names(read)).toEqual(all);
});
