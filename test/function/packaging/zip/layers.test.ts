import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Lazy, type Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { HardenedFunctionDefaults, type HardenedFunctionProps } from '../../../../lib';
import { otherArchitectureIn } from '../../../../lib/function/packaging/architecture-names';
import { accepted, orders, stackOf, warningsOf } from '../../../harness';

const { ARM_64, X86_64 } = lambda.Architecture;

function folderFor(machine: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'layer-'));
  const elf = Buffer.alloc(64);
  elf.write('\x7fELF', 'latin1');
  elf.set([2, 1], 4);
  elf.writeUInt16LE(machine, 18);
  mkdirSync(join(folder, 'python'));
  writeFileSync(join(folder, 'python/core.so'), elf);
  return folder;
}

const PLAIN = join(__dirname, '../nodejs/entries');
const layer = (stack: Stack, folder: string, props: Partial<lambda.LayerVersionProps> = {}) =>
  new lambda.LayerVersion(stack, 'Layer', { code: lambda.Code.fromAsset(folder), ...props });
const byArn = (stack: Stack, name: string, region = 'us-east-1') =>
  lambda.LayerVersion.fromLayerVersionArn(stack, 'Layer', `arn:aws:lambda:${region}:017000801446:layer:${name}:7`);

/** With a list that only its resource can have. */
const declaring = (made: lambda.LayerVersion, compatibleArchitectures: string[]) => {
  (made.node.defaultChild as lambda.CfnLayerVersion).compatibleArchitectures = compatibleArchitectures;
  return made;
};
const LATE = Lazy.string({ produce: () => 'x86_64' });

type Make = (stack: Stack) => lambda.ILayerVersion;
const WRONG: [string, Make, string][] = [
  [
    'declares another architecture',
    (s) => layer(s, PLAIN, { compatibleArchitectures: [X86_64] }),
    "got Shop/Layer, whose 'compatibleArchitectures' are x86_64;",
  ],
  ['holds binaries for another', (s) => layer(s, folderFor(62)), 'got Shop/Layer with python/core.so, built for x86_64;'],
  [
    'is named for another',
    (s) => byArn(s, 'AWSLambdaPowertoolsPythonV3-python313-x86_64'),
    'got AWSLambdaPowertoolsPythonV3-python313-x86_64, whose name says x86_64;',
  ],
  ['has another name for another', (s) => layer(s, PLAIN, { layerVersionName: 'tools-amd64' }), 'got tools-amd64, whose name says x86_64;'],
  [
    'declares none, and is named for another',
    (s) => declaring(layer(s, PLAIN, { layerVersionName: 'tools-amd64' }), []),
    'got tools-amd64, whose name says x86_64;',
  ],
  [
    'is an extension of AWS for another',
    (s) => byArn(s, 'LambdaInsightsExtension'),
    'got LambdaInsightsExtension, whose name says x86_64;',
  ],
];

test.each(WRONG)('a layer that %s is refused at synth, with the line of the app', (_, make, got) => {
  const stack = stackOf();
  const message = `'layers' must be built for arm64, ${got} use a layer for arm64, or set 'architecture: lambda.Architecture.X86_64' (at `;
  expect(() => accepted(orders(stack, { layers: [make(stack)] }))).toThrow(message);
  const later = orders(stack, {}, 'Later');
  later.addLayers(stack.node.findChild('Layer') as lambda.LayerVersion);
  expect(() => accepted(later)).toThrow(message);
  expect(() =>
    accepted(orders(stack, { layers: [stack.node.findChild('Layer') as lambda.LayerVersion], architecture: X86_64 }, 'Right')),
  ).not.toThrow();
});

const RIGHT: [string, Make][] = [
  ['declares both', (s) => layer(s, PLAIN, { compatibleArchitectures: [X86_64, ARM_64], layerVersionName: 'tools-x86_64' })],
  ['holds binaries for it', (s) => layer(s, folderFor(183))],
  ['is named for it', (s) => byArn(s, 'AWSLambdaPowertoolsPythonV3-python313-arm64')],
  ['is an extension of AWS for it', (s) => byArn(s, 'LambdaInsightsExtension-Arm64')],
  ['says nothing', (s) => byArn(s, 'tools')],
  ['declares none', (s) => declaring(layer(s, PLAIN), [])],
  ['declares what is not known yet', (s) => declaring(layer(s, PLAIN), Lazy.list({ produce: () => ['x86_64'] }))],
  ['declares another beside what is not known yet', (s) => declaring(layer(s, PLAIN), ['x86_64', LATE])],
];

test.each(RIGHT)('a layer that %s is silent', (_, make) => {
  const stack = stackOf();
  expect(() => accepted(orders(stack, { layers: [make(stack)] }))).not.toThrow();
  expect(warningsOf(stack)).toEqual([]);
});

describe('an extension that the CDK makes a layer of', () => {
  const arn = (region: string, name: string) => `arn:aws:lambda:${region}:580247275435:layer:${name}:20`;
  const extensions = (region: string, suffix = '-Arm64'): [string, Partial<HardenedFunctionProps>][] => [
    [
      'paramsAndSecrets',
      {
        paramsAndSecrets: lambda.ParamsAndSecretsLayerVersion.fromVersionArn(
          arn(region, `AWS-Parameters-and-Secrets-Lambda-Extension${suffix}`),
        ),
      },
    ],
    [
      'insightsVersion',
      { insightsVersion: lambda.LambdaInsightsVersion.fromInsightVersionArn(arn(region, `LambdaInsightsExtension${suffix}`)) },
    ],
  ];
  const make = (props: Partial<HardenedFunctionProps>) => {
    const app = new App();
    orders(stackOf(app, 'Shop', { env: { account: '111122223333', region: 'us-east-1' } }), props);
    return app.synth();
  };

  test.each(extensions('eu-west-1'))('is refused in another region: %s', (_, props) => {
    expect(() => make(props)).toThrow(/'layers' must be in the function's region \(us-east-1\), got .*Extension-Arm64 in eu-west-1/);
  });

  test.each(extensions('us-east-1'))('is refused for another architecture, and accepted for its own: %s', (_, props) => {
    expect(() => make({ ...props, architecture: lambda.Architecture.X86_64 })).toThrow(
      /'layers' must be built for x86_64, got .*whose name says arm64/,
    );
    make(props);
  });

  test('is accepted where the CDK looks it up, and beside layers', () => {
    make({
      layers: [lambda.LayerVersion.fromLayerVersionArn(stackOf(), 'Layer', 'arn:aws:lambda:us-east-1:111122223333:layer:tools:1')],
      paramsAndSecrets: lambda.ParamsAndSecretsLayerVersion.fromVersion(lambda.ParamsAndSecretsVersions.V1_0_103),
      insightsVersion: lambda.LambdaInsightsVersion.VERSION_1_0_333_0,
    });
  });
});

test('a layer of another region is refused, one of another account is not', () => {
  const stack = stackOf(undefined, 'Shop', { env: { account: '111122223333', region: 'us-east-1' } });
  expect(() => orders(stack, { layers: [byArn(stack, 'tools')] })).not.toThrow();
  const other = stackOf(undefined, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  expect(() => orders(other, { layers: [byArn(other, 'tools')] })).toThrow(
    "Shop/Orders: 'layers' must be in the function's region (eu-west-1), got tools in us-east-1; use one of eu-west-1, or create the function in us-east-1",
  );
});

test.each([
  ['arn-amd64', 'arm64', 'x86_64'],
  ['Datadog-Extension-ARM', 'x86_64', 'arm64'],
  ['NewRelicNodeJS18XARM64', 'x86_64', 'arm64'],
  ['charm', 'x86_64', undefined],
  ['latest-x64-arm64', 'arm64', undefined],
  ['max64', 'arm64', undefined],
])('of the name %s for a function of %s: %s', (name, wanted, other) => {
  expect(otherArchitectureIn(name, wanted)).toBe(other);
});

describe('code in a bucket', () => {
  const code = (stack: Stack) =>
    lambda.Code.fromBucketV2(s3.Bucket.fromBucketName(stack, 'B', 'releases'), 'app.zip', { objectVersion: '1' });

  test('is warned of where nobody chose the architecture', () => {
    const stack = stackOf();
    orders(stack, { code: code(stack) });
    expect(warningsOf(stack)).toEqual([expect.stringContaining('HardenedLambda::ArchitectureOfUnseenCode')]);
  });

  test('as CloudFormation parameters, or in a zip file, is warned of too', () => {
    const zip = join(mkdtempSync(join(tmpdir(), 'zip-')), 'app.zip');
    writeFileSync(zip, 'PK');
    for (const [unseen, place] of [
      [lambda.Code.fromCfnParameters(), 'a bucket'],
      [lambda.Code.fromAsset(zip), 'a zip file'],
    ] as const) {
      const stack = stackOf();
      orders(stack, { code: unseen });
      expect(warningsOf(stack)).toEqual([
        `'architecture' must be set for code in ${place}, which can't be read here, got none, so it runs on arm64; set 'architecture' to what ` +
          'the code was built for [ack: HardenedLambda::ArchitectureOfUnseenCode]',
      ]);
    }
  });

  test('is silent where the function or a scope chose it', () => {
    const stack = stackOf();
    orders(stack, { code: code(stack), architecture: ARM_64 });
    const other = stackOf();
    HardenedFunctionDefaults.of(other).set({ architecture: X86_64 });
    orders(other, { code: code(other) });
    expect([...warningsOf(stack), ...warningsOf(other)]).toEqual([]);
  });
});
