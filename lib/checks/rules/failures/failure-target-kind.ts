import { shown } from '../../../template-model/display';
import { kindOfTarget } from '../../../template-model/failures/failure-delivery';
import { type FailureTarget, TargetKind } from '../../../template-model/failures/failure-target';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, mapping, queue, ref, resource } from '../examples/parts';
import { deadLetters, invokeConfig, onFailure } from '../examples/triggers';

const [QUEUE, TOPIC, BUCKET] = ['AWS::SQS::Queue', 'AWS::SNS::Topic', 'AWS::S3::Bucket'];
const [FUNCTION, BUS] = ['AWS::Lambda::Function', 'AWS::Events::EventBus'];

const NAMES: Readonly<Record<string, string>> = {
  [QUEUE]: 'queue',
  [TOPIC]: 'topic',
  [FUNCTION]: 'function',
  [BUS]: 'event bus',
  [BUCKET]: 'bucket',
};

const TAKEN: Readonly<Record<TargetKind, readonly string[]>> = {
  [TargetKind.DEAD_LETTER]: [QUEUE, TOPIC],
  [TargetKind.ON_FAILURE]: [QUEUE, TOPIC, FUNCTION, BUS, BUCKET],
  [TargetKind.ON_SUCCESS]: [QUEUE, TOPIC, FUNCTION, BUS],
  [TargetKind.BATCH_FAILURE]: [QUEUE, TOPIC, BUCKET],
};

/** @internal */
export const FAILURE_TARGET_KIND: Rule = {
  id: 'FailureTargetKind',
  severity: CheckSeverity.ERROR,
  problem: 'A failure destination is of a kind to which Lambda cannot deliver.',
  impact: 'Lambda refuses the deployment, or every delivery fails and the failed events are lost.',
  fix: 'Use a standard SQS queue or a standard SNS topic as the destination.',
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  equivalents: [
    'cdk-preflight pf-lambda-dlq-no-fifo',
    'cdk-preflight pf-lambda-dlq-service',
    'cdk-preflight pf-lambda-eic-destination-no-sns-fifo',
    'cdk-preflight pf-lambda-eic-destination-no-sqs-fifo',
    'cdk-preflight pf-lambda-eic-onsuccess-no-s3',
    'cdk-preflight pf-lambda-esm-ddb-destination-standard-only',
    'cdk-preflight pf-lambda-esm-on-failure-destination-service',
  ],
  *find(model) {
    for (const failure of model.failureTargets) {
      const kind = kindOfTarget(failure);
      if (kind === undefined || (TAKEN[failure.kind].includes(kind) && !isFifo(failure))) continue;
      yield {
        resource: failure.resource,
        property: failure.property,
        message: `'${failure.property}' must be a standard ${inWords(TAKEN[failure.kind])}, got a ${isFifo(failure) ? 'FIFO ' : ''}${NAMES[kind] ?? kind} (${shown(failure.value)})`,
        fn: failure.invoked.fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(deadLetters('Failed')), Failed: queue({ FifoQueue: true }) },
      { Orders: fn({ DeadLetterConfig: { TargetArn: 'arn:aws:sqs:eu-west-1:111122223333:failed.fifo' } }) },
      { Orders: fn(), Failed: resource(TOPIC, { FifoTopic: true }), Config: invokeConfig('Orders', onFailure(ref('Failed'))) },
      { Orders: fn(deadLetters('Failed')), Failed: resource(BUCKET) },
      {
        Orders: fn(),
        Done: resource(BUCKET),
        Config: invokeConfig('Orders', { DestinationConfig: { OnSuccess: { Destination: arn('Done') } } }),
      },
      {
        Orders: fn(),
        Stream: resource('AWS::Kinesis::Stream'),
        Bus: resource(BUS, { Name: 'failed' }),
        Mapping: mapping('Stream', 'Orders', { StartingPosition: 'LATEST', ...onFailure(arn('Bus')) }),
      },
    ],
    good: [
      { Orders: fn(deadLetters('Failed')), Failed: queue() },
      { Orders: fn({ DeadLetterConfig: { TargetArn: ref('FailedArn') } }) },
      { Orders: fn(), Failed: resource(BUCKET), Config: invokeConfig('Orders', onFailure(arn('Failed'))) },
      { Orders: fn(), Other: fn(), Config: invokeConfig('Orders', onFailure(arn('Other'))) },
      { Orders: fn(), Failed: queue({ FifoQueue: ref('IsFifo') }), Config: invokeConfig('Orders', onFailure(arn('Failed'))) },
    ],
  }),
};

const inWords = (kinds: readonly string[]): string =>
  kinds.map((kind, index) => (index === 0 ? '' : index === kinds.length - 1 ? ' or ' : ', ') + NAMES[kind]).join('');

function isFifo({ target, value }: FailureTarget): boolean {
  if (target) return target.flag('FifoQueue') === true || target.flag('FifoTopic') === true;
  return typeof value === 'string' && value.endsWith('.fifo');
}
