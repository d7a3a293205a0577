import { type CfnResource, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { refuse } from '../errors';
import { WAIVERS } from '../waiver-metadata';

/** @internal */
export function checkReason(scope: IConstruct, call: string, reason: string): void {
  if (Token.isUnresolved(reason) || (typeof reason === 'string' && reason.trim() !== '')) return;
  refuse(
    scope,
    `'${call}' must have a reason, got ${JSON.stringify(reason)}; write the reason in a few words; it is in the template for reviewers`,
  );
}

/**
 * Keeps the reason for a protection that was left out in the template, where a reviewer sees it.
 *
 * @internal
 */
export function recordWaiver(resource: CfnResource, protection: string, reason: string): void {
  resource.addMetadata(WAIVERS, { ...resource.getMetadata(WAIVERS), [protection]: reason });
}
