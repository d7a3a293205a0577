import { arn, fn, resource } from '../../../lib/checks/rules/examples/parts';
import { lambdaTasksIn } from '../../../lib/template-model/events/state-machine';
import { modelOf, resourceIn } from '../model-of';

const INVOKE = 'arn:aws:states:::lambda:invoke';
const task = (Parameters: unknown, Resource: unknown = INVOKE) => ({ Type: 'Task', Resource, Parameters, End: true });
const event = (FunctionName: unknown) => task({ FunctionName, InvocationType: 'Event' });

const tasksOf = (properties: Record<string, unknown>) => {
  const model = modelOf({ Orders: fn(), Machine: resource('AWS::StepFunctions::StateMachine', properties) });
  return lambdaTasksIn(resourceIn(model, 'Machine')).map(({ property, functionName, isAsync }) => [
    property,
    typeof functionName === 'string' ? functionName : model.finder.invokedBy(functionName)?.fn.name,
    isAsync,
  ]);
};

test('tasks are found wherever they are: in branches, in maps, beside each other', () => {
  const States = {
    First: event(arn('Orders')),
    Both: { Type: 'Parallel', Branches: [{ States: { A: event('a') } }, { States: { B: task({ FunctionName: 'b' }) } }] },
    Each: { Type: 'Map', ItemProcessor: { States: { C: task({ FunctionName: 'c', InvocationType: 'RequestResponse' }) } } },
  };
  const found = [
    ['Orders', true],
    ['a', true],
    ['b', false],
    ['c', false],
  ];
  expect(tasksOf({ Definition: { States } })).toEqual(found.map((one) => ['Definition', ...one]));
  const text = JSON.stringify({ States }).replace(JSON.stringify(arn('Orders')), `"\${Orders.Arn}"`);
  expect(tasksOf({ DefinitionString: { 'Fn::Sub': text } })).toEqual(found.map((one) => ['DefinitionString', ...one]));
});

test('a definition without any reference is read too, with its substitutions', () => {
  const DefinitionString = JSON.stringify({ States: { A: event(`\${Target}`), B: event(`\${Other}`) } });
  expect(tasksOf({ DefinitionString, DefinitionSubstitutions: { Target: arn('Orders') } })).toEqual([
    ['DefinitionString', 'Orders', true],
    ['DefinitionString', `\${Other}`, true],
  ]);
});

test('only tasks that invoke functions, with parameters that are known, are tasks of functions', () => {
  expect(tasksOf({ Definition: { States: { A: task({ FunctionName: 'a' }, 'arn:aws:states:::sqs:sendMessage') } } })).toEqual([]);
  expect(tasksOf({ Definition: { States: { A: { Type: 'Task', Resource: INVOKE } } } })).toEqual([]);
  expect(tasksOf({ Definition: { States: { A: { Type: 'Pass', Parameters: { FunctionName: 'a' } } } } })).toEqual([]);
  expect(tasksOf({ DefinitionString: 'no JSON' })).toEqual([]);
  expect(tasksOf({})).toEqual([]);
});

test('how a task invokes may be known to the execution only', () => {
  const asyncOf = (InvocationType: unknown) => tasksOf({ Definition: { A: task({ FunctionName: 'a', InvocationType }) } })[0][2];
  expect([asyncOf('Event'), asyncOf('RequestResponse'), asyncOf('{% $type %}'), asyncOf({ Ref: 'Type' })]).toEqual([
    true,
    false,
    undefined,
    undefined,
  ]);
  expect(tasksOf({ Definition: { A: task({ FunctionName: 'a', 'InvocationType.$': '$.type' }) } })[0][2]).toBeUndefined();
});

test('states nested deeper than anybody writes end the search', () => {
  const nested = (depth: number): unknown => (depth === 0 ? event('a') : { States: nested(depth - 1) });
  expect(tasksOf({ Definition: nested(60) })).toHaveLength(1);
  expect(tasksOf({ DefinitionString: JSON.stringify(nested(99)) })).toHaveLength(1);
  const text = `${'{"States":'.repeat(5000)}${JSON.stringify(event('a'))}${'}'.repeat(5000)}`;
  expect(tasksOf({ DefinitionString: text })).toEqual([]);
  expect(tasksOf({ DefinitionString: JSON.stringify(nested(101)) })).toEqual([]);
});
