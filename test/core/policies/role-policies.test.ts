import { App, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AlarmTuning,
  EventSourceWaiver,
  FailureCapture,
  type HardenedFunction,
  type HardenedFunctionProps,
  HardenedSqsEventSource,
  HardeningProfile,
  PolicyKind,
  Waiver,
} from '../../../lib';
import { CODE, only, orders, serviceStatements, stackOf, warningsOf } from '../../harness';

/** The policies beside the role, by type and first letters of the logical id. `Template.fromStack` refuses a circle. */
const beside = (template: Template): string[] =>
  ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) =>
    Object.keys(template.findResources(type)).map((id) => `${type.slice(10)} ${id.slice(0, -8)}`),
  );

const actionsOf = (template: Template): string[] => serviceStatements(template).flatMap(({ Action }) => Action);

const VISIBLE = { visibilityTimeout: Duration.minutes(3) };

describe('the role of the function', () => {
  test('has what Lambda needs in it, in one policy, and the grants of the user beside it', () => {
    const s = stackOf();
    new sqs.Queue(s, 'Own').grantSendMessages(orders(s));
    const template = Template.fromStack(s);
    expect(only(template, 'AWS::IAM::Role').Policies).toHaveLength(1);
    expect(actionsOf(template)).toEqual(expect.arrayContaining(['logs:PutLogEvents', 'xray:PutTraceSegments', 'sqs:SendMessage']));
    expect(beside(template)).toEqual(['Policy OrdersServiceRoleDefaultPolicy']);
  });

  const shapes: [string, (s: Stack) => HardenedFunction | undefined, string[]][] = [
    [
      'a key whose policy names the role',
      (s) => {
        const key = new kms.Key(s, 'Key');
        const fn = orders(s, { environmentEncryption: key });
        key.addToResourcePolicy(
          new iam.PolicyStatement({
            actions: ['kms:Decrypt'],
            principals: [new iam.ArnPrincipal(fn.role?.roleArn as string)],
            resources: ['*'],
          }),
        );
        return fn;
      },
      ['Policy OrdersServicePolicy'],
    ],
    [
      'a failure target that names the function',
      (s) => {
        const target = new lambda.Function(s, 'Target', CODE);
        const fn = orders(s, { failureCapture: FailureCapture.destination(new destinations.LambdaDestination(target)) });
        target.addEnvironment('SOURCE', fn.functionName);
        return fn;
      },
      ['Policy OrdersDestinationPolicy'],
    ],
    [
      'a failure target that waits for the function',
      (s) => {
        const queue = new sqs.Queue(s, 'Target');
        const fn = orders(s, { onFailure: new destinations.SqsDestination(queue) });
        queue.node.addDependency(fn.lambdaFunction.node.defaultChild as lambda.CfnFunction);
        return fn;
      },
      ['Policy OrdersDestinationPolicy'],
    ],
    [
      'a failure target that names the function by way of another resource',
      (s) => {
        const key = new kms.Key(s, 'Key');
        const queue = new sqs.Queue(s, 'Target', { encryptionMasterKey: key });
        const fn = orders(s, { onFailure: new destinations.SqsDestination(queue) });
        (key.node.defaultChild as kms.CfnKey).description = `for ${fn.functionName}`;
        return fn;
      },
      ['Policy OrdersDestinationPolicy'],
    ],
    [
      'the statement that denies calls for the VPC',
      (s) => orders(s, { vpc: new ec2.Vpc(s, 'Vpc') }),
      ['Policy OrdersNetworkInterfaceDenyPolicy'],
    ],
  ];
  test.each(shapes)('closes no circle with %s', (_, make, expected) => {
    const s = stackOf();
    make(s);
    expect(beside(Template.fromStack(s)).filter((id) => id.startsWith('Policy Orders'))).toEqual(expected);
  });

  test.each([
    ['a queue that is tagged with another function', (s: Stack) => new sqs.Queue(s, 'Target')],
    ['a queue with its own key', (s: Stack) => new sqs.Queue(s, 'Target', { encryptionMasterKey: new kms.Key(s, 'Key') })],
  ])('holds what delivers to %s', (_, target) => {
    const s = stackOf();
    orders(s, { onFailure: new destinations.SqsDestination(target(s)) });
    expect(beside(Template.fromStack(s))).toEqual([]);
  });

  test('holds what a source needs, and the function waits for nothing but the role', () => {
    const s = stackOf();
    const fn = orders(s, { networkInterfaceCalls: undefined });
    fn.addEventSourceMapping('Mapping', { eventSourceArn: new sqs.Queue(s, 'Queue', VISIBLE).queueArn });
    const [resource] = Object.values(Template.fromStack(s).findResources('AWS::Lambda::Function'));
    expect(resource.DependsOn).toEqual([expect.stringMatching(/^OrdersServiceRole/)]);
  });

  test('has no inline policies under the strict profile, which audits refuse', () => {
    const s = stackOf();
    orders(s, {
      profile: HardeningProfile.strict(),
      waivers: [Waiver.vpc('calls public endpoints only'), Waiver.reservedConcurrency('shares what there is')],
    });
    const template = Template.fromStack(s);
    expect(only(template, 'AWS::IAM::Role').Policies).toBeUndefined();
    expect(beside(template).length).toBeGreaterThan(0);
    expect(beside(template).filter((id) => !id.startsWith('ManagedPolicy '))).toEqual([]);
  });
});

describe('inline policies longer than IAM takes', () => {
  const statement = (characters: number) =>
    new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::orders/${'x'.repeat(characters)}`] });
  const withGrants = (...lengths: number[]) => {
    const s = stackOf();
    const fn = orders(s);
    for (const length of lengths) fn.addToRolePolicy(statement(length));
    return Template.fromStack(s);
  };

  test('are the sum of the users and ours: what Lambda needs goes into a managed policy', () => {
    const template = withGrants(4900, 4890);
    expect(only(template, 'AWS::IAM::Role', 'OrdersServiceRole').Policies).toBeUndefined();
    expect(beside(template)).toEqual(expect.arrayContaining([expect.stringMatching(/^ManagedPolicy OrdersServicePolicy/)]));
  });

  test('are counted once, and taken where both fit', () => {
    const s = stackOf();
    const fn = orders(s);
    for (let n = 0; n < 60; n++)
      fn.addToRolePolicy(new iam.PolicyStatement({ actions: [`s3:Get${n}`], resources: [`arn:aws:s3:::${'x'.repeat(60)}${n}`] }));
    const template = Template.fromStack(s);
    expect(only(template, 'AWS::IAM::Role', 'OrdersServiceRole').Policies).toHaveLength(1);
    expect(beside(template)).toEqual(['Policy OrdersServiceRoleDefaultPolicy']);
  });

  test('are none where both fit', () => {
    const template = withGrants(4000, 3990);
    expect(only(template, 'AWS::IAM::Role', 'OrdersServiceRole').Policies).toHaveLength(1);
    expect(beside(template)).toEqual(['Policy OrdersServiceRoleDefaultPolicy']);
  });

  const shared = (count: number) => {
    const s = stackOf();
    const role = new iam.Role(s, 'Shared', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    for (let n = 0; n < count; n++) orders(s, { role }, `Orders${n}`);
    return Template.fromStack(s);
  };

  test('of a role that functions share: the excess goes into managed policies', () => {
    const policies = Object.values(shared(15).findResources('AWS::IAM::Policy'));
    const characters = policies.reduce((sum, { Properties }) => sum + JSON.stringify(Properties.PolicyDocument).length, 0);
    expect(characters).toBeLessThanOrEqual(10_240);
    expect(beside(shared(15)).filter((id) => id.startsWith('ManagedPolicy')).length).toBeGreaterThan(0);
    expect(beside(shared(3)).filter((id) => id.startsWith('ManagedPolicy'))).toEqual([]);
  });

  /** A function that reads so many queues, and its template without the circle check, which takes long for so many resources. */
  const reading = (count: number, props: Partial<HardenedFunctionProps> = {}) => {
    const app = new App();
    const s = stackOf(app);
    const fn = orders(s, props);
    for (let n = 0; n < count; n++)
      fn.addEventSource(new HardenedSqsEventSource(new sqs.Queue(s, `Queue${n}`, { visibilityTimeout: Duration.minutes(3) }), UNCHECKED));
    return app.synth().getStackByName('Shop').template.Resources as Record<string, any>;
  };
  const UNCHECKED = {
    waivers: [EventSourceWaiver.redriveQueue('a test of policies')],
    alarms: { oldestMessage: AlarmTuning.none('a test of policies') },
  };
  const ofType = (resources: Record<string, any>, type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);
  const STRICT = {
    profile: HardeningProfile.strict(),
    waivers: [Waiver.vpc('calls public endpoints only'), Waiver.reservedConcurrency('shares what there is')],
  };

  test.each([
    ['inline', {}],
    ['customer-managed', STRICT],
  ])('of a function that reads 70 queues, %s: features share managed policies that IAM takes', (_, props) => {
    const resources = reading(70, props);
    const policies = ofType(resources, 'AWS::IAM::ManagedPolicy');
    expect(policies.length).toBeGreaterThan(10);
    expect(policies.length).toBeLessThanOrEqual(20);
    for (const [, { Properties }] of policies) {
      expect(Properties.Roles).toEqual([{ Ref: expect.stringMatching(/^OrdersServiceRole/) }]);
      expect(JSON.stringify(Properties.PolicyDocument).length).toBeLessThanOrEqual(6_144);
    }
    const role = ofType(resources, 'AWS::IAM::Role').find(([id]) => id.startsWith('OrdersServiceRole'))?.[1].Properties;
    const documents = [...policies.map(([, { Properties }]) => Properties), ...(role.Policies ?? [])].map(
      ({ PolicyDocument }) => PolicyDocument,
    );
    const receives = documents.flatMap(({ Statement }) => Statement).filter(({ Action }) => [Action].flat().includes('sqs:ReceiveMessage'));
    const queues = receives.flatMap(({ Resource }) => [Resource].flat()).map(({ 'Fn::GetAtt': [id] }) => id);
    expect(new Set(queues).size).toBe(70);
    // Each mapping waits for the policy that allows it to read.
    const sharing = new Map(
      policies.flatMap(
        ([id, { Properties }]) =>
          JSON.stringify(Properties.PolicyDocument)
            .match(/Queue\d+\w{8}/g)
            ?.map((queue) => [queue, id]) ?? [],
      ),
    );
    for (const [, { Properties, DependsOn }] of ofType(resources, 'AWS::Lambda::EventSourceMapping')) {
      const policy = sharing.get(Properties.EventSourceArn['Fn::GetAtt'][0]);
      if (policy) expect(DependsOn).toContain(policy);
    }
  });

  test('of a function that reads few queues stay apart', () => {
    const ids = ofType(reading(5, STRICT), 'AWS::IAM::ManagedPolicy').map(([id]) => id);
    expect(ids.filter((id) => id.includes('ServicePoliciesShared'))).toEqual([]);
  });

  test('which one more queue changes in place', () => {
    const before = ofType(reading(60, STRICT), 'AWS::IAM::ManagedPolicy').map(([id]) => id);
    const after = ofType(reading(61, STRICT), 'AWS::IAM::ManagedPolicy').map(([id]) => id);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.length - before.length).toBeLessThanOrEqual(1);
  });

  test('never share a policy with what refers to a function, which waits for it', () => {
    const s = stackOf();
    const role = new iam.Role(s, 'Shared', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const profile = HardeningProfile.standard().derive({ policyKind: PolicyKind.CUSTOMER_MANAGED });
    const target = new lambda.Function(s, 'Target', CODE);
    const failureCapture = FailureCapture.destination(new destinations.LambdaDestination(target));
    for (let n = 0; n < 12; n++) orders(s, { role, profile }, `Orders${n}`);
    target.addEnvironment('SOURCE', orders(s, { role, profile, failureCapture }, 'Late').functionName);
    // Refuses a circle.
    const ids = Object.keys(Template.fromStack(s).findResources('AWS::IAM::ManagedPolicy'));
    expect(ids.filter((id) => id.startsWith('SharedServicePoliciesShared'))).toHaveLength(1);
    expect(ids.filter((id) => id.startsWith('LateDestinationPolicy'))).toHaveLength(1);
  });

  test('of a role that too many functions share are refused', () => {
    expect(() => shared(300)).toThrow(
      /^Shop\/Shared: 'role' must need at most 25 managed policies beside 10240 characters of inline policies, got \d+; remove 'role'/,
    );
  });

  test('of the user alone that IAM does not take are an error', () => {
    const s = stackOf();
    const { role } = orders(s);
    const long = (id: string, characters: number) =>
      new iam.Policy(s, id, { roles: [role as iam.IRole], statements: [statement(characters)] });
    long('One', 5000);
    expect(() => Template.fromStack(s)).not.toThrow();
    const t = stackOf();
    const { role: other } = orders(t);
    for (const id of ['One', 'Two']) new iam.Policy(t, id, { roles: [other as iam.IRole], statements: [statement(5200)] });
    expect(() => Template.fromStack(t)).toThrow(
      /the inline policies of the role must have at most 10240 characters together, got at least \d+, which IAM refuses; grant on fewer resources/,
    );
  });

  const withManaged = (count: number) => {
    const s = stackOf();
    const fn = orders(s);
    for (let n = 0; n < count; n++) fn.role?.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName(`Policy${n}`));
    Template.fromStack(s);
    return warningsOf(s);
  };

  test('beside managed policies of the user: IAM takes 20 by default, and 25 at most', () => {
    expect(withManaged(20)).toEqual([]);
    expect(withManaged(21)).toEqual([expect.stringMatching(/at most 20 managed policies, .* got 21 .*HardenedLambda::ManagedPolicyQuota/)]);
    expect(() => withManaged(26)).toThrow(/'role' must need at most 25 managed policies .*, got 26; grant on fewer resources/);
  });
});
