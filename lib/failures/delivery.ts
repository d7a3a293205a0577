import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { cdkNameOf } from '../core/cdk/cdk-made';
import { captureGrants } from '../core/policies/captured-grants';
import { deliveryStatements, queueStatements } from './delivery-statements';

/** A destination that is bound, and what the role needs for it. @internal */
export interface Delivery {
  readonly config: lambda.DestinationConfig;
  readonly statements: iam.PolicyStatement[];
}

/**
 * A queue that this library made. It grants nothing itself: what delivery to it needs is known.
 *
 * @internal
 */
export class QueueDestination implements lambda.IDestination {
  constructor(public readonly queue: sqs.Queue) {}

  public bind(): lambda.DestinationConfig {
    return { destination: this.queue.queueArn };
  }
}

/**
 * Binds the destination. The grants of a class of the CDK's are reduced to what delivery needs; those of a class of the user's own
 * are kept as they are.
 *
 * @internal
 */
export function deliveryTo(
  destination: lambda.IDestination,
  fn: lambda.IFunction,
  bind: (grantee: lambda.IFunction) => lambda.DestinationConfig,
): Delivery {
  if (destination instanceof QueueDestination) return { config: bind(fn), statements: queueStatements(fn, destination.queue) };
  const isOfCdk = cdkNameOf(destination)?.startsWith('aws-cdk-lib.aws_lambda_destinations.') === true;
  let config: lambda.DestinationConfig | undefined;
  const statements = (isOfCdk ? deliveryStatements : captureGrants)(fn, (standIn) => {
    config = bind(standIn);
  });
  return { config: config as unknown as lambda.DestinationConfig, statements };
}
