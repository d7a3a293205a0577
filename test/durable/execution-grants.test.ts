import { App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { HardeningProfile } from '../../lib';
import { orders, stackOf } from '../harness';
import { ACCOUNT, ENV, REGION, World } from '../iam';
import { DURABLE, durable } from './durable';

const NAME = 'orders';
const ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${NAME}`;
const EXECUTION = `${ARN}:3/durable-execution/order-1/0a1b2c3d`;
const OF_OTHER = `${ARN}-other:3/durable-execution/order-1/0a1b2c3d`;

const OPERATE = ['GetDurableExecution', 'GetDurableExecutionHistory', 'StopDurableExecution'];
const CALLBACK = ['SendDurableExecutionCallbackSuccess', 'SendDurableExecutionCallbackFailure', 'SendDurableExecutionCallbackHeartbeat'];
const CHECKPOINT = ['CheckpointDurableExecution', 'GetDurableExecutionState'];

type Grant = 'grantOperate' | 'grantCallback' | 'grantStart';

function world(grant?: Grant, profile = HardeningProfile.standard()): World {
  const app = new App();
  const stack = stackOf(app, 'Shop', ENV);
  const { fn } = durable({ functionName: NAME, profile }, stack);
  orders(stack, { ...DURABLE, functionName: `${NAME}-other` }, 'Other');
  const role = new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });
  role.addToPolicy(new iam.PolicyStatement({ actions: ['sts:GetCallerIdentity'], resources: ['*'] }));
  if (grant) fn[grant](role);
  return new World(app);
}

/** What of these the role may do with the execution. */
async function allowed(of: World, actions: readonly string[], resource: string, role = 'Caller'): Promise<string[]> {
  const may = await Promise.all(actions.map(async (action) => ((await of.may(role, `lambda:${action}`, resource)) ? [action] : [])));
  return may.flat();
}
const ALL = [...OPERATE, ...CALLBACK, ...CHECKPOINT];

describe('the role of the function', () => {
  test.each([HardeningProfile.standard(), HardeningProfile.strict().derive({ requirements: [] })])(
    'stores and reads checkpoints of its executions alone',
    async (profile) => {
      const of = world(undefined, profile);
      expect(await allowed(of, ALL, EXECUTION, 'OrdersServiceRole')).toEqual(CHECKPOINT);
      expect(await allowed(of, ALL, OF_OTHER, 'OrdersServiceRole')).toEqual([]);
      expect(await allowed(of, ['InvokeFunction'], `${ARN}:live`, 'OrdersServiceRole')).toEqual([]);
    },
  );
});

describe('without a grant', () => {
  test('nothing is allowed', async () => {
    expect(await allowed(world(), ALL, EXECUTION)).toEqual([]);
  });
});

describe('grantOperate', () => {
  test('allows to look at executions and to stop them, and nothing else', async () => {
    const of = world('grantOperate');
    expect(await allowed(of, ALL, EXECUTION)).toEqual(OPERATE);
    expect(await allowed(of, ALL, OF_OTHER)).toEqual([]);
    expect(await allowed(of, ['InvokeFunction'], `${ARN}:live`)).toEqual([]);
  });

  test('allows to list them, with a version and without', async () => {
    const of = world('grantOperate');
    expect(await allowed(of, ['ListDurableExecutionsByFunction'], ARN)).toHaveLength(1);
    expect(await allowed(of, ['ListDurableExecutionsByFunction'], `${ARN}-other`)).toEqual([]);
    const withVersion = of.policiesIn('Shop');
    expect(JSON.stringify(withVersion)).toContain('lambda:ListDurableExecutionsByFunction');
  });

  /** The simulator does not know these two actions yet: they are in the service model since 2026. */
  test('has the statements to pause and to resume', () => {
    const text = JSON.stringify(world('grantOperate').policiesIn('Shop'));
    for (const action of ['lambda:PauseDurableExecution', 'lambda:ResumeDurableExecution']) expect(text).toContain(action);
    expect(JSON.stringify(world('grantCallback').policiesIn('Shop'))).not.toContain('PauseDurableExecution');
  });
});

describe('grantCallback', () => {
  test('allows to answer callbacks, and nothing else', async () => {
    const of = world('grantCallback');
    expect(await allowed(of, ALL, EXECUTION)).toEqual(CALLBACK);
    expect(await allowed(of, ALL, OF_OTHER)).toEqual([]);
    expect(await allowed(of, ['InvokeFunction', 'ListDurableExecutionsByFunction'], ARN)).toEqual([]);
  });
});

describe('grantStart', () => {
  test('allows to invoke the alias, and nothing else', async () => {
    const of = world('grantStart');
    expect(await allowed(of, ['InvokeFunction'], `${ARN}:live`)).toEqual(['InvokeFunction']);
    expect(await allowed(of, ['InvokeFunction'], ARN)).toEqual([]);
    expect(await allowed(of, ['InvokeFunction'], `${ARN}:3`)).toEqual([]);
    expect(await allowed(of, ['InvokeFunction'], `${ARN}:$LATEST`)).toEqual([]);
    expect(await allowed(of, ALL, EXECUTION)).toEqual([]);
  });
});
