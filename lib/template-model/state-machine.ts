import { type Fields, isFields, isList, type Part, partsOf, type Resource, textOf, UNKNOWN, type Value } from './resource';

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
    const definition = isFields(value) ? value : parsed(value);
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

/** Characters of no text, around the number of a part that is not known. */
const [OPEN, CLOSE] = ['\uE000', '\uE001'];
const PLACEHOLDER = /\uE000(\d+)\uE001/;

/** A definition as JSON, of which references are parts; absent where it is none. */
function parsed(value: Value): Value {
  const parts = partsOf(value);
  if (!parts || parts.every((part) => typeof part !== 'string')) return undefined;
  const text = parts.map((part, index) => (typeof part === 'string' ? part : `${OPEN}${index}${CLOSE}`)).join('');
  try {
    return JSON.parse(text, (_, each) => (typeof each === 'string' && each.includes(OPEN) ? filled(each, parts) : each)) as Value;
  } catch {
    return undefined;
  }
}

const filled = (text: string, parts: readonly Part[]): Value =>
  textOf(text.split(PLACEHOLDER).map((piece, index) => (index % 2 === 0 ? piece : (parts[Number(piece)] ?? UNKNOWN))));
