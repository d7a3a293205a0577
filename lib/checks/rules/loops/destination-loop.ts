import { pathsAlong, pathTo, shownPath } from '../../../template-model/events/event-paths';
import { type Place, Run } from '../../../template-model/events/flow';
import { type FailureTarget, TargetKind } from '../../../template-model/failures/failure-target';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { arn, fn, invokeConfig, mapping, queue, ref, resource, streamMapping, table } from '../examples/parts';

const reads = (others: Example, properties: Record<string, unknown> = {}): Example => ({
  Orders: fn(),
  Queue: queue(),
  Mapping: mapping('Queue', 'Orders', properties),
  ...others,
});
const stream = (target: unknown, others: Example): Example => ({
  Reader: fn(),
  Orders: table(),
  Mapping: streamMapping('Orders', 'Reader', { MaximumRetryAttempts: 5, DestinationConfig: { OnFailure: { Destination: target } } }),
  ...others,
});

/** @internal */
export const DESTINATION_LOOP: Rule = {
  id: 'DestinationLoop',
  severity: CheckSeverity.ERROR,
  problem: 'The failures or results of a function are sent to a source that invokes the same function.',
  impact: 'The function processes its own failures in another format, and events that it ignores are lost.',
  fix: 'Set the destination to a dedicated queue or topic that does not invoke the function.',
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  *find(model): Iterable<Violation> {
    const { flow } = model;
    for (const target of model.failureTargets) {
      const { resource, property, invoked } = target;
      // What another function makes of it is another matter.
      const paths = pathsAlong(flow.stepsOf(target), (place) => (place instanceof Run ? [] : flow.stepsFrom(place)));
      const path = pathTo(paths, (place) => isFedBack(place, target));
      if (!path || resource.condition !== undefined) continue;
      const message = `'${property}' must be a resource that does not invoke ${invoked.fn.name}, got ${shownPath(invoked.fn.name, path)}`;
      yield { resource, property, message, fn: invoked.fn };
    }
  },
  examples: (): Examples => ({
    bad: [
      reads({ Orders: fn({ DeadLetterConfig: { TargetArn: arn('Queue') } }) }),
      reads({ Config: invokeConfig('Orders', { OnFailure: arn('Queue') }) }),
      reads({ Config: invokeConfig('Orders', { OnSuccess: arn('Queue') }) }),
      reads({
        Config: invokeConfig('Orders', { OnFailure: ref('Failed') }),
        Failed: resource('AWS::SNS::Topic'),
        Subscription: resource('AWS::SNS::Subscription', { TopicArn: ref('Failed'), Protocol: 'sqs', Endpoint: arn('Queue') }),
      }),
      stream(arn('Failed'), { Failed: queue(), Again: mapping('Failed', 'Reader') }),
      stream(ref('Failed'), {
        Failed: resource('AWS::SNS::Topic'),
        Subscription: resource('AWS::SNS::Subscription', { TopicArn: ref('Failed'), Protocol: 'lambda', Endpoint: arn('Reader') }),
      }),
    ],
    good: [
      { ...reads({}), Config: { ...invokeConfig('Orders', { OnFailure: arn('Queue') }), Condition: 'IsTest' } },
      // Another function is between
      reads({
        Config: invokeConfig('Orders', { OnFailure: arn('Repair') }),
        Repair: fn(),
        Other: invokeConfig('Repair', { OnFailure: arn('Queue') }),
      }),
      // It goes round without a queue, which is another rule's
      { Orders: fn(), Config: invokeConfig('Orders', { OnFailure: arn('Orders') }) },
      reads({ Orders: fn({ DeadLetterConfig: { TargetArn: arn('Failed') } }), Failed: queue() }),
      reads({ Config: invokeConfig('Orders', { OnFailure: arn('Failed') }), Failed: queue() }),
      // Another function looks at it
      stream(arn('Failed'), { Failed: queue(), Repair: fn(), Again: mapping('Failed', 'Repair') }),
      // Turned on by hand
      stream(arn('Failed'), { Failed: queue(), Again: mapping('Failed', 'Reader', { Enabled: false }) }),
      // Chosen, so perhaps not this
      reads(
        { Config: invokeConfig('Orders', { OnFailure: arn('Queue') }) },
        { FilterCriteria: { Filters: [{ Pattern: '{"body":{"type":["order"]}}' }] } },
      ),
      reads({ Orders: fn({ DeadLetterConfig: { TargetArn: ref('FailedArn') } }) }),
    ],
  }),
};

/** A function that is its own target, and one that the next asynchronous event goes round in, is another rule's. */
const isFedBack = (place: Place, { kind, invoked }: FailureTarget): boolean =>
  place instanceof Run && place.invoked.fn === invoked.fn && (!place.isAsync || kind === TargetKind.BATCH_FAILURE);
