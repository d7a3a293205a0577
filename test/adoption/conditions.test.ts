import { CfnCondition, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { type Adopted, adopted, ofType, resource } from './adopted';
import { plainFunction } from './odd-application';

const inStack = (make: (stack: Stack, isTest: CfnCondition) => void): Adopted =>
  adopted((app) => {
    const stack = new Stack(app, 'Shop');
    make(stack, new CfnCondition(stack, 'IsTest', { expression: Fn.conditionEquals(Fn.ref('AWS::Region'), 'eu-west-1') }));
  });

const reasons = ({ report }: Adopted): Record<string, string> =>
  Object.fromEntries(report.functions.flatMap(({ left }) => left.map(({ protection, reason }) => [protection, reason])));

/** Resources without a condition that refer to those which have one: CloudFormation refuses them where it does not hold. */
const dangling = ({ hardened: { Shop } }: Adopted): string[] => {
  const conditional = Object.entries(Shop).filter(([, one]) => 'Condition' in one);
  return Object.entries(Shop)
    .filter(([, one]) => !('Condition' in one))
    .filter(([, { Properties }]) =>
      conditional.some(([id]) => new RegExp(`\\{"Ref":"${id}"\\}|"Fn::GetAtt":\\["${id}"`).test(JSON.stringify(Properties ?? {}))),
    )
    .map(([id]) => id);
};

const setCondition = (one: CfnResource, condition: CfnCondition): void => {
  one.cfnOptions.condition = condition;
};

describe('where a condition decides whether it exists', () => {
  test('a function gets nothing that refers to it', () => {
    for (const set of [setCondition, (fn: CfnResource, condition: CfnCondition) => fn.addOverride('Condition', condition.logicalId)]) {
      const all = inStack((stack, condition) => set(plainFunction(stack, 'Orders').node.defaultChild as CfnResource, condition));
      expect(dangling(all)).toEqual([]);
      expect(resource(all.hardened, 'AWS::Lambda::Function').Properties).toMatchObject({
        MemorySize: 256,
        TracingConfig: { Mode: 'Active' },
      });
      expect(ofType(all.hardened, 'AWS::Logs::LogGroup')).toHaveLength(1);
      for (const protection of ['capture', 'alarms', 'sources']) expect(reasons(all)[protection]).toMatch(/^a condition decides/);
    }
  });

  test('a role of several functions gets no policy beside it', () => {
    const all = inStack((stack, condition) => {
      const { role } = plainFunction(stack, 'Orders');
      setCondition(role?.node.defaultChild as CfnResource, condition);
      plainFunction(stack, 'Payments', { role });
    });
    expect(ofType(all.hardened, 'AWS::IAM::Policy')).toEqual([]);
    const inPlain = ({ plain, ...rest }: Adopted) => dangling({ ...rest, plain, hardened: plain });
    expect(dangling(all)).toEqual(inPlain(all));
  });

  test('a log group is not named in the role', () => {
    const all = inStack((stack, condition) => {
      const logGroup = new logs.LogGroup(stack, 'Logs');
      for (const one of [logGroup, plainFunction(stack, 'Orders', { logGroup })])
        setCondition(one.node.defaultChild as CfnResource, condition);
    });
    expect(dangling(all)).toEqual([]);
    expect(JSON.stringify(resource(all.hardened, 'AWS::IAM::Role').Properties?.ManagedPolicyArns)).toContain('AWSLambdaBasicExecutionRole');
  });

  test('a log group with the name of the function may be made by Lambda', () => {
    const all = inStack((stack, condition) => {
      plainFunction(stack, 'Orders', { functionName: 'orders' });
      setCondition(new logs.CfnLogGroup(stack, 'Group', { logGroupName: '/aws/lambda/orders' }), condition);
    });
    const [{ PolicyDocument }] = resource(all.hardened, 'AWS::IAM::Role').Properties?.Policies ?? [];
    expect(PolicyDocument.Statement[0].Action).toContain('logs:CreateLogGroup');
  });

  test.each<[string, (fn: lambda.Function) => CfnResource]>([
    ['an alias', (fn) => fn.addAlias('live').node.defaultChild as CfnResource],
    ['a version', ({ stack, functionName }) => new lambda.CfnVersion(stack, 'Version', { functionName })],
  ])('%s has failed events sent to the target under the same condition', (_, make) => {
    const all = inStack((stack, condition) => setCondition(make(plainFunction(stack, 'Orders')), condition));
    expect(dangling(all)).toEqual([]);
    const configs = Object.values(all.hardened.Shop).filter(({ Type }) => Type === 'AWS::Lambda::EventInvokeConfig');
    expect(configs.map((config) => 'Condition' in config).sort()).toEqual([false, true]);
  });

  test('a source gets no alarm', () => {
    const all = inStack((stack, condition) => {
      const queue = new sqs.CfnQueue(stack, 'Queue');
      const { functionArn } = plainFunction(stack, 'Orders');
      const mapping = new lambda.CfnEventSourceMapping(stack, 'Mapping', { functionName: functionArn, eventSourceArn: queue.attrArn });
      for (const one of [queue, mapping]) setCondition(one, condition);
    });
    expect(dangling(all)).toEqual([]);
    expect(reasons(all)['source Shop/Mapping']).toMatch(/^a condition decides/);
  });
});

describe('where a condition decides what is set', () => {
  const conditional = (property: string, value: object) =>
    inStack((stack, { logicalId }) => {
      const fn = plainFunction(stack, 'Orders').node.defaultChild as CfnResource;
      fn.addPropertyOverride(property, { 'Fn::If': [logicalId, value, { Ref: 'AWS::NoValue' }] });
    });

  test('logs stay where they are, and the role may write to each group', () => {
    const all = conditional('LoggingConfig', { LogGroup: 'orders' });
    expect(ofType(all.hardened, 'AWS::Logs::LogGroup')).toEqual([]);
    expect(reasons(all).logs).toMatch(/known only once it is deployed/);
    expect(JSON.stringify(resource(all.hardened, 'AWS::IAM::Role').Properties?.ManagedPolicyArns)).toContain('AWSLambdaBasicExecutionRole');
  });

  test('dead letters stay where they are', () => {
    const all = conditional('DeadLetterConfig', { TargetArn: 'arn:aws:sqs:eu-west-1:111122223333:dead' });
    expect(ofType(all.hardened, 'AWS::Lambda::EventInvokeConfig')).toEqual([]);
    expect(reasons(all).capture).toMatch(/dead-letter target already/);
  });
});

describe('an event invoke configuration of no class of the CDK', () => {
  const CONFIG = 'AWS::Lambda::EventInvokeConfig';

  test('or one of an import of the function is completed: Lambda takes one', () => {
    const all = inStack((stack) => {
      const { functionArn } = plainFunction(stack, 'Orders');
      const imported = lambda.Function.fromFunctionAttributes(stack, 'Imported', { functionArn, sameEnvironment: true });
      imported.configureAsyncInvoke({ retryAttempts: 0 });
    });
    expect(ofType(all.hardened, CONFIG)).toEqual([expect.stringMatching(/^Imported/)]);
    expect(resource(all.hardened, CONFIG).Properties?.DestinationConfig.OnFailure.Destination).toBeDefined();
  });

  test.each([
    ['a reference', undefined],
    ['a name', 'orders'],
  ])('that names the function by %s is completed: Lambda takes one', (_, functionName) => {
    const all = inStack((stack) => {
      const fn = plainFunction(stack, 'Orders', { functionName });
      fn.addAlias('live');
      const properties = { FunctionName: functionName ?? fn.functionName, Qualifier: '$LATEST', MaximumRetryAttempts: 0 };
      new CfnResource(stack, 'Config', { type: CONFIG, properties });
    });
    expect(ofType(all.hardened, CONFIG)).toEqual(['Config']);
    const { MaximumRetryAttempts, DestinationConfig } = resource(all.hardened, CONFIG).Properties ?? {};
    expect(MaximumRetryAttempts).toBe(0);
    expect(DestinationConfig.OnFailure.Destination).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/FailureQueue/), 'Arn'] });
  });
});
