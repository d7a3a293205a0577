import type { Example } from '../../lib/checks/rule';
import { fn, ref, resource } from '../../lib/checks/rules/examples/parts';
import { modelOf } from './model-of';

const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';
const orders = (attribute: string) => ({ 'Fn::GetAtt': ['Orders', attribute] });
const joined = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });
/** As API Gateway wraps it. */
const integration = (...parts: unknown[]) =>
  joined('arn:', ref('AWS::Partition'), ':apigateway:', ref('AWS::Region'), ':lambda:path/2015-03-31/functions/', ...parts);

const MADE: Example = {
  Orders: fn({ FunctionName: 'orders' }),
  Version: resource('AWS::Lambda::Version', { FunctionName: ref('Orders') }),
  Live: resource('AWS::Lambda::Alias', { FunctionName: ref('Orders'), Name: 'live', FunctionVersion: '1' }),
  Other: fn({ FunctionName: 'other' }),
  OthersVersion: resource('AWS::Lambda::Version', { FunctionName: ref('Other') }),
  Queue: resource('AWS::SQS::Queue', { QueueName: 'orders' }),
};

/** Whom a permission allows: the function and its qualifier. */
function invokedBy(value: unknown): string | undefined {
  const { resources, finder } = modelOf({ ...MADE, Permission: resource('AWS::Lambda::Permission', { FunctionName: value }) });
  const invoked = finder.invokedBy(resources.ofType('AWS::Lambda::Permission')[0].get('FunctionName'));
  return invoked && `${invoked.fn.resource.id} ${invoked.qualifier}`;
}

test.each<[string, unknown, string | undefined]>([
  ['a reference', ref('Orders'), 'Orders $LATEST'],
  ['its ARN', orders('Arn'), 'Orders $LATEST'],
  ['a name', 'orders', 'Orders $LATEST'],
  ['a name with a qualifier', 'orders:live', 'Orders live'],
  ['a name that no function has', 'nobody', undefined],
  ['an ARN in text', ARN, 'Orders $LATEST'],
  ['an ARN in text with a qualifier', `${ARN}:live`, 'Orders live'],
  ['an ARN of something else', 'arn:aws:sqs:eu-west-1:111122223333:orders', undefined],
  ['an alias', ref('Live'), 'Orders live'],
  ['a version', ref('Version'), 'Orders Version'],
  ['an alias behind an ARN', joined(orders('Arn'), ':live'), 'Orders live'],
  ['a name of parts', joined(ref('Orders'), ':live'), 'Orders live'],
  ['a version behind an ARN', joined(orders('Arn'), ':', ref('Version')), 'Orders Version'],
  ["another function's version behind an ARN", joined(orders('Arn'), ':', ref('OthersVersion')), undefined],
  ['more behind an ARN', joined(orders('Arn'), ':live', ref('Stage')), undefined],
  ['a text that begins with a name', joined('orders', ref('Stage')), undefined],
  ['a queue', ref('Queue'), undefined],
  ['a number', 5, undefined],
  ['a list', ['orders'], undefined],
  ['a parameter', ref('Name'), undefined],
  ['an integration', integration(orders('Arn'), '/invocations'), 'Orders $LATEST'],
  ['an integration with an alias', integration(orders('Arn'), ':live/invocations'), 'Orders live'],
  ['an integration of an alias', integration(ref('Live'), '/invocations'), 'Orders live'],
  ["an integration with a stage's variable", integration(orders('Arn'), `:\${stageVariables.alias}/invocations`), undefined],
  ['an integration with more than a qualifier', integration(orders('Arn'), ':live'), undefined],
  ['an integration of an ARN in text', integration(`${ARN}:live`, '/invocations'), 'Orders live'],
  [
    'an integration of a name that a stage variable has',
    integration(`${ARN.slice(0, -6)}\${stageVariables.name}`, '/invocations'),
    undefined,
  ],
  ['an integration of nothing that is known', integration(ref('Arn'), '/invocations'), undefined],
])('%s', (_, value, invoked) => {
  expect(invokedBy(value)).toBe(invoked);
});
