import type { IConstruct } from 'constructs';
import { framesOfApp } from './errors';

/** Of the CDK, for performance: its option `--debug` captures the stacks all the same. */
const DISABLED = 'aws:cdk:disable-creation-stack-traces';
const STACK = 'aws:cdk:creationStack';

/**
 * The CDK keeps for each resource the ten frames that it was created in. Where all ten are in this library they tell nothing, and
 * capturing them costs half of the time of a resource. Call it before anything is made below the scope.
 *
 * @internal
 */
export function captureNoCreationStacks(scope: IConstruct): void {
  scope.node.setContext(DISABLED, true);
}

/**
 * Keeps the lines of the app that asked for one resource below such a scope.
 *
 * @param owner where the app may have turned stacks off
 * @internal
 */
export function keepCreationStack(resource: IConstruct, owner: IConstruct): void {
  if (owner.node.tryGetContext(DISABLED) || resource.node.metadata.some(({ type }) => type === STACK)) return;
  const frames = framesOfApp().map((frame) => frame.replace(/^\s+at /, ''));
  if (frames.length > 0) resource.node.addMetadata(STACK, frames);
}
