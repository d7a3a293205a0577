import { App, Size } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { HardenedFunctionProps } from '../../lib';
import { orders, stackOf, warningsOf } from '../harness';
import { canary, released, the } from './released';

const SNAP = { snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS };
const PYTHON = {
  ...SNAP,
  runtime: lambda.Runtime.PYTHON_3_13,
  handler: 'index.handler',
  code: lambda.Code.fromInline('def handler(e, c): pass'),
};
const JAVA = { ...SNAP, runtime: lambda.Runtime.JAVA_21, handler: 'shop.Orders', code: PYTHON.code };
/** Code of Java can't be inline. */
const JAR = {
  bind: () => ({ s3Location: { bucketName: 'code', objectKey: 'orders.jar' } }),
  bindToResource: () => {},
} as unknown as lambda.Code;

const infoOf = (props: Partial<HardenedFunctionProps>) =>
  orders(stackOf(), props)
    .node.metadata.filter(({ type }) => type === 'aws:cdk:info')
    .map(({ data }) => String(data));

test('makes version and alias by itself, which callers invoke', () => {
  const { fn, template, stack } = released({ ...PYTHON, release: undefined });
  const [alias] = the(template, 'AWS::Lambda::Alias');
  expect(stack.resolve(fn.functionArn)).toEqual({ Ref: alias });
  template.resourceCountIs('AWS::CodeDeploy::DeploymentGroup', 0);
});

test('is none where it is null', () => {
  released({ ...PYTHON, snapStart: null as never, release: undefined }).template.resourceCountIs('AWS::Lambda::Alias', 0);
});

test.each([PYTHON, { ...PYTHON, release: canary() }])('is not told to publish versions, which it does', (props) => {
  const stack = stackOf();
  orders(stack, props);
  expect(warningsOf(stack)).toEqual([]);
});

test('goes with a canary', () => {
  released({ ...PYTHON, release: canary() }).template.resourceCountIs('AWS::CodeDeploy::DeploymentGroup', 1);
});

test('keeps old versions only where they are free', () => {
  const kept = (props: Partial<HardenedFunctionProps>) =>
    the(released({ release: canary(), ...props }).template, 'AWS::Lambda::Version')[1].UpdateReplacePolicy;
  expect(kept(PYTHON)).toBe('Delete');
  expect(kept({ ...JAVA, code: JAR })).toBe('Retain');
});

test('prints what snapshots of Python and .NET cost', () => {
  expect(infoOf({ ...PYTHON, memorySize: 1024 })).toEqual([
    expect.stringMatching(/^SnapStart: the snapshot of each version of 1024 MB costs 3\.90 USD in an idle month/),
  ]);
  expect(infoOf({ ...JAVA, code: JAR })).toEqual([]);
});

describe('is refused in one sentence', () => {
  test.each<[string, Partial<HardenedFunctionProps>, RegExp]>([
    ['Node.js', SNAP, /'snapStart' must be used with java11, python3\.12, dotnet8 or newer, got nodejs24\.x/],
    ['an old Python', { ...PYTHON, runtime: lambda.Runtime.PYTHON_3_9 }, /got python3\.9/],
    ['an older Python of two digits', { ...PYTHON, runtime: lambda.Runtime.PYTHON_3_11 }, /got python3\.11/],
    [
      'a large disk',
      { ...PYTHON, ephemeralStorageSize: Size.mebibytes(1024) },
      /can't be combined with 'ephemeralStorageSize' of more than 512 MB/,
    ],
    [
      'another class',
      { ...PYTHON, snapStart: 'PublishedVersions' as never },
      /'snapStart' must be a SnapStartConf, got "PublishedVersions"/,
    ],
    ['tenants', { ...PYTHON, tenancyConfig: lambda.TenancyConfig.PER_TENANT }, /can't be combined with 'tenancyConfig'/],
  ])('%s', (_, props, sentence) => expect(() => orders(stackOf(), props)).toThrow(sentence));
});

test.each(['ap-southeast-6', 'ap-east-2'])('is warned of in %s', (region) => {
  const warned = (where: string) => {
    const stack = stackOf(new App(), 'Shop', { env: { region: where } });
    orders(stack, PYTHON);
    return warningsOf(stack).filter((text) => text.includes('SnapStartRegion'));
  };
  expect(warned(region)).toHaveLength(1);
  expect(warned('eu-west-1')).toEqual([]);
});
