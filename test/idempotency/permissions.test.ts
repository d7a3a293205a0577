import { App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { HardenedFunctionDefaults, HardeningProfile, Idempotency, Waiver } from '../../lib';
import { orders, stackOf, TOLD } from '../harness';
import { ENV, REGION, World } from '../iam';

/*
 * By a simulator of IAM: what Powertools does with the table is allowed, and nothing else.
 */

const TABLE = 'AWS::DynamoDB::Table';
const FOUR = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'].map((action) => `dynamodb:${action}`);
const OTHERS = [
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
  'ConditionCheckItem',
  'DescribeTable',
  'DeleteTable',
  'UpdateTable',
  'UpdateTimeToLive',
].map((action) => `dynamodb:${action}`);

function worldOf(props: object): World {
  const app = new App();
  const stack = stackOf(app, 'Shop', ENV);
  HardenedFunctionDefaults.of(stack).set({ idempotency: Idempotency.table() });
  orders(stack, { waivers: [Waiver.vpc('a test'), Waiver.reservedConcurrency('a test')], ...props });
  return new World(app);
}

describe.each(['standard', 'strict'] as const)('%s', (name) => {
  const world = worldOf({ profile: HardeningProfile[name]() });
  const table = world.arn(TABLE);

  test.each(FOUR)('%s is allowed', async (action) => expect(await world.may('OrdersServiceRole', action, table)).toBe(true));
  test.each(OTHERS)('%s is not', async (action) => expect(await world.may('OrdersServiceRole', action, table)).toBe(false));
  test.each(FOUR)('%s of another table is not', async (action) =>
    expect(await world.may('OrdersServiceRole', action, `${table}-other`)).toBe(false),
  );
});

describe('the customer-managed key', () => {
  const world = worldOf({ profile: HardeningProfile.strict() });
  const key = world.arn('AWS::KMS::Key');
  const through = (service: string) => ({ 'kms:ViaService': `${service}.${REGION}.amazonaws.com` });

  test.each(['kms:Encrypt', 'kms:ReEncryptTo', 'kms:ReEncryptFrom', 'kms:DescribeKey'])(
    '%s through DynamoDB is allowed, and not directly',
    async (action) => {
      expect(await world.may('OrdersServiceRole', action, key, through('dynamodb'))).toBe(true);
      expect(await world.may('OrdersServiceRole', action, key, through('sqs'))).toBe(false);
    },
  );

  test('a data key through DynamoDB is allowed', async () => {
    expect(await world.may('OrdersServiceRole', 'kms:GenerateDataKey', key, through('dynamodb'))).toBe(true);
  });

  test('a grant to somebody else is not', async () =>
    expect(await world.may('OrdersServiceRole', 'kms:CreateGrant', key, through('dynamodb'))).toBe(false));
});

describe("a role of the app's own", () => {
  test('gets the four actions', async () => {
    const app = new App();
    const stack = stackOf(app, 'Shop', ENV);
    const role = new iam.Role(stack, 'Mine', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    orders(stack, { role, idempotency: Idempotency.table() });
    const world = new World(app);
    for (const action of FOUR) expect(await world.may('Mine', action, world.arn(TABLE))).toBe(true);
    for (const action of OTHERS) expect(await world.may('Mine', action, world.arn(TABLE))).toBe(false);
  });
});

test('a function beside it may do nothing with the table', async () => {
  const app = new App();
  const stack = stackOf(app, 'Shop', ENV);
  orders(stack, { idempotency: Idempotency.table() });
  new lambda.Function(stack, 'Plain', { runtime: TOLD.runtime, handler: TOLD.handler, code: TOLD.code });
  const world = new World(app);
  for (const action of FOUR) expect(await world.may('PlainServiceRole', action, world.arn(TABLE))).toBe(false);
});
