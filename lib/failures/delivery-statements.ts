import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { type ActionsInUse, reducedTo, statementsAsked } from '../core/asked-statements';
import { acknowledgeWildcard } from '../core/service-policy';

/**
 * The actions with which Lambda delivers a record.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-async-destinations
 */
const DELIVERY: ActionsInUse = {
  'sqs:SendMessage': () => true,
  'sns:Publish': () => true,
  'events:PutEvents': () => true,
  'lambda:InvokeFunction': (resource) => !resource.endsWith(':*'),
  's3:PutObject': () => true,
  's3:ListBucket': (resource) => !resource.endsWith('/*'),
  'kms:Decrypt': () => true,
  'kms:GenerateDataKey': () => true,
};

/**
 * What a grant of CDK's asks, reduced to what Lambda's delivery uses.
 *
 * CDK's grants suit code that works with the target: `grantSendMessages` lets it read the queue's attributes and use
 * the key in every way. Delivery needs one action on the target and two on its key.
 *
 * @internal
 */
export function deliveryStatements(fn: lambda.IFunction, grant: (standIn: lambda.IFunction) => void): iam.PolicyStatement[] {
  return reducedTo(DELIVERY, statementsAsked(fn, grant));
}

/**
 * States why delivery to a bucket has a wildcard.
 *
 * @internal
 */
export function acknowledgeObjects(policy: Construct, statements: iam.PolicyStatement[]): void {
  for (const objects of statements.flatMap(({ resources }) => resources).filter((resource) => resource.endsWith('/*'))) {
    acknowledgeWildcard(policy, objects, 'Lambda names the object of each record itself, below a prefix that it documents.');
  }
}
