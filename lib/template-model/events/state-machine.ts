import { readJson } from '../json-text';
import { type Fields, isFields, isList, partsOf, type Resource, type Value } from '../resource';

/** @internal */
export const STATE_MACHINE = 'AWS::StepFunctions::StateMachine';

/** A task of a state machine that invokes a function. @internal */
export interface LambdaTask {
  readonly property: string;
  readonly functionName: Value;
  /** Whether the state machine waits for the answer; undefined where only the execution knows. */
  readonly isAsync: boolean | undefined;
}

/** Where the definition of a state machine may be. */
const DEFINITIONS = ['Definition', 'DefinitionString'];
const INVOKE = /:states:::(aws-sdk:)?lambda:invoke(\.|$)/;

/** The tasks of a state machine that invoke functions by the integration with Lambda. @internal */
export function lambdaTasksIn(machine: Resource): readonly LambdaTask[] {
  return DEFINITIONS.flatMap((property) => {
    const value = machine.get(property);
    const definition = isFields(value) ? value : readJson(value);
    return definition === undefined ? [] : tasksIn(definition, substituting(machine)).map((task) => ({ property, ...task }));
  });
}

type Substitute = (value: Value) => Value;

/** States inside of states inside of states: deeper than anybody writes. */
const DEEPEST = 100;

function tasksIn(value: Value, substitute: Substitute, depth = 0): Omit<LambdaTask, 'property'>[] {
  if (depth > DEEPEST) return [];
  if (isList(value)) return value.flatMap((item) => tasksIn(item, substitute, depth + 1));
  if (!isFields(value)) return [];
  const integration = textIn(substitute(value.Resource));
  const passed = value.Parameters ?? value.Arguments;
  if (!INVOKE.test(integration) || !isFields(passed)) return Object.values(value).flatMap((inner) => tasksIn(inner, substitute, depth + 1));
  return [{ functionName: substitute(passed.FunctionName), isAsync: isEvent(passed, substitute) }];
}

function isEvent(passed: Fields, substitute: Substitute): boolean | undefined {
  const type = substitute(passed.InvocationType);
  if (type === undefined) return passed['InvocationType.$'] === undefined ? false : undefined;
  return typeof type === 'string' && !type.startsWith('{%') ? type === 'Event' : undefined;
}

const textIn = (value: Value): string => (partsOf(value) ?? []).map((part) => (typeof part === 'string' ? part : '')).join('');

/** `${Name}` as a whole is what `DefinitionSubstitutions` has by that name. */
function substituting(machine: Resource): Substitute {
  const substitutions = machine.get('DefinitionSubstitutions');
  return (value) => {
    const name = typeof value === 'string' ? /^\$\{([^}]+)\}$/.exec(value)?.[1] : undefined;
    if (name === undefined || !isFields(substitutions)) return value;
    return Object.hasOwn(substitutions, name) ? substitutions[name] : value;
  };
}
