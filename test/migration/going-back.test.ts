import { type App, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import { HardenedDynamoEventSource } from '../../lib';
import { changesBetween, type Resources } from '../../tools/docs/template-changes';
import { CODE } from '../harness';
import { type Application, movedStack, named, short } from './migrated';

const FLAG = { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': true };
const application: Application = (app, Fn) => void new Fn(new Stack(app, 'Shop'), 'Orders', CODE);

/** What the update does that takes the move back, by type and short id. */
function back(flags: Record<string, boolean>) {
  const { plain, hardened } = movedStack(application, flags);
  const changes = changesBetween(hardened, plain);
  return { plain, hardened, changes };
}

const isKept = (resources: Resources, id: string): boolean => /^Retain/.test(String((resources[id] as any).DeletionPolicy));
const groupIn = (resources: Resources): any => Object.values(resources).find(({ Type }) => Type === 'AWS::Logs::LogGroup');

describe.each([
  ['Lambda makes the log group', { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': false }],
  ['the CDK makes the log group', FLAG],
])('going back, where %s', (_, flags) => {
  test('updates function and role in place, and replaces neither', () => {
    const { changes } = back(flags);
    expect(Object.keys(changes.updated).map(short).sort()).toEqual(['Orders', 'OrdersServiceRole']);
    expect(Object.keys(changes.replaced).map(short)).not.toContain('Orders');
  });

  test('keeps log group and failure queue outside of the stack, with what is in them', () => {
    const { hardened, changes } = back(flags);
    const left = [...changes.removed, ...Object.keys(changes.replaced)].filter((id) => isKept(hardened, id));
    expect(named(hardened, left)).toEqual([
      'Logs::LogGroup OrdersLogGroup',
      'SQS::Queue HardenedFunctionFailureQueue',
      'SQS::QueuePolicy HardenedFunctionFailureQueuePolicy',
    ]);
  });
});

describe('the log group that the CDK made before the move', () => {
  test('has the name that the function had, and is kept outside of the stack at the move', () => {
    const { plain, hardened } = back(FLAG);
    expect(groupIn(plain)).toMatchObject({ UpdateReplacePolicy: 'Retain', DeletionPolicy: 'Retain' });
    expect(JSON.stringify(groupIn(plain).Properties.LogGroupName)).toContain('/aws/lambda/');
    expect(groupIn(hardened).Properties.LogGroupName).toBeUndefined();
  });

  test('would be created again under its name, so it has to be imported or deleted first', () => {
    const { plain, hardened, changes } = back(FLAG);
    expect(Object.entries(changes.replaced).map(([id, names]) => [short(id), names])).toEqual([['OrdersLogGroup', ['LogGroupName']]]);
    // Both templates allow an import: CloudFormation imports only what has a name and a deletion policy.
    const id = Object.keys(changes.replaced)[0];
    expect(isKept(plain, id) && isKept(hardened, id)).toBe(true);
  });
});

describe('a source that the CDK started', () => {
  const reader =
    (make: (table: dynamodb.Table) => lambda.IEventSource): Application =>
    (app: App, Fn) => {
      const stack = new Stack(app, 'Shop');
      const table = new dynamodb.Table(stack, 'Table', {
        partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
        stream: dynamodb.StreamViewType.NEW_IMAGE,
      });
      new Fn(stack, 'Orders', CODE).addEventSource(make(table));
    };
  const { LATEST, TRIM_HORIZON } = lambda.StartingPosition;
  const was = movedStack(reader((table) => new sources.DynamoEventSource(table, { startingPosition: LATEST }))).plain;
  const becomes = (startingPosition: lambda.StartingPosition) =>
    movedStack(reader((table) => new HardenedDynamoEventSource(table, { startingPosition }))).hardened;
  const replaced = (resources: Resources) =>
    Object.entries(changesBetween(was, resources).replaced).map(([id, names]) => [short(id), names]);

  test('is updated in place with its position, and replaced with another', () => {
    expect(replaced(becomes(LATEST))).toEqual([]);
    expect(replaced(becomes(TRIM_HORIZON))).toEqual([[expect.stringContaining('DynamoDBEventSource'), ['StartingPosition']]]);
  });
});
