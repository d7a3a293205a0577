import type { ApplicationModel } from '../../../template-model/application-model';
import type { Mapping } from '../../../template-model/events/mapping';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { alarm, errorsAlarm } from '../examples/alarms';
import { fn, mapping, queue, redrive, ref, resource, streamMapping, table } from '../examples/parts';

const partial = { FunctionResponseTypes: ['ReportBatchItemFailures'] };
const reader = {
  Orders: fn(),
  Queue: queue(redrive('Redrive')),
  Redrive: queue(),
  Mapping: mapping('Queue', 'Orders', partial),
  Alarm: errorsAlarm('Orders'),
};
const depth = (id: string) => alarm('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: { 'Fn::GetAtt': [id, 'QueueName'] } });
const stream = { Orders: fn(), Table: table(), Mapping: streamMapping('Table', 'Orders', partial), Alarm: errorsAlarm('Orders') };

/** @internal */
export const PARTIAL_BATCHES_WITHOUT_ALARM: Rule = {
  id: 'PartialBatchesWithoutAlarm',
  severity: CheckSeverity.ERROR,
  problem: 'A function reports which records of a batch failed, and no alarm watches those failures.',
  impact:
    "An invocation that reports failed records counts as successful, so 'Errors' stays at 0 while every record fails and nobody is notified.",
  fix: "Add an alarm on 'ApproximateNumberOfMessagesVisible' of the dead-letter queue and one on 'ApproximateAgeOfOldestMessage' of the queue.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
  *find(model): Iterable<Violation> {
    for (const mapping of model.mappings) {
      const fn = mapping.reportsPartialBatches && mapping.mayRead ? mapping.invoked?.fn : undefined;
      if (!fn || !mapping.source || model.watch.isOn(fn) !== true || mayHaveAlarm(mapping, model)) continue;
      yield {
        resource: mapping.resource,
        property: 'FunctionResponseTypes',
        message: `'ReportBatchItemFailures' must come with an alarm on the queue or stream, got alarms on ${fn.name} only`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [reader, stream],
    good: [
      { ...reader, Depth: depth('Redrive') },
      { ...reader, Depth: depth('Queue') },
      { ...reader, Failed: alarm('AWS/Lambda', 'FailedInvokeEventCount', { EventSourceMappingUUID: ref('Mapping') }) },
      { ...reader, Failed: alarm('Shop', 'FailedOrders', {}) },
      { ...reader, Mapping: mapping('Queue', 'Orders') },
      { ...stream, Age: alarm('AWS/Lambda', 'IteratorAge', { FunctionName: ref('Orders') }) },
      { Orders: fn(), Queue: queue(), Mapping: mapping('Queue', 'Orders', partial) },
      {
        ...reader,
        Queue: resource('AWS::SQS::Queue', { RedrivePolicy: { Ref: 'Policy' } }),
        Depth: alarm('AWS/SQS', 'Any', { QueueName: ref('Name') }),
      },
    ],
  }),
};

function mayHaveAlarm({ resource, source, invoked }: Mapping, model: ApplicationModel): boolean {
  const redrive = source && model.queues.get(source)?.redrive;
  const target = model.resources.behind(resource.get('DestinationConfig.OnFailure.Destination'));
  const places = [resource, source, redrive, target].flatMap((place) => place ?? []);
  if (model.watch.isOnAny(places) !== false) return true;
  return invoked !== undefined && model.watch.hasAlarm('AWS/Lambda', ['IteratorAge'], invoked.fn.resource) !== false;
}
