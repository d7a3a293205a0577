import type { Invocation } from '../events/invocation';
import type { Queue } from '../events/queue';
import type { LambdaFunction } from '../functions/lambda-function';
import type { Resource, Value } from '../resource';
import type { Resources } from '../resources';
import { type FailureTarget, TargetKind } from './failure-target';

/** In which form what failed lies in a queue. @internal */
export enum RecordForm {
  EVENTS = 'original events',
  RECORDS = 'invocation records',
  BATCHES = 'metadata of stream batches',
  MESSAGES = 'messages of another queue',
  /** What a rule, a schedule or a topic could not hand over. */
  UNDELIVERED = 'undelivered events',
}

/** What is sent to a failure queue. @internal */
export interface StoredFailure {
  readonly form: RecordForm;
  /** The resource that sends it there. */
  readonly by: Resource;
  readonly fn: LambdaFunction | undefined;
}

const FORM_BY_KIND: Readonly<Partial<Record<TargetKind, RecordForm>>> = {
  [TargetKind.DEAD_LETTER]: RecordForm.EVENTS,
  [TargetKind.ON_FAILURE]: RecordForm.RECORDS,
  [TargetKind.BATCH_FAILURE]: RecordForm.BATCHES,
};

/** What failures come from. */
interface Parts {
  readonly resources: Resources;
  readonly failureTargets: readonly FailureTarget[];
  readonly sourceQueues: readonly Queue[];
  readonly invocations: readonly Invocation[];
}

/** The queues of the templates in which what failed around functions lies, and what lies in each. @internal */
export function failureQueuesIn({
  resources,
  failureTargets,
  sourceQueues,
  invocations,
}: Parts): ReadonlyMap<Resource, readonly StoredFailure[]> {
  const queues = new Map<Resource, StoredFailure[]>();
  const add = (queue: Resource | undefined, failure: StoredFailure): void => {
    if (queue?.type === 'AWS::SQS::Queue') queues.set(queue, [...(queues.get(queue) ?? []), failure]);
  };
  for (const { kind, target, resource, invoked } of failureTargets) {
    const form = FORM_BY_KIND[kind];
    if (form) add(target, { form, by: resource, fn: invoked.fn });
  }
  for (const { redrive, resource, reader } of sourceQueues) add(redrive, { form: RecordForm.MESSAGES, by: resource, fn: reader });
  for (const { resource, property, invoked } of invocations) {
    const target = resources.behind(undeliveredTo(resource, property));
    add(target, { form: RecordForm.UNDELIVERED, by: resource, fn: invoked.fn });
  }
  return queues;
}

/** What brings a function its events. */
interface InvocationSources {
  mappingsOf(fn: LambdaFunction): readonly unknown[];
  asyncInvocationsOf(fn: LambdaFunction): readonly unknown[];
}

/** A function that only reads queues and streams has no asynchronous events to keep. @internal */
export function mayArrive({ form, fn }: StoredFailure, model: InvocationSources): boolean {
  const isOfEvents = form === RecordForm.EVENTS || form === RecordForm.RECORDS;
  return !(isOfEvents && fn && model.mappingsOf(fn).length > 0 && model.asyncInvocationsOf(fn).length === 0);
}

function undeliveredTo(trigger: Resource, property: string): Value {
  if (trigger.type === 'AWS::SNS::Subscription') return trigger.get('RedrivePolicy.deadLetterTargetArn');
  return trigger.get(`${property.replace(/Arn$/, 'DeadLetterConfig')}.Arn`);
}
