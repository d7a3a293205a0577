import { CfnElement } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { framesOfApp, nearestFramesOfApp } from '../errors';

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

/** Of the frames, none where the app has turned stacks off. */
function linesOf(owner: IConstruct, frames: () => string[]): readonly string[] {
  return owner.node.tryGetContext(DISABLED) ? [] : frames().map((frame) => frame.replace(/^\s+at /, ''));
}

function keep(element: IConstruct, lines: readonly string[]): void {
  if (lines.length > 0 && !element.node.metadata.some(({ type }) => type === STACK)) element.node.addMetadata(STACK, lines);
}

/**
 * Keeps the lines of the app that asked for one resource below a scope without stacks.
 *
 * @param owner where the app may have turned stacks off
 * @internal
 */
export function keepCreationStack(resource: IConstruct, owner: IConstruct): void {
  keep(resource, linesOf(owner, framesOfApp));
}

/**
 * One stack for all that is made for a function: to capture that of each resource costs more than the resource. An app in another
 * language than JavaScript, whose lines the CDK alone knows, keeps those of each.
 *
 * @internal
 */
export class CreationStack {
  private readonly lines: readonly string[];

  /**
   * Call it before anything is made below the scope.
   *
   * @param made the class that the app makes
   */
  constructor(
    private readonly scope: IConstruct,
    made: abstract new (...args: never[]) => IConstruct,
  ) {
    this.lines = linesOf(scope, () => nearestFramesOfApp(made as unknown as () => unknown));
    if (this.lines.length > 0) captureNoCreationStacks(scope);
  }

  /** Each resource below the scope has the stack then, if it has none yet. */
  public share(): void {
    if (this.lines.length === 0) return;
    for (const element of this.scope.node.findAll()) if (CfnElement.isCfnElement(element)) keep(element, this.lines);
  }
}
