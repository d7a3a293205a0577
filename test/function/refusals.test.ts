import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration } from 'aws-cdk-lib';
import * as assets from 'aws-cdk-lib/aws-ecr-assets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { HardenedDockerImageFunction, HardenedFunction, HardenedNodejsFunction, HardenedSqsEventSource, Powertools } from '../../lib';
import { stackOf, TOLD } from '../harness';

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
      [/'entry' must be a file that exists/, /'runtime' must be one of Node.js/, /'handler' must be/, /'memorySize' must be/],
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
