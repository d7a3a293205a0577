import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Release } from '../../lib';
import { orders, stackOf } from '../harness';
import { release, type Traffic } from './code-deploy';
import { canary, type Resources, resourcesOf } from './released';

const BUSY: Traffic = { before: '1', invocationsPerMinute: 100, failing: 0 };

/** A released function, and its hook, which is not released. */
function shop(choice: (hook: ReturnType<typeof orders>) => Release): Resources {
  const stack = stackOf();
  const hook = orders(stack, {}, 'Test');
  orders(stack, { release: choice(hook) });
  return resourcesOf(Template.fromStack(stack));
}

const CANARY = shop(() => canary());
const HOOKED = shop((preTraffic) => canary({ preTraffic }));
const idIn = (resources: Resources, prefix: string): string => Object.keys(resources).find((id) => id.startsWith(prefix)) as string;
const hookIn = (resources: Resources): string => Object.keys(resources).find((id) => /^Test[0-9A-F]{8}$/.test(id)) as string;

describe('a release', () => {
  test('of a healthy version gets all traffic', () => expect(release(CANARY, BUSY)).toMatchObject({ status: 'Succeeded', live: 'new' }));

  test('of a failing version is stopped in its first minute, and the old version has all traffic', () => {
    expect(release(CANARY, { ...BUSY, failing: 50 })).toMatchObject({ status: 'Stopped', live: 'old', invocations: 10 });
  });

  test('of a version that seldom fails is stopped too', () => {
    expect(release(CANARY, { ...BUSY, failing: 10.1 })).toMatchObject({ status: 'Stopped', live: 'old' });
  });

  test('without traffic notices nothing: a hook does', () => {
    const silent = { ...BUSY, invocationsPerMinute: 1, failing: 100 };
    expect(release(CANARY, silent)).toMatchObject({ status: 'Succeeded', live: 'new' });
    expect(release(HOOKED, { ...silent, reports: { [hookIn(HOOKED)]: 'Failed' } })).toMatchObject({
      status: 'Failed',
      live: 'old',
      invocations: 0,
    });
  });

  test('in linear steps is stopped in the first of them', () => {
    const linear = shop(() => Release.linear({ percent: 25, interval: Duration.minutes(5) }));
    expect(release(linear, { ...BUSY, failing: 100 })).toMatchObject({ status: 'Stopped', live: 'old', invocations: 25 });
    expect(release(linear, BUSY)).toMatchObject({ status: 'Succeeded', live: 'new' });
  });

  test('at once is stopped by no alarm, and by a hook', () => {
    const failing = { ...BUSY, failing: 100 };
    expect(
      release(
        shop(() => Release.allAtOnce()),
        failing,
      ),
    ).toMatchObject({ live: 'new' });
    const hooked = shop((postTraffic) => Release.allAtOnce({ postTraffic }));
    expect(release(hooked, { ...failing, reports: { [hookIn(hooked)]: 'Failed' } })).toMatchObject({ status: 'Failed', live: 'old' });
  });
});

describe('a template that is broken', () => {
  const FAILING = { ...BUSY, failing: 100 };
  const ALARM = idIn(CANARY, 'OrdersReleaseRollbackAlarm');
  const GROUP = idIn(CANARY, 'OrdersReleaseDeploymentGroup');
  const POLICY = idIn(CANARY, 'HardenedFunctionReleasesRoleReleasesPolicy');
  const ALIAS = idIn(CANARY, 'OrdersAliaslive');

  /** The template with one change. */
  function broken(from: Resources, change: (resources: Resources) => void): Resources {
    const copy = structuredClone(from);
    change(copy);
    expect(copy).not.toEqual(from);
    return copy;
  }

  const withDimension = (name: string, value: unknown) =>
    broken(CANARY, (resources) => {
      for (const each of resources[ALARM].Properties?.Dimensions ?? []) if (each.Name === name) each.Value = value;
    });

  test.each<[string, Resources]>([
    ['an alarm on the function with its version', withDimension('FunctionName', 'orders:1')],
    ['an alarm on another alias', withDimension('Resource', 'orders:beta')],
    ['an alarm on the old version', withDimension('ExecutedVersion', '1')],
    ['no alarms', broken(CANARY, (resources) => delete resources[GROUP].Properties?.AlarmConfiguration)],
    [
      'alarms that are off',
      broken(CANARY, (resources) => Object.assign(resources[GROUP].Properties?.AlarmConfiguration, { Enabled: false })),
    ],
    [
      'no rollback',
      broken(CANARY, (resources) =>
        Object.assign(resources[GROUP].Properties?.AutoRollbackConfiguration, { Events: ['DEPLOYMENT_FAILURE'] }),
      ),
    ],
    ['another metric', broken(CANARY, (resources) => Object.assign(resources[ALARM].Properties as object, { MetricName: 'Throttles' }))],
    [
      'a threshold that is never reached',
      broken(CANARY, (resources) => Object.assign(resources[ALARM].Properties as object, { Threshold: 1000 })),
    ],
  ])('%s leaves a failing version live', (_, resources) => expect(release(resources, FAILING).live).toBe('new'));

  const without = (from: Resources, policy: string, action: string) =>
    broken(from, (resources) => {
      const document = resources[policy].Properties?.PolicyDocument;
      document.Statement = document.Statement.filter(({ Action }: any) => ![Action].flat().includes(action));
    });

  test.each<[string, Resources, string]>([
    ['no permission to move the alias', without(CANARY, POLICY, 'lambda:UpdateAlias'), 'the role may not lambda:GetAlias'],
    ['no permission to ask for alarms', without(CANARY, POLICY, 'cloudwatch:DescribeAlarms'), `CloudWatch can't be asked for ${ALARM}`],
    ['no permission to invoke the hook', without(HOOKED, POLICY, 'lambda:InvokeFunction'), 'the role may not invoke the hook'],
    [
      'no permission to report',
      without(HOOKED, idIn(HOOKED, 'TestServiceRoleDefaultPolicy'), 'codedeploy:PutLifecycleEventHookExecutionStatus'),
      'the hook does not report within an hour',
    ],
    [
      'a circle',
      broken(CANARY, (resources) => Object.assign(resources[ALARM].Properties as object, { AlarmDescription: { Ref: ALIAS } })),
      'circular dependency',
    ],
  ])('%s lets a healthy version not through', (_, resources, why) => {
    const outcome = release(resources, BUSY);
    expect(outcome.why).toBe(why);
    expect(outcome.status).not.toBe('Succeeded');
  });
});
