import { arn, fn, mapping, queue, redrive } from '../../lib/checks/rules/examples/parts';
import { deadLetters, rule } from '../../lib/checks/rules/examples/triggers';
import { modelOf, resourceIn } from './model-of';

test('what belongs to a function: itself, what invokes it, what it reads, where what fails is stored', () => {
  const model = modelOf({
    Orders: fn(deadLetters('Dead')),
    Dead: queue(),
    Rule: rule(arn('Orders')),
    Queue: queue(redrive('Failed')),
    Failed: queue(),
    Mapping: mapping('Queue', 'Orders'),
    Other: queue(),
  });
  const [orders] = model.functions.values();
  expect([...model.surroundings.of(orders)].map(({ id }) => id).sort()).toEqual(['Dead', 'Failed', 'Mapping', 'Orders', 'Queue', 'Rule']);
  expect(model.surroundings.functionsOf(resourceIn(model, 'Other'))).toEqual([]);
});

test('a function that is named twice for a resource is one of its functions', () => {
  const model = modelOf({
    Orders: fn(deadLetters('Queue')),
    Queue: queue(),
    Mapping: mapping('Queue', 'Orders'),
    Second: mapping('Queue', 'Orders'),
  });
  expect(model.surroundings.functionsOf(resourceIn(model, 'Queue')).map(({ name }) => name)).toEqual(['Orders']);
});

test('a source and a target elsewhere are nothing of the templates', () => {
  const model = modelOf({
    Orders: fn({ DeadLetterConfig: { TargetArn: 'arn:aws:sqs:eu-west-1:111122223333:failed' } }),
    Mapping: mapping('', 'Orders', { EventSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders' }),
  });
  const [orders] = model.functions.values();
  expect([...model.surroundings.of(orders)].map((one) => one.id).sort()).toEqual(['Mapping', 'Orders']);
});
