import { resource } from '../../lib/checks/rules/examples/parts';
import { arnParts, mayCover } from '../../lib/template-model/arn-patterns';
import { Reference, textOf, Unknown } from '../../lib/template-model/resource';
import { modelOf, resourceIn } from './model-of';

const model = modelOf({
  Orders: resource('AWS::SNS::Topic'),
  Others: resource('AWS::SNS::Topic'),
  Named: resource('AWS::SNS::Topic', { TopicName: 'orders' }),
  Prefixed: resource('AWS::SNS::Topic', { TopicName: { 'Fn::Sub': `\${Stage}-orders` } }),
  Uploads: resource('AWS::S3::Bucket'),
  OnBus: resource('AWS::Events::Rule', { EventBusName: 'shop', Name: 'orders' }),
  Key: resource('AWS::KMS::Key'),
});
const of = (id: string) => resourceIn(model, id);
const covers = (pattern: unknown, id: string) => mayCover(pattern as string, arnParts(of(id)) ?? [], [of(id)]);
const region = new Unknown('AWS::Region');

test.each<[string, unknown, string, boolean]>([
  ['everything', '*', 'Orders', true],
  ['all of a service', 'arn:aws:sns:*:*:*', 'Orders', true],
  ['another service', 'arn:aws:sqs:*:*:*', 'Orders', false],
  ['the name that it has', 'arn:aws:sns:eu-west-1:111122223333:orders', 'Named', true],
  ['another name', 'arn:aws:sns:eu-west-1:111122223333:invoices', 'Named', false],
  ['a prefix of its name', 'arn:aws:sns:eu-west-1:111122223333:ord*', 'Named', true],
  ['its name with a character more', 'arn:aws:sns:eu-west-1:111122223333:orders?', 'Named', false],
  ['a name that is spelled out, where the own is generated', 'arn:aws:sns:eu-west-1:111122223333:invoices', 'Orders', false],
  ['a name that may have been generated', 'arn:aws:sns:eu-west-1:111122223333:shop-Orders-1A2B3C', 'Orders', true],
  ['itself', new Reference(of('Orders'), 'Ref'), 'Orders', true],
  ['another one', new Reference(of('Others'), 'Ref'), 'Orders', false],
  ['one whose name is known', new Reference(of('Named'), 'Ref'), 'Orders', false],
  ['what only a deployment knows', new Unknown('TopicArn'), 'Orders', true],
  ['an unknown end', textOf(['arn:aws:sns:', region, ':111122223333:', new Unknown('Name')]), 'Named', true],
  ['the same unknown beginning', textOf(['arn:aws:sns:', region, ':1:', new Unknown('Stage'), '-orders']), 'Prefixed', true],
  ['another end', textOf(['arn:aws:sns:', region, ':1:', new Unknown('Stage'), '-invoices']), 'Prefixed', false],
  ['a bucket', 'arn:aws:s3:::shop-uploads-1a2b3c', 'Uploads', true],
  ['another bucket', 'arn:aws:s3:::shop-images', 'Uploads', false],
  ['a rule on a bus', 'arn:aws:events:eu-west-1:111122223333:rule/shop/orders', 'OnBus', true],
  ['another rule on it', 'arn:aws:events:eu-west-1:111122223333:rule/shop/invoices', 'OnBus', false],
])('%s: %j may cover %s: %s', (_, pattern, id, expected) => {
  expect(covers(pattern, id)).toBe(expected);
});

test('the ARN of a kind that is not known has no parts', () => {
  expect(arnParts(of('Key'))).toBeUndefined();
});

test('patterns of many wildcards are compared in the time of their lengths', () => {
  const started = process.cpuUsage().user;
  mayCover(`arn:aws:sns:${'a*'.repeat(400)}b`, ['arn:aws:sns:', 'a'.repeat(800)]);
  expect((process.cpuUsage().user - started) / 1000).toBeLessThan(500);
});
