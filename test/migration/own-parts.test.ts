import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CODE } from '../harness';
import {
  ADDED_FOR_STACK,
  type Application,
  addedFor,
  differences,
  FUNCTION_CHANGES,
  type FunctionClass,
  movedStack,
  short,
} from './migrated';

const logging = iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole');

/** A team that made by hand what it missed. */
function handMade(app: Parameters<Application>[0], Fn: FunctionClass) {
  const stack = new Stack(app, 'Shop');
  const role = new iam.Role(stack, 'Role', {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    managedPolicies: [logging],
  });
  const deadLetterQueue = new sqs.Queue(stack, 'DeadLetters', { retentionPeriod: Duration.days(14) });
  const orders = new Fn(stack, 'Orders', { ...CODE, role, deadLetterQueue });
  const onCall = new actions.SnsAction(new sns.Topic(stack, 'OnCall'));
  const alarm = { threshold: 1, evaluationPeriods: 1 };
  orders.metricErrors().createAlarm(orders, 'ErrorsAlarm', alarm).addAlarmAction(onCall);
  orders.metricThrottles().createAlarm(stack, 'OrdersThrottles', alarm).addAlarmAction(onCall);
  new cloudwatch.Alarm(stack, 'OrdersFailed', { ...alarm, metric: deadLetterQueue.metricApproximateNumberOfMessagesVisible() });
  return orders;
}

describe('a stack with a role, a dead-letter queue and alarms made by hand', () => {
  const moved = movedStack((app, Fn) => void handMade(app, Fn));

  test('changes the function in place, and adds what is listed', () => {
    const none = /ExpiringEvents|DestinationPolicy|EventInvokeConfig|FailureQueue|FunctionFailedEvents/;
    expect(differences(moved)).toEqual({
      added: [
        ...[...addedFor('Orders'), ...ADDED_FOR_STACK].filter((name) => !none.test(name)),
        'CloudWatch::Alarm OrdersAlarmsFailedEvents',
        'CloudWatch::Alarm OrdersAlarmsUndeliveredEvents',
        'IAM::Policy OrdersDeadLetterPolicy',
        'IAM::Policy OrdersServicePolicy',
      ].sort(),
      removed: ['IAM::Policy RoleDefaultPolicy'],
      updated: { 'Lambda::Function Orders': [...FUNCTION_CHANGES, 'DependsOn'] },
      replaced: {},
    });
  });

  test('leaves the role as it was, with the managed policy that the team attached', () => {
    const [id] = Object.keys(moved.plain).filter((id) => moved.plain[id].Type === 'AWS::IAM::Role');
    expect(moved.hardened[id].Properties).toEqual(moved.plain[id].Properties);
    expect(moved.hardened[id].Properties?.ManagedPolicyArns).toHaveLength(1);
  });

  test('leaves the queue, the topic and the alarms as they were', () => {
    const ids = Object.keys(moved.plain).filter((id) => /^AWS::(SQS|SNS|CloudWatch)/.test(moved.plain[id].Type));
    expect(ids.map(short).sort()).toEqual(['DeadLetters', 'OnCall', 'OrdersErrorsAlarm', 'OrdersFailed', 'OrdersThrottles']);
    for (const id of ids) expect(moved.hardened[id]).toEqual(moved.plain[id]);
  });

  test('holds what the removed policy allowed in one of ours', () => {
    const [removed] = moved.changes.removed;
    const [added] = moved.changes.added.filter((id) => id.startsWith('OrdersDeadLetterPolicy'));
    expect(moved.hardened[added].Properties?.PolicyDocument).toEqual(moved.plain[removed].Properties?.PolicyDocument);
  });
});

describe('a child of the function', () => {
  const withChild =
    (id: string): Application =>
    (app, Fn) => {
      new sqs.Queue(new Fn(new Stack(app, 'Shop'), 'Orders', CODE), id);
    };

  test('keeps its logical id', () => {
    const { changes } = movedStack(withChild('Retries'));
    expect([...changes.removed, ...Object.keys(changes.updated).map(short)]).toEqual(['OrdersServiceRole', 'Orders']);
  });

  test.each(['Alarms', 'LogGroup', 'ServicePolicy'])('must not have an id that the library has taken: %s', (id) => {
    expect(() => movedStack(withChild(id))).toThrow(`There is already a Construct with name '${id}' in HardenedFunction [Orders]`);
  });
});

describe('the group whose retention was set by a custom resource', () => {
  // CDK warns of the deprecated props, which are what the test is about.
  beforeEach(() => void jest.spyOn(console, 'warn').mockReturnValue());
  afterEach(() => jest.restoreAllMocks());

  const kept =
    (logRemovalPolicy?: RemovalPolicy): Application =>
    (app, Fn) => {
      new Fn(new Stack(app, 'Shop'), 'Orders', { ...CODE, logRetention: logs.RetentionDays.ONE_MONTH, logRemovalPolicy });
    };

  test('needs the custom resource no longer', () => {
    const { removed, added } = differences(movedStack(kept()));
    expect(removed).toEqual([
      'Custom::LogRetention OrdersLogRetention',
      expect.stringMatching('IAM::Policy LogRetention'),
      expect.stringMatching('IAM::Role LogRetention'),
      expect.stringMatching('Lambda::Function LogRetention'),
    ]);
    expect(added).toContain('Logs::LogGroup OrdersLogGroup');
  });

  test('is deleted together with it where the policy says so', () => {
    const { plain, changes } = movedStack(kept(RemovalPolicy.DESTROY));
    const [id] = changes.removed.filter((removed) => plain[removed].Type === 'Custom::LogRetention');
    expect(plain[id].Properties?.RemovalPolicy).toBe('destroy');
  });
});
