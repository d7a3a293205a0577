import { Stack, Stage } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { CODE } from '../harness';
import { ADDED_FOR_STACK, type Application, addedFor, differences, FUNCTION_CHANGES, type FunctionClass, moved } from './migrated';

class Service extends Construct {
  constructor(scope: Construct, id: string, Fn: FunctionClass) {
    super(scope, id);
    const table = new dynamodb.TableV2(this, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    const orders = new Fn(this, 'Orders', { ...CODE, environment: { TABLE: table.tableName } });
    table.grantReadWriteData(orders);
  }
}

const ENVIRONMENTS = {
  Test: { account: '111111111111', region: 'eu-west-1' },
  Live: { account: '222222222222', region: 'us-gov-west-1' },
};

const stages: Application = (app, Fn) => {
  for (const [id, env] of Object.entries(ENVIRONMENTS)) new Service(new Stack(new Stage(app, id, { env }), 'Shop'), 'Service', Fn);
};

describe('one service in two stages', () => {
  const all = moved(stages);

  test('is compared in both', () => {
    expect(Object.keys(all)).toEqual(['Test/Shop', 'Live/Shop']);
  });

  test.each(Object.keys(all))('%s changes as one stack does', (path) => {
    expect(differences(all[path])).toEqual({
      added: [...addedFor('ServiceOrders'), ...ADDED_FOR_STACK].sort(),
      removed: [],
      updated: {
        'IAM::Role ServiceOrdersServiceRole': ['ManagedPolicyArns', 'Policies'],
        'Lambda::Function ServiceOrders': FUNCTION_CHANGES,
      },
      replaced: {},
    });
  });

  test('has the same logical ids in both', () => {
    const [test, live] = Object.values(all);
    expect(Object.keys(test.hardened)).toEqual(Object.keys(live.hardened));
  });
});
