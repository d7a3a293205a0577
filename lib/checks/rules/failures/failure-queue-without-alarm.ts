import type { Alarm } from '../../../template-model/alarms/alarm';
import type { ApplicationModel } from '../../../template-model/application-model';
import { mayArrive, RecordForm, type StoredFailure } from '../../../template-model/failures/failure-queues';
import { isKnown, Reference, type Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, fleetAlarm } from '../examples/alarms';
import { arn, fn, mapping, queue, redrive, resource } from '../examples/parts';
import { deadLetters, invokeConfig, onFailure, rule } from '../examples/triggers';

const ASYNC = { Orders: fn(), Config: invokeConfig('Orders', onFailure(arn('Failed'))), Failed: queue() };
const POLLED = { Orders: fn(), Queue: queue(redrive('Failed')), Mapping: mapping('Queue', 'Orders'), Failed: queue() };
const depth = (QueueName: unknown) => alarm('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName });
const FAILED = { 'Fn::GetAtt': ['Failed', 'QueueName'] };

/** @internal */
export const FAILURE_QUEUE_WITHOUT_ALARM: Rule = {
  id: 'FailureQueueWithoutAlarm',
  severity: CheckSeverity.ERROR,
  problem: 'A failure queue has no alarm.',
  impact: 'Failed events stay unnoticed until the queue deletes them.',
  fix: "Add an alarm on 'ApproximateNumberOfMessagesVisible' of the queue with 'Threshold' 0 and 'AlarmActions'.",
  docsUrl: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/dead-letter-queues-alarms-cloudwatch.html',
  *find(model): Iterable<Violation> {
    if (model.resources.isOpen || model.alarms.some(mayWatchAny)) return;
    for (const [failed, all] of model.failureQueues) {
      if (model.alarmsOn(failed).length > 0 || isRead(failed, model)) continue;
      const unwatched = all.find(
        (failure) =>
          failure.form !== RecordForm.UNDELIVERED &&
          mayArrive(failure, model) &&
          !isWatchedBefore(failure, model) &&
          !isOfDeployments(failure, model),
      );
      if (!unwatched) continue;
      const { form, fn } = unwatched;
      yield { resource: failed, message: `the queue of ${form}${fn ? ` (${fn.name})` : ''} must have an alarm, got none`, fn };
    }
  },
  examples: (): Examples => ({
    bad: [
      ASYNC,
      POLLED,
      { Orders: fn(deadLetters('Failed')), Failed: queue() },
      { ...ASYNC, Other: queue(), Alarm: depth({ 'Fn::GetAtt': ['Other', 'QueueName'] }) },
      { ...ASYNC, Alarm: fleetAlarm('Errors') },
      { ...POLLED, Alarm: fleetAlarm('AsyncEventsDropped') },
    ],
    good: [
      { ...ASYNC, Alarm: depth(FAILED) },
      { ...POLLED, Alarm: depth(FAILED) },
      { ...ASYNC, Failed: queue({ QueueName: 'failed' }), Alarm: depth('failed') },
      { ...ASYNC, Alarm: depth({ Ref: 'QueueName' }) },
      { ...ASYNC, Alarm: alarm('AWS/Lambda', 'AsyncEventsDropped', { FunctionName: { Ref: 'Orders' } }) },
      { ...ASYNC, Again: fn(), Mapping: mapping('Failed', 'Again') },
      { ...ASYNC, Pipe: resource('AWS::Pipes::Pipe', { Source: arn('Failed') }) },
      { ...ASYNC, Custom: resource('Custom::Seed', { ServiceToken: arn('Orders') }) },
      { Queue: queue(redrive('Failed')), Failed: queue() },
      // No asynchronous event comes to a function that only reads a queue
      { Orders: fn(deadLetters('Failed')), Queue: queue(), Mapping: mapping('Queue', 'Orders'), Failed: queue() },
      { Orders: fn(), Rule: rule(arn('Orders'), { DeadLetterConfig: { Arn: arn('Failed') } }), Failed: queue() },
      { ...ASYNC, Alarm: fleetAlarm('AsyncEventsDropped') },
    ],
  }),
};

const CUSTOM = /^(Custom::|AWS::CloudFormation::CustomResource$)/;

/** A search finds queues, and a parameter may name any. */
const mayWatchAny = ({ mayWatchOthers, metrics }: Alarm): boolean =>
  mayWatchOthers ||
  metrics.some(
    ({ namespace, dimensions }) =>
      namespace === 'AWS/SQS' && dimensions.some(([, value]) => !(value instanceof Reference || isKnown(value))),
  );

/** Somebody processes what the queue stores. */
const isRead = (queue: Resource, model: ApplicationModel): boolean =>
  (model.queues.get(queue)?.readers.length ?? 0) > 0 || model.mentionsOf(queue).some(({ by }) => by?.type === 'AWS::Pipes::Pipe');

/** CloudFormation invokes the function of a custom resource, waits for its answer, and fails the deployment where none comes. */
function isOfDeployments({ fn }: StoredFailure, model: ApplicationModel): boolean {
  if (!fn || model.invocationsOf(fn).length > 0 || model.mappingsOf(fn).length > 0) return false;
  return model.mentionsOf(fn.resource).some(({ by }) => by !== undefined && CUSTOM.test(by.type));
}

/** Lambda counts an asynchronous event that it drops, wherever the event is then stored. */
function isWatchedBefore({ form, fn }: StoredFailure, model: ApplicationModel): boolean {
  if (!fn || (form !== RecordForm.EVENTS && form !== RecordForm.RECORDS)) return false;
  return model.watch.hasAlarm('AWS/Lambda', ['AsyncEventsDropped'], fn.resource) === true;
}
