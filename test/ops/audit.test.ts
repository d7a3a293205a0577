import { runSimulation } from '@cloud-copilot/iam-simulate';
import { AUDIT_ACTIONS, auditPolicy } from '../../ops/audit/policy';
import { callsOf, sourcesOf } from './calls';
import { ACCOUNT, Machine, REGION } from './running';
import { AwsStub } from './stub/aws-stub';

const may = async (action: string, resource: string): Promise<boolean> => {
  const result = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${ACCOUNT}:role/auditor`,
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: { 'aws:SecureTransport': 'true', 'aws:PrincipalAccount': ACCOUNT },
      },
      identityPolicies: [{ name: 'audit', policy: auditPolicy() as never }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return result.overallResult === 'Allowed';
};

describe('the policy of audit', () => {
  test('has what its files call, and nothing else', () => {
    const calls = callsOf(sourcesOf('audit')).map((call) => call.replace('.', ':'));
    // The address of a queue is asked for elsewhere.
    expect([...calls, 'sqs:GetQueueUrl'].sort()).toEqual([...AUDIT_ACTIONS]);
  });

  test('allows to read, and to read only', async () => {
    const allowed = [
      ['lambda:ListFunctions', '*'],
      ['cloudformation:GetTemplate', `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/Shop/1`],
      ['sqs:GetQueueAttributes', `arn:aws:sqs:${REGION}:${ACCOUNT}:jobs`],
    ];
    const denied = [
      ['lambda:InvokeFunction', `arn:aws:lambda:${REGION}:${ACCOUNT}:function:orders`],
      ['lambda:GetFunction', `arn:aws:lambda:${REGION}:${ACCOUNT}:function:orders`],
      ['sqs:ReceiveMessage', `arn:aws:sqs:${REGION}:${ACCOUNT}:jobs`],
      ['cloudformation:UpdateStack', `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/Shop/1`],
    ];
    for (const [action, resource] of allowed) expect([action, await may(action, resource)]).toEqual([action, true]);
    for (const [action, resource] of denied) expect([action, await may(action, resource)]).toEqual([action, false]);
  });

  test('is printed without a call', async () => {
    const stub = await AwsStub.start();
    const machine = new Machine(stub);
    const { exit, out } = await machine.run('audit', '--policy');
    expect(exit).toBe(0);
    expect(JSON.parse(out)).toEqual(auditPolicy());
    expect(stub.calls).toEqual([]);
    machine.remove();
    await stub.stop();
  });
});
