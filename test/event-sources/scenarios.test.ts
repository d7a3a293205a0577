import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { HardenedFunctionDefaults, HardeningProfile, Waiver } from '../../lib';
import { ALL_PACKS, findingsOf, only, warningsOf } from '../harness';
import { ALARM, alarmsIn, MAPPING, QUEUE } from './reading';
import { QueueWorker } from './scenarios/queue-worker';
import { StreamReader } from './scenarios/stream-reader';

type Scenario = new (scope: Construct, id: string) => Stack;

const SCENARIOS: [string, Scenario, number][] = [
  ['queue-worker', QueueWorker, 20],
  ['stream-reader', StreamReader, 25],
];

/** What a user writes: all lines but blank ones and imports. */
function linesOf(name: string): string[] {
  const text = readFileSync(join(__dirname, 'scenarios', `${name}.ts`), 'utf8');
  return text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('import '));
}

test.each(SCENARIOS)('%s takes no more lines than promised, wrapper included', (name, _, most) => {
  const lines = linesOf(name);
  expect(lines[0]).toMatch(/^export class/);
  expect(lines.length).toBeLessThanOrEqual(most);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(140);
});

const waivers = [Waiver.vpc('calls public AWS endpoints only'), Waiver.reservedConcurrency('shares the pool of the account')];

test.each(SCENARIOS)('%s: cdk-nag finds nothing, and nothing is warned of', (_, Scenario) => {
  const app = new App();
  new Scenario(app, 'Shop');
  expect(findingsOf(app)).toEqual([]);
  expect(warningsOf(app)).toEqual([]);
});

test.each(SCENARIOS)("%s: all six of cdk-nag's packs find nothing under the strict profile", (_, Scenario) => {
  const app = new App();
  HardenedFunctionDefaults.of(app).set({ profile: HardeningProfile.strict(), waivers });
  new Scenario(app, 'Shop');
  expect(findingsOf(app, ALL_PACKS)).toEqual([]);
});

test('the queue worker has filter, redrive and eight alarms', () => {
  const template = Template.fromStack(new QueueWorker(new App(), 'Shop'));
  expect(only(template, MAPPING)).toMatchObject({
    FilterCriteria: { Filters: [{ Pattern: '{"body":{"type":["order"]}}' }] },
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
  template.resourcePropertiesCountIs(QUEUE, { RedrivePolicy: { maxReceiveCount: 5 } }, 1);
  template.resourceCountIs(ALARM, 8);
  expect(Object.keys(alarmsIn(template)).sort()).toEqual(['ExpiringMessages', 'OldestMessage', 'RedrivenMessages']);
  template.allResourcesProperties(ALARM, { AlarmActions: [{ Ref: Object.keys(template.findResources('AWS::SNS::Topic'))[0] }] });
});

test('the stream reader has filter, bisect, on-failure and nine alarms', () => {
  const template = Template.fromStack(new StreamReader(new App(), 'Shop'));
  const [queue] = Object.keys(template.findResources(QUEUE)).filter((id) => id.includes('EventSource'));
  expect(only(template, MAPPING)).toMatchObject({
    FilterCriteria: { Filters: [{ Pattern: '{"dynamodb":{"NewImage":{"status":{"S":["paid"]}}}}' }] },
    BisectBatchOnFunctionError: true,
    DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [queue, 'Arn'] } } },
  });
  template.resourceCountIs(ALARM, 9);
  expect(Object.keys(alarmsIn(template)).sort()).toEqual(['ExpiringBatches', 'FailedBatches', 'IteratorAge', 'UndeliveredBatches']);
  template.allResourcesProperties(ALARM, { AlarmActions: [{ Ref: Object.keys(template.findResources('AWS::SNS::Topic'))[0] }] });
});
