import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Hardening } from 'cdk-hardened-lambda';
import { authorsPath } from '../../../lib/core/cdk/construct-path';
import { CODE, orders, stackOf } from '../../harness';

test.each([
  ['Shop/Orders/Resource', 'Shop/Orders'],
  ['Shop/Orders/Default/Resource', 'Shop/Orders'],
  ['Shop/Orders', 'Shop/Orders'],
  ['Shop/DefaultOrders', 'Shop/DefaultOrders'],
  ['Shop/Resource/Orders', 'Shop/Resource/Orders'],
  ['Default', 'Default'],
])('%s is known as %s', (path, known) => {
  expect(authorsPath(path)).toBe(known);
});

test('a report of hardening names functions of all kinds as the application does', () => {
  const stack = stackOf();
  orders(stack, {}, 'Ours');
  new lambda.Function(stack, 'Theirs', CODE);
  new lambda.CfnFunction(stack, 'Raw', {
    code: { zipFile: 'exports.handler = async () => {};' },
    role: 'arn:aws:iam::111122223333:role/raw',
  });
  const { functions } = Hardening.of(stack).apply();
  expect(functions.map(({ path }) => path).sort()).toEqual(['Shop/Ours', 'Shop/Raw', 'Shop/Theirs']);
});
