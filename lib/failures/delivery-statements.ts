import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { type ActionsInUse, captureGrants, reducedTo } from '../core/policies/captured-grants';
import { DELIVERY_ACTIONS } from '../core/policies/delivery-actions';
import type { ServicePolicy } from '../core/policies/service-policy';

const DELIVERY: ActionsInUse = {
  ...Object.fromEntries(
    Object.values(DELIVERY_ACTIONS)
      .flatMap(({ actions, keyActions }) => [...actions, ...keyActions])
      .map((action) => [action, () => true]),
  ),
  'lambda:InvokeFunction': (resource) => !resource.endsWith(':*'),
  's3:PutObject': (resource) => resource.endsWith('/*'),
  's3:ListBucket': (resource) => !resource.endsWith('/*'),
};

/** Objects are written with a key, and never read. */
const TO_BUCKET: ActionsInUse = { ...DELIVERY, 'kms:Decrypt': () => false };

/**
 * What a grant of the CDK gives, reduced to what Lambda's delivery uses.
 *
 * The CDK's grants suit code that works with the target: `grantSendMessages` allows it to read the queue's attributes and to
 * use the key in every way. Delivery needs one action on the target and two on its key.
 *
 * @internal
 */
export function deliveryStatements(fn: lambda.IFunction, grant: (standIn: lambda.IFunction) => void): iam.PolicyStatement[] {
  const captured = captureGrants(fn, grant);
  const toBucket = captured.some(({ actions }) => actions.includes('s3:PutObject'));
  return reducedTo(toBucket ? TO_BUCKET : DELIVERY, captured);
}

/**
 * What delivery to a queue that this library made needs. The policy of its key is left to the CDK's grant.
 *
 * @internal
 */
export function queueStatements(fn: lambda.IFunction, queue: sqs.Queue): iam.PolicyStatement[] {
  if (queue.encryptionMasterKey) return deliveryStatements(fn, (standIn) => queue.grantSendMessages(standIn));
  return [new iam.PolicyStatement({ actions: [...DELIVERY_ACTIONS['AWS::SQS::Queue'].actions], resources: [queue.queueArn] })];
}

/**
 * States why delivery to a bucket has a wildcard.
 *
 * @internal
 */
export function acknowledgeObjects(policy: ServicePolicy, statements: iam.PolicyStatement[]): void {
  for (const objects of statements.flatMap(({ resources }) => resources).filter((resource) => resource.endsWith('/*'))) {
    policy.acknowledgeWildcard(objects, 'Lambda names the object of each record itself, below a prefix that it documents.');
  }
}
