import type { Properties } from '../catalogue/template';
import { plural, retriesOf, spell } from '../catalogue/words';
import { type FailurePath, listenersOf, nameOf, one, topicsOf, wordsOf } from './failure-path';
import { type Hardened, resourcesBelow } from './parts';
import { type Resource, referred, type Synthesis } from './synthesis';

type Way = Pick<FailurePath, 'what' | 'from' | 'attempts' | 'kept'> & { readonly queue: Resource };

/** Where goes what a function read and failed at, and who hears of it, as the template says. */
export function readerPathOf(synthesis: Synthesis, fn: Hardened): FailurePath {
  const own = resourcesBelow(synthesis, fn);
  const mapping = one(own, 'AWS::Lambda::EventSourceMapping');
  const source = referred(synthesis, mapping.properties.EventSourceArn) as Resource;
  const { queue, ...way } =
    source.type === 'AWS::SQS::Queue' ? ofQueue(synthesis, source) : ofStream(synthesis, source, mapping.properties);
  const alarms = own.filter(({ type, path }) => type === 'AWS::CloudWatch::Alarm' && concernsReading(path));
  const topics = topicsOf(synthesis, alarms);
  const isAtQueue = ({ properties }: Resource) => referred(synthesis, properties.Dimensions[0].Value) === queue;
  return {
    ...way,
    functionName: fn.node.id,
    functionAlarms: alarms.filter((alarm) => !isAtQueue(alarm)).map(wordsOf),
    queueName: nameOf(queue),
    queueAlarms: alarms.filter(isAtQueue).map(wordsOf),
    topics: topics.map(nameOf),
    listeners: listenersOf(synthesis, topics),
  };
}

/** The function's own alarms on asynchronous events say nothing of what it reads. */
const concernsReading = (path: string): boolean => !/\/Alarms\/(FailedEvents|ExpiringEvents)$/.test(path);

function ofQueue(synthesis: Synthesis, source: Resource): Way {
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

function ofStream(synthesis: Synthesis, source: Resource, mapping: Properties): Way {
  const queue = referred(synthesis, mapping.DestinationConfig.OnFailure.Destination) as Resource;
  return {
    what: 'record',
    from: `from the stream of ${nameOf(source)}`,
    attempts: `one attempt and ${retriesOf(mapping.MaximumRetryAttempts)}, within ${spell(mapping.MaximumRecordAgeInSeconds)}`,
    kept: 'keeps the place of its batch in the stream',
    queue,
  };
}
