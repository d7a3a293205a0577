import { CheckLevel } from '../../check-level';
import { alarm, errorsAlarm } from '../examples/alarms';
import { fn, mapping, queue, redrive, ref, resource, streamMapping, table } from '../examples/parts';
import type { Mapping } from '../../../template-model/mapping';
import type { Picture } from '../../../template-model/application-model';
import type { Examples, Hit, Rule } from '../../rule';

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
  level: CheckLevel.ERROR,
  wrong: 'A function reports which messages of a batch failed, and no alarm hears of those.',
  consequence: "An invocation that reports failed messages succeeds: 'Errors' stays at 0 while every message fails.",
  wayOut: "make alarms on the redrive queue's depth and the queue's oldest message, or on 'FailedInvokeEventCount' of the mapping",
  page: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html',
  *find(picture): Iterable<Hit> {
    for (const mapping of picture.mappings) {
      const fn = mapping.reportsPartialBatches && mapping.mayRead ? mapping.invoked?.fn : undefined;
      if (!fn || !mapping.source || picture.watch.isOn(fn) !== true || mayBeHeard(mapping, picture)) continue;
      yield {
        resource: mapping.resource,
        property: 'FunctionResponseTypes',
        sentence: `'ReportBatchItemFailures' must have an alarm that hears of failed messages, got only those on ${fn.name} itself`,
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

function mayBeHeard({ resource, source, invoked }: Mapping, picture: Picture): boolean {
  const redrive = source && picture.queues.get(source)?.redrive;
  const target = picture.resources.behind(resource.get('DestinationConfig.OnFailure.Destination'));
  const places = [resource, source, redrive, target].flatMap((place) => place ?? []);
  if (picture.watch.isOnAny(places) !== false) return true;
  return invoked !== undefined && picture.watch.hasAlarm('AWS/Lambda', ['IteratorAge'], invoked.fn.resource) !== false;
}
