import { type CfnResource, Duration, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { AlarmSet } from '../alarms/alarm-set';
import { EXPIRING_MESSAGES } from '../alarms/kinds/expiring-messages';
import { ITERATOR_AGE } from '../alarms/kinds/iterator-age';
import { OLDEST_MESSAGE } from '../alarms/kinds/oldest-message';
import { REDRIVEN_MESSAGES } from '../alarms/kinds/redriven-messages';
import type { ObservedStream } from '../alarms/observed';
import { isQueue, isStream, resourceBehind } from '../core/cdk/arns';
import { isConditional } from '../core/cdk/references';
import { setProperties } from '../core/cdk/resource-properties';
import { settingsFor } from '../event-sources/shared/event-source-settings';
import { queueFacts } from '../event-sources/sqs/queue-facts';
import { watchedQueue } from '../event-sources/sqs/queue-parts';
import { type AppResources, pathOf } from './app-resources';
import type { HardeningNotes } from './hardening-notes';
import { addRedrive } from './redrive';

/** What a function reads. @internal */
export interface Source {
  readonly mapping: CfnResource;
  /** Absent where it is not a resource of this app. */
  readonly source?: CfnResource;
  readonly isQueue: boolean;
  readonly isStream: boolean;
}

const MAPPING = 'AWS::Lambda::EventSourceMapping';

/** What the function, its aliases and its versions read. @internal */
export function sourcesOf(app: AppResources, invoked: readonly CfnResource[]): Source[] {
  const mappings = invoked.flatMap((each) => app.naming(MAPPING, 'FunctionName', each));
  const [fn] = invoked;
  return [...new Set([...mappings, ...app.withText(fn, MAPPING, 'FunctionName', app.namesOf(fn))])].map((mapping) => {
    const source = app.namedBy(mapping, 'EventSourceArn');
    const arn = app.render(mapping).text('EventSourceArn') ?? '';
    return {
      mapping,
      source,
      isQueue: isQueue(arn, source),
      isStream: isStream(arn, source),
    };
  });
}

/**
 * The settings of what a function reads that are safe to change from afar, and the alarms on it. docs/adoption.md has the table.
 *
 * @internal
 */
export function hardenSources(
  app: AppResources,
  target: lambda.FunctionBase,
  sources: readonly Source[],
  logGroupName: string,
  notes: HardeningNotes,
): void {
  for (const one of sources) {
    const owner = holderOf(one.mapping);
    if (owner.node.tryFindChild('Alarms')) continue;
    if ([one.mapping, one.source].some((resource) => resource && isConditional(resource))) {
      notes.leave(`source ${pathOf(one.mapping)}`, 'a condition decides whether it exists, and no alarm may refer to it where it does not');
      continue;
    }
    if (one.isQueue) hardenQueue(app, target, one, alarmSet(app, target, one, owner, logGroupName), notes);
    else if (one.isStream) hardenStream(app, target, one, alarmSet(app, target, one, owner, logGroupName), notes);
    else notes.leave(`source ${pathOf(one.mapping)}`, 'only the code or the source itself knows which settings fit; see the checks');
  }
}

function hardenQueue(app: AppResources, target: lambda.FunctionBase, one: Source, alarms: AlarmSet, notes: HardeningNotes): void {
  const { mapping, source } = one;
  if (!source) {
    notes.leave(`source ${pathOf(mapping)}`, 'the queue is not a resource of this app; set its redrive policy, and its alarms, there');
    return;
  }
  addRedrive(app, source, settingsFor(target), notes);
  const queue = queueOf(source);
  const { redriveArn } = queueFacts(queue.queueArn) ?? {};
  const redrive = redriveArn === undefined ? undefined : resourceBehind(redriveArn);
  const watched = watchedQueue(target, idOf(mapping), queue, redrive && queueOf(redrive));
  alarms.make([OLDEST_MESSAGE, REDRIVEN_MESSAGES, EXPIRING_MESSAGES], watched);
  notes.leave(
    `partial batch responses of ${pathOf(mapping)}`,
    'the handler has to answer with the failed messages; set `reportBatchItemFailures` when it does',
  );
}

function hardenStream(app: AppResources, target: lambda.FunctionBase, one: Source, alarms: AlarmSet, notes: HardeningNotes): void {
  const { mapping } = one;
  const rendered = app.render(mapping);
  if (rendered.property('BisectBatchOnFunctionError') === undefined && rendered.property('TumblingWindowInSeconds') === undefined) {
    setProperties(mapping, { bisectBatchOnFunctionError: true });
    notes.add(`source ${pathOf(mapping)}: a batch that fails is divided, so that one record blocks no others`);
  }
  notes.leave(
    `retries of ${pathOf(mapping)}`,
    'a limit would skip records that block their shard today; set `retryAttempts` with `onFailure`',
  );
  const observed: ObservedStream = {
    live: target,
    displayName: one.source ? pathOf(one.source) : pathOf(mapping),
    mappingId: mapping.ref,
    hasFailureTarget: false,
    deliveriesWatched: true,
    partialResponses: false,
    countsEvents: false,
    retriesUntilExpiry: true,
    isEnabled: rendered.property('Enabled') !== false,
    isFiltered: rendered.property('FilterCriteria') !== undefined,
    retention: Duration.hours(24),
    readableFor: Duration.hours(24),
  };
  alarms.make<ObservedStream>([ITERATOR_AGE], observed);
}

function alarmSet(
  app: AppResources,
  target: lambda.FunctionBase,
  { mapping, source }: Source,
  owner: Construct,
  logGroupName: string,
): AlarmSet {
  const { alarms: plan, functionAlarms } = settingsFor(target);
  return new AlarmSet(owner, {
    plan,
    tunings: plan.sourceTunings,
    expected: [],
    resource: mapping,
    subject: `${target.node.path} (${target.functionName}), reading ${source ? pathOf(source) : pathOf(mapping)}`,
    logGroupName,
    ofFunction: () => functionAlarms as AlarmSet,
    isWatched: (metric) => app.isWatched(metric),
  });
}

const holderOf = (mapping: CfnResource): Construct =>
  mapping.node.scope instanceof lambda.EventSourceMapping ? mapping.node.scope : mapping;

const idOf = (mapping: CfnResource): Pick<lambda.EventSourceMapping, 'eventSourceMappingId'> => ({ eventSourceMappingId: mapping.ref });

/** The queue of the CDK that holds the resource, or one that stands for it. @internal */
export function queueOf(resource: CfnResource): sqs.IQueue {
  const { scope } = resource.node;
  if (scope instanceof sqs.Queue) return scope;
  const known = resource.node.tryFindChild('Queue') as sqs.IQueue | undefined;
  return known ?? sqs.Queue.fromQueueAttributes(resource, 'Queue', { queueArn: Token.asString(resource.getAtt('Arn')), fifo: false });
}
