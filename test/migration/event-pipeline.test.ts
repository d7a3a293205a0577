import { Duration, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CODE } from '../harness';
import { ADDED_FOR_STACK, type Application, addedFor, differences, FUNCTION_CHANGES, movedStack, untouched } from './migrated';

/** A rule calls one function, which hands on to another by a queue. */
const pipeline: Application = (app, Fn) => {
  const stack = new Stack(app, 'Shop');
  const bus = new events.EventBus(stack, 'Bus');
  const queue = new sqs.Queue(stack, 'Accepted', { visibilityTimeout: Duration.minutes(3) });
  const accept = new Fn(stack, 'Accept', { ...CODE, environment: { QUEUE: queue.queueUrl }, retryAttempts: 1 });
  queue.grantSendMessages(accept);
  new events.Rule(stack, 'Placed', {
    eventBus: bus,
    eventPattern: { source: ['shop.orders'] },
    targets: [new targets.LambdaFunction(accept, { deadLetterQueue: new sqs.Queue(stack, 'Undelivered') })],
  });
  const ship = new Fn(stack, 'Ship', CODE);
  ship.addEventSource(new sources.SqsEventSource(queue, { batchSize: 5 }));
};

describe('an EventBridge pipeline', () => {
  test('changes the functions, their roles and the asynchronous settings in place, and adds what is listed', () => {
    const added = [...addedFor('Accept'), ...addedFor('Ship'), ...ADDED_FOR_STACK];
    expect(differences(movedStack(pipeline))).toEqual({
      added: added.filter((name) => name !== 'Lambda::EventInvokeConfig AcceptEventInvokeConfig').sort(),
      removed: [],
      updated: {
        'IAM::Role AcceptServiceRole': ['ManagedPolicyArns', 'Policies'],
        'IAM::Role ShipServiceRole': ['ManagedPolicyArns', 'Policies'],
        'Lambda::Function Accept': FUNCTION_CHANGES,
        'Lambda::Function Ship': FUNCTION_CHANGES,
        'Lambda::EventInvokeConfig AcceptEventInvokeConfig': ['DestinationConfig'],
      },
      replaced: {},
    });
  });

  test.each([
    'AWS::SQS::Queue',
    'AWS::Events::EventBus',
    'AWS::Events::Rule',
    'AWS::Lambda::Permission',
    'AWS::Lambda::EventSourceMapping',
  ])('leaves what it had of %s as it was', (type) => {
    expect(untouched(movedStack(pipeline), type)).toBe(true);
  });

  test('keeps the number of retries that is set', () => {
    const { hardened } = movedStack(pipeline);
    const [config] = Object.entries(hardened).filter(([id]) => id.startsWith('AcceptEventInvokeConfig'));
    expect(config[1].Properties).toMatchObject({ MaximumRetryAttempts: 1 });
  });
});
