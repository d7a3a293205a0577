import type { CfnResource } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { isIntrinsic } from '../core/cdk/intrinsic';
import { type AsyncPlan, resolveAsync } from '../failures/async-plan';
import type { ExistingInvocation } from '../failures/existing-invocation';
import type { FailureCapture } from '../failures/failure-capture';
import { resolveFailures } from '../failures/failure-plan';
import type { AppResources } from './app-resources';
import type { HardeningNotes } from './hardening-notes';

/** What a function does with failed events already. @internal */
export interface ExistingCapture extends ExistingInvocation {
  readonly hasDeadLetters: boolean;
}

const CONFIG = 'AWS::Lambda::EventInvokeConfig';

/** @internal */
export function existingCapture(app: AppResources, fn: CfnResource, configs: readonly CfnResource[]): ExistingCapture {
  // Those of a class that is not known, too.
  const all = [...configs, ...app.naming(CONFIG, 'FunctionName', fn), ...app.withText(fn, CONFIG, 'FunctionName', app.namesOf(fn))];
  const config = all.find((each) => app.render(each).property('Qualifier') === '$LATEST') as lambda.CfnEventInvokeConfig | undefined;
  const destinations = config && app.render(config).property('DestinationConfig');
  const deadLetters = app.render(fn).property('DeadLetterConfig');
  return { config, hasDestination: isGiven(destinations, 'OnFailure'), hasDeadLetters: isGiven(deadLetters, 'TargetArn') };
}

/** What a condition decides counts as well. */
const isGiven = (value: unknown, name: string): boolean =>
  isIntrinsic(value) || (value as Record<string, unknown> | undefined)?.[name] !== undefined;

/**
 * Where failed events are sent. What the app has configured stays.
 *
 * @internal
 */
export function planCapture(
  app: AppResources,
  fn: CfnResource,
  shell: Construct,
  existing: ExistingCapture,
  capture: FailureCapture,
  mayGrant: boolean,
  notes: HardeningNotes,
): AsyncPlan {
  const nothing: AsyncPlan = { failures: { isOwn: true }, own: {} };
  if (app.render(fn).property('DurableConfig') !== undefined) {
    notes.leave('capture', 'it is a durable function, which takes no destinations');
    return nothing;
  }
  if (existing.hasDestination || existing.hasDeadLetters) {
    notes.leave('capture', `its failed events are sent to ${existing.hasDestination ? 'a destination' : 'a dead-letter target'} already`);
    return nothing;
  }
  if (!mayGrant) {
    notes.leave(
      'capture',
      'its role takes no statements from this app, and may not allow the delivery; set `onFailure` and grant it there',
    );
    return nothing;
  }
  const failures = resolveFailures(shell, {}, capture);
  if (failures.reason !== undefined) notes.leave('capture', failures.reason);
  else notes.add(`capture: failed asynchronous events are ${existing.config ? 'sent to a failure target by its configuration' : 'stored'}`);
  return resolveAsync(shell, {}, failures);
}
