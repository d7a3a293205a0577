import { type CfnResource, type Duration, Token } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { MEMORY, TIMEOUT } from '../core/aws/lambda-limits';
import { setProperties } from '../core/cdk/resource-properties';
import { checkSeconds, checkWholeNumber } from '../core/input/ranges';
import { leastVisibility, QUEUE_DEFAULTS } from '../service-limits/queue-times';
import type { AppResources } from './app-resources';
import type { HardeningNotes } from './hardening-notes';
import type { Source } from './source-step';

/** @internal */
export interface WantedSettings {
  readonly memorySize: number;
  readonly timeout: Duration;
  readonly tracing: lambda.Tracing;
}

/**
 * Memory and timeout, where the app sets none. Lambda refuses a mapping of a queue whose visibility timeout is shorter than the
 * timeout of the function, and within six timeouts a batch that is throttled may be received twice: a longer timeout than that is
 * worse than none.
 *
 * @internal
 */
export function hardenSettings(
  app: AppResources,
  fn: CfnResource,
  sources: readonly Source[],
  wanted: WantedSettings,
  notes: HardeningNotes,
): void {
  const rendered = app.render(fn);
  if (rendered.property('MemorySize') === undefined) {
    checkWholeNumber(fn, 'memorySize', wanted.memorySize, { ...MEMORY, unit: 'MB' });
    setProperties(fn, { memorySize: wanted.memorySize });
    notes.add(`memorySize: ${wanted.memorySize} MB`);
  }
  if (rendered.property('Timeout') !== undefined) return;
  checkSeconds(fn, 'timeout', wanted.timeout, TIMEOUT);
  const seconds = wanted.timeout.toSeconds();
  const limits = sources
    .filter(({ isQueue }) => isQueue)
    .map(({ mapping, source }) => ({
      visibility: source && visibilityOf(app, source),
      least: leastVisibility(seconds, windowOf(app, mapping)),
    }));
  const tooShort = limits.find(({ visibility, least }) => visibility !== undefined && visibility < least);
  if (tooShort !== undefined) {
    notes.leave(
      'timeout',
      `it reads a queue with a visibility timeout of ${tooShort.visibility} seconds, which must be at least ${tooShort.least} for a timeout of ` +
        `${seconds} seconds; raise it, then set \`timeout\``,
    );
  } else if (limits.some(({ visibility }) => visibility === undefined)) {
    notes.leave('timeout', 'it reads a queue whose visibility timeout is not known, and must be six times the timeout; set `timeout`');
  } else {
    setProperties(fn, { timeout: seconds });
    notes.add(`timeout: ${seconds} seconds`);
  }
}

function visibilityOf(app: AppResources, queue: CfnResource): number | undefined {
  const given = app.render(queue).property('VisibilityTimeout') ?? QUEUE_DEFAULTS.visibilityTimeout;
  return typeof given === 'number' && !Token.isUnresolved(given) ? given : undefined;
}

/** Where only a deployment knows it, none is assumed. */
function windowOf(app: AppResources, mapping: CfnResource): number {
  const given = app.render(mapping).property('MaximumBatchingWindowInSeconds') ?? 0;
  return typeof given === 'number' && !Token.isUnresolved(given) ? given : 0;
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
  if (app.render(fn).property('TracingConfig') !== undefined || wanted.tracing === lambda.Tracing.DISABLED) return false;
  if (!mayGrant) {
    notes.leave('tracing', 'its role takes no statements from this app, and may not allow it; set `tracing` and grant it there');
    return false;
  }
  setProperties(fn, { tracingConfig: { mode: wanted.tracing } });
  notes.add(`tracing: ${wanted.tracing}`);
  return true;
}
