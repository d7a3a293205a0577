import { Names, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { got, refuse } from '../core/errors';
import type { LogGroupName, LogGroupNameContext } from './log-group-name';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const NAME = /^[.\-_/#A-Za-z0-9]{1,512}$/;

const RULE = '1 to 512 letters, digits and . - _ / #';

/** Who named a log group of a stack so. */
const named = new WeakMap<Stack, Map<string, IConstruct>>();

/**
 * The name of a function's log group; undefined where CloudFormation generates it, or Lambda does.
 *
 * @internal
 */
export function resolveLogGroupName(scope: IConstruct, chosen: LogGroupName, functionName: string | undefined): string | undefined {
  const choice = chosen?._choice;
  if (choice === undefined) {
    refuse(
      scope,
      `'logGroupName' must be a LogGroupName, got ${got(chosen)}; pass for example LogGroupName.pattern('/aws/lambda/{function}')`,
    );
  }
  if (choice.kind === 'generated' || choice.kind === 'ofLambda') return undefined;
  const context = contextOf(scope, functionName);
  const name = choice.kind === 'pattern' ? filled(scope, choice.pattern, context) : byRule(scope, choice.naming, context);
  if (Token.isUnresolved(name)) return name;
  if (typeof name !== 'string' || !NAME.test(name)) {
    refuse(scope, `'logGroupName' must be ${RULE}, got ${got(name)}; change ${choice.kind === 'pattern' ? 'the pattern' : 'the naming'}`);
  }
  checkDifferent(scope, name);
  return name;
}

const contextOf = (scope: IConstruct, functionName: string | undefined): LogGroupNameContext => ({
  functionId: scope.node.id,
  functionPath: scope.node.path,
  functionName,
  stackName: Stack.of(scope).stackName,
});

function filled(scope: IConstruct, pattern: string, { functionId, functionName, stackName }: LogGroupNameContext): string {
  if (typeof pattern !== 'string') {
    return refuse(scope, `'logGroupName' must have a pattern, got ${got(pattern)}; pass for example '/aws/lambda/{function}'`);
  }
  const values: Record<string, () => string> = {
    function: () => functionName ?? Names.uniqueResourceName(scope, { maxLength: 64, separator: '-' }),
    stack: () => stackName,
    id: () => functionId,
  };
  return pattern.replace(/(?<!\$)\{([^{}]*)\}/g, (placeholder, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return (
      value?.() ??
      refuse(scope, `'logGroupName' must use {function}, {stack} or {id}, got ${JSON.stringify(placeholder)}; change the pattern`)
    );
  });
}

function byRule(scope: IConstruct, naming: { logGroupNameFor?: unknown } | undefined, context: LogGroupNameContext): string {
  const rule = naming?.logGroupNameFor;
  if (typeof rule !== 'function') {
    return refuse(scope, `'LogGroupName.custom' must have a method 'logGroupNameFor', got ${got(naming)}; implement ILogGroupNaming`);
  }
  return rule.call(naming, context) as string;
}

/** CloudFormation would create the second group of a name, and fail. */
function checkDifferent(scope: IConstruct, name: string): void {
  const stack = Stack.of(scope);
  const names = named.get(stack) ?? new Map<string, IConstruct>();
  named.set(stack, names);
  const other = names.get(name);
  if (other !== undefined && isInTree(other)) {
    refuse(
      scope,
      `'logGroupName' must differ between functions, got ${got(name)}, which ${other.node.path} has; use {function} in the pattern`,
    );
  }
  names.set(name, scope);
}

const isInTree = ({ node }: IConstruct): boolean => node.scope?.node.tryFindChild(node.id)?.node === node;
