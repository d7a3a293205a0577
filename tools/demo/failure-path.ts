import type { Properties } from '../catalogue/template';
import { maxAgeOf, retriesOf, spell } from '../catalogue/words';
import type { Hardened } from './parts';
import { resourcesBelow } from './parts';
import { type Resource, referred, type Synthesis } from './synthesis';

export interface AlarmWords {
  readonly name: string;
  readonly threshold: string;
  readonly isNotified: boolean;
}

/** Where a failed event goes, and who is notified, read from the template. */
export interface FailurePath {
  /** What comes: an event, a message, a record. */
  readonly what: string;
  /** Where it comes from, in words. */
  readonly from: string;
  readonly functionName: string;
  readonly attempts: string;
  readonly functionAlarms: AlarmWords[];
  readonly queueName: string;
  /** What the queue keeps, and how long. */
  readonly kept: string;
  readonly queueAlarms: AlarmWords[];
  readonly topics: string[];
  readonly listeners: string[];
}

export function failurePathOf(synthesis: Synthesis, fn: Hardened): FailurePath {
  const own = resourcesBelow(synthesis, fn);
  // What is invoked: the alias of a released function, else the function.
  const invoked = own.find(({ type }) => type === 'AWS::Lambda::Alias') ?? one(own, 'AWS::Lambda::Function');
  const configs = own.filter(({ path }) => invoked.type === 'AWS::Lambda::Function' || path.includes('/Alias'));
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = one(configs, 'AWS::Lambda::EventInvokeConfig').properties;
  const queue = referred(synthesis, DestinationConfig?.OnFailure?.Destination);
  if (queue?.type !== 'AWS::SQS::Queue') throw new Error(`${fn.node.path}: the drawing needs a queue that failed events go to`);
  const ofQueue = fn.failureQueue ? resourcesBelow(synthesis, fn.failureQueue) : [];
  const alarms = [...new Set([...own, ...ofQueue])].filter(({ type }) => type === 'AWS::CloudWatch::Alarm');
  const topics = topicsOf(synthesis, alarms);
  return {
    what: 'event',
    from: fromRules(rulesOf(synthesis, invoked).map(nameOf)),
    functionName: fn.node.id,
    attempts: `one attempt and ${retriesOf(MaximumRetryAttempts)}, within ${maxAgeOf(MaximumEventAgeInSeconds)}`,
    functionAlarms: alarms.filter((alarm) => watches(alarm, 'FunctionName')).map(wordsOf),
    queueName: nameOf(queue),
    kept: `keeps the event with its error for ${spell(queue.properties.MessageRetentionPeriod)}`,
    queueAlarms: alarms.filter((alarm) => watches(alarm, 'QueueName')).map(wordsOf),
    topics: topics.map(nameOf),
    listeners: listenersOf(synthesis, topics),
  };
}

const fromRules = (rules: string[]): string => (rules.length > 0 ? `from the rule ${rules.join(', ')}` : '');

export function one(resources: Resource[], type: string): Resource {
  const found = resources.filter((resource) => resource.type === type);
  if (found.length !== 1) throw new Error(`expected one ${type}, found ${found.length}`);
  return found[0];
}

export const nameOf = ({ path }: Resource): string => path.split('/').slice(-1)[0];

const watches = ({ properties }: Resource, dimension: string): boolean => properties.Dimensions?.[0]?.Name === dimension;

export function wordsOf(alarm: Resource): AlarmWords {
  return { name: nameOf(alarm), threshold: threshold(alarm), isNotified: (alarm.properties.AlarmActions ?? []).length > 0 };
}

function threshold({ path, properties }: Resource): string {
  const { MetricName, Statistic, ComparisonOperator, Threshold, Period, EvaluationPeriods } = properties;
  if (ComparisonOperator !== 'GreaterThanThreshold') throw new Error(`${path}: the drawing has no text for ${ComparisonOperator}`);
  if (MetricName === 'ApproximateAgeOfOldestMessage') return `oldest is older than ${spell(Threshold)}`;
  if (MetricName === 'IteratorAge') return `read more than ${spell(Threshold / 1000)} late`;
  const count = Threshold === 0 ? 'any' : `more than ${Threshold}`;
  return Statistic === 'Sum' ? `${count} in ${spell(Period * EvaluationPeriods)}` : `${count} waiting`;
}

export function topicsOf(synthesis: Synthesis, alarms: Resource[]): Resource[] {
  const actions = alarms.flatMap(({ properties }) => properties.AlarmActions ?? []);
  return [...new Set(actions.map((action) => referred(synthesis, action)).filter((topic) => topic !== undefined))];
}

export function listenersOf(synthesis: Synthesis, topics: Resource[]): string[] {
  return synthesis.resources
    .filter(({ type }) => type === 'AWS::SNS::Subscription')
    .filter(({ properties }) => topics.some((topic) => topic === referred(synthesis, properties.TopicArn)))
    .map(({ properties }) => `${properties.Protocol} to ${properties.Endpoint}`);
}

/** The rules of EventBridge that invoke the function or alias. */
const rulesOf = (synthesis: Synthesis, invoked: Resource): Resource[] =>
  synthesis.resources
    .filter(({ type }) => type === 'AWS::Events::Rule')
    .filter(({ properties }) => ((properties.Targets ?? []) as Properties[]).some(({ Arn }) => referred(synthesis, Arn) === invoked));
