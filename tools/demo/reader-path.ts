import type { Properties } from '../catalogue/template';
import { plural, retriesOf, spell } from '../catalogue/words';
import { type FailurePath, listenersOf, nameOf, one, topicsOf, wordsOf } from './failure-path';
import { type Hardened, resourcesBelow } from './parts';
import { type Resource, referred, type Synthesis } from './synthesis';

type PathOfSource = Pick<FailurePath, 'what' | 'from' | 'attempts' | 'kept'> & { readonly queue: Resource };

/** Where a failed message or record goes, and who is notified, read from the template. */
export function readerPathOf(synthesis: Synthesis, fn: Hardened): FailurePath {
  const own = resourcesBelow(synthesis, fn);
  const mapping = one(own, 'AWS::Lambda::EventSourceMapping');
  const source = referred(synthesis, mapping.properties.EventSourceArn) as Resource;
  const { queue, ...path } =
    source.type === 'AWS::SQS::Queue' ? ofQueue(synthesis, source) : ofStream(synthesis, source, mapping.properties);
  const alarms = own.filter(({ type, path: place }) => type === 'AWS::CloudWatch::Alarm' && concernsReading(place));
  const topics = topicsOf(synthesis, alarms);
  const isAtQueue = ({ properties }: Resource) => referred(synthesis, properties.Dimensions[0].Value) === queue;
  return {
    ...path,
    functionName: fn.node.id,
    functionAlarms: alarms.filter((alarm) => !isAtQueue(alarm)).map(wordsOf),
    queueName: nameOf(queue),
    queueAlarms: alarms.filter(isAtQueue).map(wordsOf),
    topics: topics.map(nameOf),
    listeners: listenersOf(synthesis, topics),
  };
}

/** Alarms on asynchronous events do not concern an event source. */
const concernsReading = (path: string): boolean => !/\/Alarms\/(FailedEvents|ExpiringEvents)$/.test(path);

function ofQueue(synthesis: Synthesis, source: Resource): PathOfSource {
  const { VisibilityTimeout, RedrivePolicy } = source.properties;
  const queue = referred(synthesis, RedrivePolicy.deadLetterTargetArn) as Resource;
  return {
    what: 'message',
    from: `from the queue ${nameOf(source)}`,
    attempts: `${plural(RedrivePolicy.maxReceiveCount, 'delivery', 'deliveries')}, ${spell(VisibilityTimeout)} apart`,
    kept: `keeps the message for ${spell(queue.properties.MessageRetentionPeriod)}`,
    queue,
  };
}

function ofStream(synthesis: Synthesis, source: Resource, mapping: Properties): PathOfSource {
  const queue = referred(synthesis, mapping.DestinationConfig.OnFailure.Destination) as Resource;
  return {
    what: 'record',
    from: `from the stream of ${nameOf(source)}`,
    attempts: `one attempt and ${retriesOf(mapping.MaximumRetryAttempts)}, within ${spell(mapping.MaximumRecordAgeInSeconds)}`,
    kept: 'keeps the position of the batch in the stream',
    queue,
  };
}
