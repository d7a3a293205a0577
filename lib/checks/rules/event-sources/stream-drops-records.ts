import { FOREVER } from '../../../template-model/events/mapping';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, mapping, streamMapping, table } from '../examples/parts';

/** @internal */
export const STREAM_DROPS_RECORDS: Rule = {
  id: 'StreamDropsRecords',
  severity: CheckSeverity.ERROR,
  problem: 'An event source mapping of a stream has a retry limit and no on-failure destination.',
  impact: 'After the last retry Lambda skips the batch, and its records are lost without a notification.',
  fix: "Set 'DestinationConfig.OnFailure.Destination' of the mapping to an SQS queue, an SNS topic or an S3 bucket.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html',
  equivalents: ['cdk-nag Serverless-LambdaEventSourceMappingDestination'],
  *find(model): Iterable<Violation> {
    for (const { isStream, mayRead, resource, hasFailureTarget, retryAttempts, recordAge, invoked } of model.mappings) {
      if (!isStream || !mayRead || hasFailureTarget !== false) continue;
      const limit = [retryAttempts, recordAge].find((most) => most !== undefined && most !== FOREVER);
      if (limit === undefined) continue;
      const property = limit === retryAttempts ? 'MaximumRetryAttempts' : 'MaximumRecordAgeInSeconds';
      yield {
        resource,
        property: 'DestinationConfig.OnFailure',
        message: `'DestinationConfig.OnFailure' must be set where '${property}' is ${limit}, got none`,
        fn: invoked?.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { MaximumRetryAttempts: 10 }) },
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { MaximumRetryAttempts: 0 }) },
      {
        Reader: fn(),
        Orders: table(),
        Mapping: streamMapping('Orders', 'Reader', {
          MaximumRecordAgeInSeconds: 3600,
        }),
      },
    ],
    good: [
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { MaximumRetryAttempts: 10, Enabled: false }) },
      // Kafka has its own rules
      {
        Reader: fn(),
        Mapping: mapping('', 'Reader', {
          EventSourceArn: 'arn:aws:kafka:eu-west-1:111122223333:cluster/orders/a1b2',
          MaximumRetryAttempts: 10,
        }),
      },
      {
        Reader: fn(),
        Orders: table(),
        Mapping: streamMapping('Orders', 'Reader', {
          MaximumRetryAttempts: 10,
          DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::failed-records' } },
        }),
      },
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { MaximumRetryAttempts: -1 }) },
      { Reader: fn(), Orders: table(), Mapping: streamMapping('Orders', 'Reader', { MaximumRetryAttempts: { Ref: 'Retries' } }) },
      {
        Reader: fn(),
        Orders: table(),
        Mapping: streamMapping('Orders', 'Reader', {
          MaximumRetryAttempts: 10,
          DestinationConfig: { 'Fn::If': ['IsProduction', { OnFailure: {} }, { Ref: 'AWS::NoValue' }] },
        }),
      },
    ],
  }),
};
