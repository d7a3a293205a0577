import { HARDENING } from '../../../core/hardening-metadata';
import type { ApplicationModel } from '../../../template-model/application-model';
import { type Mapping, SourceKind } from '../../../template-model/events/mapping';
import { type FailureTarget, TargetKind } from '../../../template-model/failures/failure-target';
import { hardeningIn } from '../../../template-model/functions/hardening';
import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, mapping, queue, redrive, ref, streamMapping, table } from '../examples/parts';
import { deadLetters, invokeConfig, onFailure, subscription } from '../examples/triggers';

const QUEUE = { Orders: fn(deadLetters('Failed')), Failed: queue(), Mapping: mapping('Queue', 'Orders') };

/** @internal */
export const DEAD_LETTERS_OF_POLLED_FUNCTION: Rule = {
  id: 'DeadLettersOfPolledFunction',
  severity: CheckSeverity.WARNING,
  problem: "A function that only reads queues or streams has 'DeadLetterConfig', and its event source stores no failures.",
  impact:
    "Lambda uses the function's 'DeadLetterConfig' for asynchronous invocations only, so failed records are retried until they expire, or lost.",
  fix: "Add 'RedrivePolicy' to the queue, or 'DestinationConfig.OnFailure' to the mapping of the stream, and remove 'DeadLetterConfig'.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  *find(model) {
    for (const [fn, target] of asyncTargets(model)) {
      // Its target is for whoever invokes it later; what the source lacks is found by another rule.
      if (hardeningIn(fn.resource.metadata) === 'hardened') continue;
      const mappings = model.mappingsOf(fn);
      const bare = model.asyncInvocationsOf(fn).length > 0 ? undefined : mappings.find((mapping) => keepsNothing(mapping, model));
      if (!bare) continue;
      yield {
        resource: target.resource,
        property: target.property,
        message: `'${target.property}' must be set for asynchronous invocations of ${fn.name}, got a function that reads ${bare.source?.label ?? bare.kind}, which stores no failures`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    fixed: { Orders: fn(), Failed: queue(), Mapping: mapping('Queue', 'Orders'), Queue: queue(redrive('Failed')) },
    bad: [
      { ...QUEUE, Queue: queue() },
      {
        Reader: fn(),
        Config: invokeConfig('Reader', onFailure(arn('Failed'))),
        Failed: queue(),
        Table: table(),
        Mapping: streamMapping('Table', 'Reader'),
      },
    ],
    good: [
      { ...QUEUE, Queue: queue(redrive('Redriven')), Redriven: queue() },
      { ...QUEUE, Queue: queue(), Subscription: subscription(arn('Orders')) },
      { ...QUEUE, Queue: queue({ RedrivePolicy: ref('Policy') }) },
      { ...QUEUE, Mapping: mapping('Queue', 'Orders', { EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders' }) },
      {
        Reader: fn(deadLetters('Failed')),
        Failed: queue(),
        Table: table(),
        Mapping: streamMapping('Table', 'Reader', onFailure(arn('Records'))),
        Records: queue(),
      },
      { Orders: fn(deadLetters('Failed')), Failed: queue() },
      { ...QUEUE, Queue: queue(), Orders: { ...fn(deadLetters('Failed')), Metadata: { [HARDENING]: { Profile: 'standard' } } } },
    ],
  }),
};

/** The first place of each function for asynchronous events that failed. */
function asyncTargets({ failureTargets }: ApplicationModel): ReadonlyMap<LambdaFunction, FailureTarget> {
  const targets = failureTargets.filter(({ kind }) => kind === TargetKind.DEAD_LETTER || kind === TargetKind.ON_FAILURE);
  return new Map([...targets].reverse().map((target) => [target.invoked.fn, target]));
}

function keepsNothing({ kind, source, hasFailureTarget }: Mapping, { queues }: ApplicationModel): boolean {
  if (kind === SourceKind.SQS) return source !== undefined && queues.get(source)?.hasRedrive === false;
  return (kind === SourceKind.DYNAMODB || kind === SourceKind.KINESIS || kind === SourceKind.KAFKA) && hasFailureTarget === false;
}
