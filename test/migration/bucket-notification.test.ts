import { Duration, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as notifications from 'aws-cdk-lib/aws-s3-notifications';
import { CODE } from '../harness';
import { ADDED_FOR_STACK, type Application, addedFor, differences, movedStack, untouched } from './migrated';

/** Says all that it cares for, so that little is left to change. */
const thumbnails: Application = (app, Fn) => {
  const stack = new Stack(app, 'Photos');
  const bucket = new s3.Bucket(stack, 'Bucket', { versioned: true });
  const resize = new Fn(stack, 'Resize', {
    ...CODE,
    architecture: lambda.Architecture.X86_64,
    memorySize: 1769,
    timeout: Duration.minutes(2),
    tracing: lambda.Tracing.ACTIVE,
    loggingFormat: lambda.LoggingFormat.TEXT,
    recursiveLoop: lambda.RecursiveLoop.TERMINATE,
  });
  bucket.grantReadWrite(resize);
  bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new notifications.LambdaDestination(resize), { prefix: 'raw/' });
};

describe('an S3 processor that says its settings', () => {
  test('keeps them: only the log group changes in the function', () => {
    expect(differences(movedStack(thumbnails))).toEqual({
      added: [...addedFor('Resize'), ...ADDED_FOR_STACK].sort(),
      removed: [],
      updated: {
        'IAM::Role ResizeServiceRole': ['ManagedPolicyArns', 'Policies'],
        'IAM::Policy ResizeServiceRoleDefaultPolicy': ['PolicyDocument'],
        'Lambda::Function Resize': ['LoggingConfig'],
      },
      replaced: {},
    });
  });

  test.each(['AWS::S3::Bucket', 'Custom::S3BucketNotifications', 'AWS::Lambda::Permission'])('leaves %s as it was', (type) => {
    expect(untouched(movedStack(thumbnails), type)).toBe(true);
  });

  test('moves the statement for tracing out of the grants, and nothing else', () => {
    const { plain, hardened } = movedStack(thumbnails);
    const [id] = Object.keys(plain).filter((id) => id.startsWith('ResizeServiceRoleDefaultPolicy'));
    const statements = (resources: typeof plain) => resources[id].Properties?.PolicyDocument.Statement;
    expect(statements(hardened)).toEqual(statements(plain).filter(({ Action }: { Action: unknown }) => !String(Action).includes('xray')));
  });
});
