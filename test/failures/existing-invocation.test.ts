import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunctionDefaults, Hardening } from '../../lib';
import { CODE, only, stackOf } from '../harness';

const DONE = { onSuccess: { destination: 'arn:aws:sqs:eu-west-1:111122223333:done' } };

/** What an app has configured for a function that is hardened later. */
function hardened(props: Partial<lambda.CfnEventInvokeConfigProps>) {
  const app = new App();
  const stack = stackOf(app);
  HardenedFunctionDefaults.of(stack).set({ alarmActions: AlarmActions.none('a test looks at the template') });
  const { functionName } = new lambda.Function(stack, 'Orders', CODE);
  new lambda.CfnEventInvokeConfig(stack, 'Config', { functionName, qualifier: '$LATEST', ...props });
  Hardening.of(app).apply();
  return only(Template.fromStack(stack), 'AWS::Lambda::EventInvokeConfig');
}

test('failed events have a destination beside that of results, and retries stay', () => {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = hardened({
    maximumRetryAttempts: 1,
    maximumEventAgeInSeconds: 120,
    destinationConfig: DONE,
  });
  expect({ MaximumRetryAttempts, MaximumEventAgeInSeconds }).toEqual({ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 120 });
  expect(DestinationConfig).toEqual({
    OnSuccess: { Destination: DONE.onSuccess.destination },
    OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^HardenedFunctionFailureQueue/), 'Arn'] } },
  });
});

test('a destination of failed events stays as it is', () => {
  const onFailure = { destination: 'arn:aws:sqs:eu-west-1:111122223333:failed' };
  expect(hardened({ destinationConfig: { onFailure } }).DestinationConfig).toEqual({ OnFailure: { Destination: onFailure.destination } });
});
