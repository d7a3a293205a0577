import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as assets from 'aws-cdk-lib/aws-ecr-assets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  HardenedDockerImageFunction,
  HardenedFunction,
  HardenedFunctionDefaults,
  HardenedNodejsFunction,
  HardenedSqsEventSource,
  HardeningProfile,
  Idempotency,
  Powertools,
  Release,
} from '../../lib';
import { CODE, stackOf, TOLD } from '../harness';

const HANDLER = join(__dirname, 'packaging/nodejs/entries/handler.ts');

/** What a call refuses, a line each, and where it was called. */
function refusedBy(call: () => unknown): { lines: string[]; frame: string } {
  try {
    call();
  } catch (error) {
    const { message, stack = '' } = error as Error;
    return { lines: message.split('\n'), frame: stack.slice(stack.indexOf(message) + message.length + 1).split('\n')[0] };
  }
  throw new Error('nothing was refused');
}

const imageFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  writeFileSync(join(folder, 'Dockerfile'), 'FROM public.ecr.aws/lambda/python:3.13\n');
  return folder;
};

describe('what one constructor refuses comes in one error', () => {
  test.each<[string, () => unknown, RegExp[]]>([
    [
      'all that is missing',
      () => new HardenedFunction(stackOf(), 'Orders', {} as never),
      [/'runtime' must be given/, /'handler' must be given/, /'code' must be given/],
    ],
    [
      'what does not go with the code, and settings out of range',
      () => new HardenedFunction(stackOf(), 'Orders', { ...TOLD, projectRoot: '.', memorySize: 1, timeout: Duration.hours(1) } as never),
      [/'projectRoot' can't be combined with 'code'/, /'memorySize' must be/, /'timeout' must be/],
    ],
    [
      'a bundle',
      () =>
        new HardenedNodejsFunction(stackOf(), 'Orders', {
          entry: 'none.ts',
          runtime: lambda.Runtime.PYTHON_3_13,
          handler: 'a..',
          alarmActions: TOLD.alarmActions,
          memorySize: 0,
        }),
      [/'runtime' must be one of Node.js/, /'handler' must be/, /'memorySize' must be/, /'entry' must be a file that exists/],
    ],
    [
      'each prop that an image can not have',
      () =>
        new HardenedDockerImageFunction(stackOf(), 'Orders', {
          code: lambda.DockerImageCode.fromImageAsset(imageFolder()),
          alarmActions: TOLD.alarmActions,
          layers: [],
          runtime: lambda.Runtime.PYTHON_3_13,
          description: 'x'.repeat(300),
        } as never),
      [/'runtime' is not supported for an image/, /'layers' is not supported for an image/, /'description' must have at most 256/],
    ],
    [
      'Powertools and settings',
      () => new HardenedFunction(stackOf(), 'Orders', { ...TOLD, memorySize: 1, powertools: Powertools.asDependency({ serviceName: '' }) }),
      [/'memorySize' must be/, /'serviceName'|'powertools/],
    ],
    [
      'each event source',
      () => {
        const stack = stackOf();
        const fn = { ...TOLD, timeout: Duration.minutes(1) };
        const source = (id: string, batchSize: number) => new HardenedSqsEventSource(new sqs.Queue(stack, id), { batchSize });
        return new HardenedFunction(stack, 'Orders', { ...fn, events: [source('A', 0), source('B', 20_000)] });
      },
      [/'batchSize' must .* got 0/, /'batchSize' must .* got 20000/],
    ],
  ])('%s', (_, call, lines) => {
    const refused = refusedBy(call);
    expect(refused.lines).toEqual(lines.map((line) => expect.stringMatching(line)));
    expect(refused.frame).toContain('refusals.test.ts');
  });
});

/** Each fault in three functions of one app, by a choice of its scope or a habit of its author. */
describe.each<[string, object, (stack: Stack, id: string) => unknown, RegExp[]]>([
  [
    'a profile that is chosen for all',
    { profile: HardeningProfile.strict() },
    (stack, id) => new HardenedFunction(stack, id, CODE),
    [/'vpc' must be given under the strict profile/, /'reservedConcurrentExecutions' must be given under the strict profile/],
  ],
  [
    'a layer of Powertools that is chosen for all',
    { powertools: Powertools.fromLayer(3, { serviceName: 'shop' }) },
    (stack, id) => new HardenedNodejsFunction(stack, id, { entry: HANDLER }),
    [/'powertools' must be a dependency of a bundle/],
  ],
  [
    'a time that is chosen for all',
    { idempotency: Idempotency.table({ expiresAfter: Duration.seconds(5) }) },
    (stack, id) => new HardenedFunction(stack, id, CODE),
    [/'idempotency\.expiresAfter' must be more than the timeout/],
  ],
  [
    'a release that is chosen for all',
    { release: Release.canary({ percent: 10, interval: Duration.minutes(1) }) },
    (stack, id) => new HardenedFunction(stack, id, CODE),
    [/'release' must take at least 4 minutes/],
  ],
  [
    'a folder of handlers that was moved',
    {},
    (stack, id) => new HardenedNodejsFunction(stack, id, { entry: `old/${id}.ts` }),
    [/'entry' must be a file that exists, got "old\/[ABC]\.ts"/],
  ],
  [
    'options of the custom resource that is not needed',
    {},
    (stack, id) => new HardenedFunction(stack, id, { ...CODE, logRetentionRetryOptions: { maxRetries: 3 } }),
    [/'logRetentionRetryOptions' is not supported/],
  ],
  [
    'Lambda Insights with roles of the app',
    {},
    (stack, id) =>
      new HardenedFunction(stack, id, {
        ...CODE,
        insightsVersion: lambda.LambdaInsightsVersion.VERSION_1_0_498_0,
        role: new iam.Role(stack, `${id}Role`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
      }),
    [/'insightsVersion' together with your own 'role'/],
  ],
])('of %s', (_, choices, make, sentences) => {
  const madeThree = (): Stack => {
    const stack = stackOf(new App({ context: { 'aws:cdk:bundling-stacks': [] } }));
    HardenedFunctionDefaults.of(stack).set({ alarmActions: TOLD.alarmActions, ...choices });
    for (const id of ['A', 'B', 'C']) make(stack, id);
    return stack;
  };

  test('all functions are reported together, each with the line of the app', () => {
    const { lines } = refusedBy(() => (madeThree().node.root as App).synth());
    const named = lines.filter((line) => line.includes('refusals.test.ts:'));
    expect(named).toHaveLength(3 * sentences.length);
    for (const id of ['A', 'B', 'C']) {
      for (const sentence of sentences) {
        const found = named.filter((line) => line.includes(`[Shop/${id}]`) && sentence.test(line));
        expect(found).toEqual([expect.stringMatching(/ \(at .*refusals\.test\.ts:\d+:\d+\)$/)]);
      }
    }
  });

  test('a template is refused as the app is', () => {
    const stack = madeThree();
    expect(() => Template.fromStack(stack)).toThrow(sentences[0]);
  });
});

test('what waits for the synthesis comes at once where the constructor refuses something else', () => {
  const { lines } = refusedBy(
    () => new HardenedFunction(stackOf(), 'Orders', { ...TOLD, memorySize: 1, profile: HardeningProfile.strict() }),
  );
  expect(lines).toEqual(
    [/^Shop\/Orders: 'memorySize'/, /^Shop\/Orders: 'vpc'/, /^Shop\/Orders: 'reservedConcurrentExecutions'/].map((line) =>
      expect.stringMatching(line),
    ),
  );
});

test('images for another platform are reported together, each with the line of the app that made the function', () => {
  const app = new App();
  const stack = stackOf(app);
  for (const id of ['A', 'B', 'C']) {
    new HardenedDockerImageFunction(stack, id, {
      code: lambda.DockerImageCode.fromImageAsset(imageFolder(), { platform: assets.Platform.LINUX_AMD64 }),
      architecture: lambda.Architecture.ARM_64,
      alarmActions: TOLD.alarmActions,
    });
  }
  const { lines } = refusedBy(() => app.synth());
  const named = lines.filter((line) => /must be an image for linux\/arm64.*\(at .*refusals\.test\.ts:\d+:\d+\)/.test(line));
  expect(named.map((line) => /Shop\/(\w)/.exec(line)?.[1])).toEqual(['A', 'B', 'C']);
});
