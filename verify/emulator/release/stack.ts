import { App, CfnWaitCondition, CfnWaitConditionHandle, Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction, HardenedSqsEventSource, Release, ReleaseMove } from 'cdk-hardened-lambda';
import type { Build } from '../account';

const codeOf = (answer: string): lambda.Code =>
  lambda.Code.fromInline(
    'exports.handler = async ({ Records = [], poisoned }) => {' +
      " for (const { body } of Records) console.log('got ' + body);" +
      ` if (poisoned) throw new Error('poisoned'); return '${answer}'; };`,
  );

const canary = (move?: ReleaseMove): Release =>
  Release.canary({ percent: 10, interval: Duration.minutes(10), pruning: { keep: 2 }, ...(move && { move }) });

function released(stack: Stack, answer: string, release: Release): HardenedFunction {
  const fn = new HardenedFunction(stack, 'Orders', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: codeOf(answer),
    alarmActions: AlarmActions.email('ops@example.com'),
    retryAttempts: 0,
    events: [HardenedSqsEventSource.withNewQueue({ batchSize: 1 })],
    release,
  });
  fn.addFunctionUrl();
  return fn;
}

const build =
  (answer: string, release: Release, fill: (stack: Stack, fn: HardenedFunction) => void = () => {}): Build =>
  (props) => {
    const app = new App(props);
    const stack = new Stack(app, 'Released');
    fill(stack, released(stack, answer, release));
    return app;
  };

/** The steps of the move of a deployed function to its alias. */
export const UNRELEASED = build('first', Release.none());
export const PREPARED = build('first', canary(ReleaseMove.PREPARE));
export const SWITCHED = build('first', canary(ReleaseMove.SWITCH));
export const MOVED = build('first', canary());

export const SECOND = build('second', canary());
export const FOURTH = build('fourth', canary());

/** A third version, whose update fails: it waits for a signal that nobody gives. */
export const FAILING = build('third', canary(), (stack, fn) => {
  const handle = new CfnWaitConditionHandle(stack, 'Handle').ref;
  new CfnWaitCondition(stack, 'Never', { handle, timeout: '1', count: 1 }).node.addDependency(fn.currentVersion, fn);
});
