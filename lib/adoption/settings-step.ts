import { type CfnResource, type Duration, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { setProperties } from '../core/resource-properties';
import { QUEUE_DEFAULTS } from '../service-limits/queue-times';
import type { AppResources } from './app-resources';
import type { HardeningNotes } from './hardening-notes';

/** @internal */
export interface WantedSettings {
  readonly memorySize: number;
  readonly timeout: Duration;
  readonly tracing: lambda.Tracing;
}

/**
 * Memory and timeout, where the app sets none. Lambda refuses a mapping of a queue whose visibility timeout is shorter than the
 * timeout of the function.
 *
 * @internal
 */
export function hardenSettings(
  app: AppResources,
  fn: CfnResource,
  queues: readonly (CfnResource | undefined)[],
  wanted: WantedSettings,
  notes: HardeningNotes,
): void {
  const { properties } = app.render(fn);
  if (properties.MemorySize === undefined) {
    setProperties(fn, { memorySize: wanted.memorySize });
    notes.add(`memorySize: ${wanted.memorySize} MB`);
  }
  if (properties.Timeout !== undefined) return;
  const seconds = wanted.timeout.toSeconds();
  const limits = queues.map((queue) => (queue ? visibilityOf(app, queue) : undefined));
  const tooShort = limits.find((limit) => limit !== undefined && limit < seconds);
  if (tooShort !== undefined) {
    notes.leave(
      'timeout',
      `it reads a queue with a visibility timeout of ${tooShort} seconds, which must not be below the timeout; raise it, then set \`timeout\``,
    );
  } else if (limits.includes(undefined)) {
    notes.leave('timeout', 'it reads a queue whose visibility timeout is not known, and must not be below the timeout; set `timeout`');
  } else {
    setProperties(fn, { timeout: seconds });
    notes.add(`timeout: ${seconds} seconds`);
  }
}

function visibilityOf(app: AppResources, queue: CfnResource): number | undefined {
  const { VisibilityTimeout: given = QUEUE_DEFAULTS.visibilityTimeout } = app.render(queue).properties;
  return typeof given === 'number' && !Token.isUnresolved(given) ? given : undefined;
}

/**
 * Active tracing, where the app sets no mode.
 *
 * @returns whether the role has to allow it
 * @internal
 */
export function hardenTracing(
  app: AppResources,
  fn: CfnResource,
  mayGrant: boolean,
  wanted: WantedSettings,
  notes: HardeningNotes,
): boolean {
  if (app.render(fn).properties.TracingConfig !== undefined || wanted.tracing === lambda.Tracing.DISABLED) return false;
  if (!mayGrant) {
    notes.leave('tracing', 'its role is not a resource of this app, and may not allow it; set `tracing` and grant it there');
    return false;
  }
  setProperties(fn, { tracingConfig: { mode: wanted.tracing } });
  notes.add(`tracing: ${wanted.tracing}`);
  return true;
}
