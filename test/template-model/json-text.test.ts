import { arn, ref, resource } from '../../lib/checks/rules/examples/parts';
import { Reference } from '../../lib/template-model/resource';
import { modelOf, resourceIn } from './model-of';

const queueWith = (RedrivePolicy: unknown) => {
  const model = modelOf({ Queue: resource('AWS::SQS::Queue', { RedrivePolicy }), Failed: resource('AWS::SQS::Queue') });
  return { queue: resourceIn(model, 'Queue'), failed: resourceIn(model, 'Failed'), model };
};
const sub = (text: string) => ({ 'Fn::Sub': text });

test('a policy may be the text of its JSON', () => {
  const { queue } = queueWith(' {"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:111122223333:failed","maxReceiveCount":3}');
  expect(queue.get('RedrivePolicy.deadLetterTargetArn')).toBe('arn:aws:sqs:eu-west-1:111122223333:failed');
  expect(queue.number('RedrivePolicy.maxReceiveCount')).toBe(3);
  expect(queue.has('RedrivePolicy.other')).toBe(false);
});

test('references inside of the text lead to their resources', () => {
  const { queue, failed, model } = queueWith(sub(`{"deadLetterTargetArn":"\${Failed.Arn}","maxReceiveCount":"\${Count}"}`));
  const target = queue.get('RedrivePolicy.deadLetterTargetArn');
  expect(target).toBeInstanceOf(Reference);
  expect((target as Reference).resource).toBe(failed);
  expect(queue.number('RedrivePolicy.maxReceiveCount')).toBeUndefined();
  expect([...model.queues.values()].find(({ resource }) => resource === queue)?.redrive).toBe(failed);
});

test.each(['{broken', '[1]', 'deadLetterTargetArn', '"text"', '5'])('%s is the text of no object', (text) => {
  expect(queueWith(text).queue.get('RedrivePolicy.deadLetterTargetArn')).toBeUndefined();
});

test('text of which only a deployment knows the form is not known', () => {
  expect(queueWith(sub(`{"maxReceiveCount":\${Count}}`)).queue.has('RedrivePolicy.maxReceiveCount')).toBeUndefined();
  expect(queueWith(ref('Policy')).queue.has('RedrivePolicy.maxReceiveCount')).toBeUndefined();
});

test('statements of a policy may be the text of their JSON', () => {
  const policy = sub(
    `{"Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Principal":{"Service":"sns.amazonaws.com"},"Resource":"*"}]}`,
  );
  const model = modelOf({
    Queue: resource('AWS::SQS::Queue'),
    Policy: resource('AWS::SQS::QueuePolicy', { Queues: [ref('Queue')], PolicyDocument: policy }),
    Role: resource('AWS::IAM::Role', {
      Policies: [{ PolicyDocument: sub(`{"Statement":{"Effect":"Allow","Action":"*","Resource":"\${Queue.Arn}"}}`) }],
    }),
    Fn: resource('AWS::Lambda::Function', { Role: arn('Role') }),
  });
  const queue = resourceIn(model, 'Queue');
  expect(model.policyOf(queue)?.lets('sns.amazonaws.com', 'sqs:SendMessage')).toBe(true);
  expect(model.policyOf(queue)?.lets('events.amazonaws.com', 'sqs:SendMessage')).toBe(false);
  expect(model.roleBehind(new Reference(resourceIn(model, 'Role'), 'Arn'))?.allows('sqs:SendMessage', queue)).toBe(true);
});
