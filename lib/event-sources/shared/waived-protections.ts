import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from '../../core/errors';
import { checkReason, recordWaiver } from '../../core/input/reasons';
import { type EventSourceProtection, EventSourceWaiver } from './event-source-waiver';

/**
 * The reasons by what they are for.
 *
 * @internal
 */
export type WaivedProtections = { readonly [protection in EventSourceProtection]?: string };

/** @internal */
export function resolveWaivers(scope: IConstruct, waivers: EventSourceWaiver[] = []): WaivedProtections {
  if (!Array.isArray(waivers) || !waivers.every((waiver) => waiver instanceof EventSourceWaiver)) {
    refuse(
      scope,
      `'waivers' must be a list of event source waivers, got another; write [EventSourceWaiver.redriveQueue(reason)] or its like`,
    );
  }
  for (const { _protection, _reason } of waivers) checkReason(scope, `EventSourceWaiver.${_protection}`, _reason);
  return Object.fromEntries(waivers.map(({ _protection, _reason }) => [_protection, _reason]));
}

/**
 * Keeps the reasons in the template, where a reviewer sees them.
 *
 * @internal
 */
export function keepWaivers(mapping: CfnResource, waived: WaivedProtections): void {
  for (const [protection, reason] of Object.entries(waived)) recordWaiver(mapping, protection, reason);
}
