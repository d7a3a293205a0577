import { CfnResource, Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { differ } from '../../core/cdk/homes';

/** What `FleetAlarms` constructs are known by: this file is read before theirs. */
const FLEET = Symbol.for('cdk-hardened-lambda.FleetAlarms');

/** @internal */
export function markAsFleet(fleet: IConstruct): void {
  Object.defineProperty(fleet, FLEET, { value: true });
}

const isFleet = (node: IConstruct): boolean => (node as unknown as Record<symbol, unknown>)[FLEET] === true;

/** The fleet alarms that watch the account and region of the stack, as far as these are known. @internal */
export const fleetsOver = (stack: Stack): IConstruct[] =>
  stack.node.root.node.findAll().filter((node) => isFleet(node) && !isElsewhere(Stack.of(node), stack));

/** Other fleet alarms in the same environment. Two stages without an environment may be deployed to two accounts. @internal */
export function rivalOf(fleet: IConstruct): IConstruct | undefined {
  const stack = Stack.of(fleet);
  return fleetsOver(stack).find((other) => other !== fleet && isSameEnvironment(Stack.of(other), stack));
}

/** How many functions of the app are in the environment of the stack. @internal */
export const countFunctions = (stack: Stack): number =>
  stack.node.root.node
    .findAll()
    .filter((node) => CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::Lambda::Function')
    .filter((node) => !isElsewhere(Stack.of(node), stack)).length;

const isElsewhere = (one: Stack, other: Stack): boolean => differ(one.account, other.account) || differ(one.region, other.region);

function isSameEnvironment(one: Stack, other: Stack): boolean {
  if (one.environment !== other.environment) return false;
  return Stage.of(one) === Stage.of(other) || ![one.account, one.region].some((part) => Token.isUnresolved(part));
}
