import { Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { type HardenedFunctionProps, HardeningProfile, ProvisionedConcurrency } from '../../lib';
import { only, orders, stackOf } from '../harness';
import { canary, circleIn, released, resourcesOf, the } from './released';

const PLAIN = { release: undefined };
const morning = { at: Schedule.cron({ minute: '0', hour: '8' }), min: 5 };
const made = (provisionedConcurrency: unknown, props: Partial<HardenedFunctionProps> = {}) =>
  orders(stackOf(), { provisionedConcurrency: provisionedConcurrency as ProvisionedConcurrency, ...props });
const templateOf = (provisionedConcurrency?: ProvisionedConcurrency) => released({ ...PLAIN, provisionedConcurrency }).template;
const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';

describe('on the alias only', () => {
  const template = templateOf(ProvisionedConcurrency.constant(3));

  test('it is the one that callers invoke, made for it', () => {
    expect(the(template, 'AWS::Lambda::Alias')[1].Properties?.ProvisionedConcurrencyConfig).toEqual({ ProvisionedConcurrentExecutions: 3 });
    expect(the(template, 'AWS::Lambda::Version')[1].Properties).not.toHaveProperty('ProvisionedConcurrencyConfig');
    template.resourceCountIs('AWS::CodeDeploy::DeploymentGroup', 0);
  });

  test('spillover is watched', () => {
    expect(only(template, 'AWS::CloudWatch::Alarm', 'OrdersAlarmsProvisionedSpillover')).toMatchObject({
      MetricName: 'ProvisionedConcurrencySpilloverInvocations',
      Statistic: 'Sum',
      Threshold: 0,
      TreatMissingData: 'notBreaching',
      Dimensions: [{ Name: 'FunctionName' }, { Name: 'Resource' }],
    });
    expect(Object.keys(templateOf().findResources('AWS::CloudWatch::Alarm')).filter((id) => id.includes('Spillover'))).toEqual([]);
  });

  test('it goes with a canary', () => {
    const { template: both } = released({
      release: canary(),
      provisionedConcurrency: ProvisionedConcurrency.targetTracking({ min: 1, max: 9 }),
    });
    expect(circleIn(resourcesOf(both))).toBeUndefined();
    both.resourceCountIs('AWS::CodeDeploy::DeploymentGroup', 1);
  });
});

describe('scaled', () => {
  test('by target tracking, from the least', () => {
    const template = templateOf(ProvisionedConcurrency.targetTracking({ min: 2, max: 20, schedules: [morning] }));
    expect(the(template, 'AWS::Lambda::Alias')[1].Properties?.ProvisionedConcurrencyConfig).toEqual({ ProvisionedConcurrentExecutions: 2 });
    expect(only(template, TARGET)).toMatchObject({
      MinCapacity: 2,
      MaxCapacity: 20,
      ScheduledActions: [{ ScalableTargetAction: { MinCapacity: 5 } }],
    });
    expect(only(template, 'AWS::ApplicationAutoScaling::ScalingPolicy').TargetTrackingScalingPolicyConfiguration).toMatchObject({
      TargetValue: 0.7,
    });
  });

  test('by schedules alone', () => {
    const template = templateOf(ProvisionedConcurrency.scheduled(1, morning, { ...morning, min: 2, max: 4 }));
    expect(only(template, TARGET).ScheduledActions.map(({ ScalableTargetAction }: any) => ScalableTargetAction)).toEqual([
      { MinCapacity: 5, MaxCapacity: 5 },
      { MinCapacity: 2, MaxCapacity: 4 },
    ]);
    template.resourceCountIs('AWS::ApplicationAutoScaling::ScalingPolicy', 0);
  });
});

test('leaving a scaling takes two deployments: a number first, then none', () => {
  const scaled = templateOf(ProvisionedConcurrency.targetTracking({ min: 2, max: 20 }));
  const fixed = templateOf(ProvisionedConcurrency.constant(2));
  const { template: none } = released({ release: undefined, snapStart: undefined });
  scaled.resourceCountIs(TARGET, 1);
  fixed.resourceCountIs(TARGET, 0);
  expect(the(fixed, 'AWS::Lambda::Alias')[1].Properties).toEqual(the(scaled, 'AWS::Lambda::Alias')[1].Properties);
  none.resourceCountIs('AWS::Lambda::Alias', 0);
});

test('the price of an idle month is printed', () => {
  const printed = (props: Partial<HardenedFunctionProps>) =>
    made(ProvisionedConcurrency.constant(1), { memorySize: 1024, ...props })
      .node.metadata.filter(({ type }) => type === 'aws:cdk:info')
      .map(({ data }) => String(data));
  expect(printed({})).toEqual([
    expect.stringMatching(/^provisioned concurrency: 1 environments of 1024 MB cost 8\.64 USD in an idle month/),
  ]);
  expect(printed({ architecture: lambda.Architecture.X86_64 })).toEqual([expect.stringContaining('10.80 USD')]);
});

describe('one sentence each', () => {
  test.each<[string, () => unknown, RegExp]>([
    [
      'a number',
      () => made(5),
      /'provisionedConcurrency' must be a ProvisionedConcurrency, got 5; pass for example ProvisionedConcurrency\.constant\(5\)/,
    ],
    [
      'none',
      () => made(ProvisionedConcurrency.constant(0)),
      /'provisionedConcurrency\.environments' must be a whole number of at least 1, got 0/,
    ],
    ['no number', () => made(ProvisionedConcurrency.constant(undefined as never)), /'provisionedConcurrency\.environments' must be given/],
    [
      'bounds the wrong way',
      () => made(ProvisionedConcurrency.targetTracking({ min: 5, max: 2 })),
      /'provisionedConcurrency\.max' must be a whole number of at least 5, got 2/,
    ],
    [
      'a share',
      () => made(ProvisionedConcurrency.targetTracking({ min: 1, max: 2, utilization: 0.95 })),
      /must be between 0\.1 and 0\.9, got 0\.95/,
    ],
    [
      'no schedules',
      () => made(ProvisionedConcurrency.scheduled(1)),
      /must have schedules, got none; pass ProvisionedConcurrency\.constant\(1\)/,
    ],
    [
      'zero at night',
      () => made(ProvisionedConcurrency.scheduled(1, { ...morning, min: 0 })),
      /'provisionedConcurrency\.schedules\[0\]\.min' must be a whole number of at least 1, got 0/,
    ],
    [
      'every minute',
      () => made(ProvisionedConcurrency.scheduled(1, { at: Schedule.cron({ hour: '8' }), min: 5 })),
      /must have a minute, got cron\(\* 8 \* \* \? \*\), which runs every minute/,
    ],
    [
      'more than is reserved',
      () => made(ProvisionedConcurrency.targetTracking({ min: 1, max: 20 }), { reservedConcurrentExecutions: 10 }),
      /must be at most 'reservedConcurrentExecutions' \(10\), got up to 20/,
    ],
    [
      'with SnapStart',
      () =>
        made(ProvisionedConcurrency.constant(1), {
          runtime: lambda.Runtime.JAVA_21,
          snapStart: lambda.SnapStartConf.ON_PUBLISHED_VERSIONS,
        }),
      /'provisionedConcurrency' can't be combined with 'snapStart'/,
    ],
  ])('%s', (_, make, sentence) => expect(make).toThrow(sentence));
});

test('the development profile watches no spillover', () => {
  const { template } = released({
    ...PLAIN,
    profile: HardeningProfile.development(),
    provisionedConcurrency: ProvisionedConcurrency.constant(1),
  });
  template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
});
