/** The actions that Lambda calls with the function's role to deliver failed and succeeded events. */
interface Delivery {
  readonly actions: readonly string[];
  /** If a customer-managed key encrypts the target. */
  readonly keyActions: readonly string[];
}

const KEY_OF_MESSAGES = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * By the kind of the target.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-async-destinations
 *
 * @internal
 */
export const DELIVERY_ACTIONS: Readonly<Record<string, Delivery>> = {
  'AWS::SQS::Queue': { actions: ['sqs:SendMessage'], keyActions: KEY_OF_MESSAGES },
  'AWS::SNS::Topic': { actions: ['sns:Publish'], keyActions: KEY_OF_MESSAGES },
  'AWS::Events::EventBus': { actions: ['events:PutEvents'], keyActions: [] },
  'AWS::Lambda::Function': { actions: ['lambda:InvokeFunction'], keyActions: [] },
  'AWS::S3::Bucket': { actions: ['s3:PutObject', 's3:ListBucket'], keyActions: ['kms:GenerateDataKey'] },
};
