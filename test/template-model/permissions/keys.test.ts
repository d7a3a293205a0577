import { arn, queue, ref, resource } from '../../../lib/checks/rules/examples/parts';
import { modelOf, resourceIn } from '../model-of';

const KEYS = {
  Key: resource('AWS::KMS::Key'),
  Alias: resource('AWS::KMS::Alias', { AliasName: 'alias/orders', TargetKeyId: ref('Key') }),
};

test.each<[string, unknown]>([
  ['its ARN', arn('Key')],
  ['its id', ref('Key')],
  ['an alias', ref('Alias')],
  ["an alias's name", 'alias/orders'],
  ["an alias's ARN", 'arn:aws:kms:eu-west-1:111122223333:alias/orders'],
])('the key of a queue is named by %s', (_, KmsMasterKeyId) => {
  const drawn = modelOf({ ...KEYS, Failed: queue({ KmsMasterKeyId }) });
  const failed = resourceIn(drawn, 'Failed');
  expect(drawn.keys.of(failed)).toBe(resourceIn(drawn, 'Key'));
  expect(drawn.keys.isOfAws(failed)).toBe(false);
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['a parameter', ref('KeyId')],
  ['a key elsewhere', 'arn:aws:kms:eu-west-1:111122223333:key/11112222-3333-4444-5555-666677778888'],
])('the key of a queue is none of the template: %s', (_, KmsMasterKeyId) => {
  const drawn = modelOf({ ...KEYS, Failed: queue(KmsMasterKeyId === undefined ? {} : { KmsMasterKeyId }) });
  expect(drawn.keys.of(resourceIn(drawn, 'Failed'))).toBe(undefined);
});

test.each(['alias/aws/sqs', { 'Fn::Join': ['', ['arn:', ref('AWS::Partition'), ':kms:eu-west-1:111122223333:alias/aws/sqs']] }])(
  'a key is one of AWS: %s',
  (KmsMasterKeyId) => {
    const drawn = modelOf({ Failed: queue({ KmsMasterKeyId }) });
    expect(drawn.keys.isOfAws(resourceIn(drawn, 'Failed'))).toBe(true);
  },
);
