import { Lazy } from 'aws-cdk-lib';
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
  const fewerAtNight = ProvisionedConcurrency.scheduled(5, { ...morning, min: 2 });
  expect(printed({ provisionedConcurrency: fewerAtNight })).toEqual([
    expect.stringMatching(/: at least 2 environments of 1024 MB cost at least 17\.28 USD/),
  ]);
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
      'a misspelled option',
      () => made(ProvisionedConcurrency.targetTracking({ min: 1, max: 2, utilisation: 0.5 } as never)),
      /'ProvisionedConcurrency\.targetTracking' must have options that exist, got 'utilisation'; did you mean 'utilization'/,
    ],
    [
      'a misspelled option of a schedule',
      () => made(ProvisionedConcurrency.scheduled(1, { ...morning, maximum: 9 } as never)),
      /'provisionedConcurrency\.schedules\[0\]' must have options that exist, got 'maximum'/,
    ],
    [
      'no list',
      () => made(ProvisionedConcurrency.targetTracking({ min: 1, max: 2, schedules: morning as never })),
      /'provisionedConcurrency\.schedules' must be a list, got an object/,
    ],
    [
      'no schedule',
      () => made(ProvisionedConcurrency.scheduled(1, undefined as never)),
      /'provisionedConcurrency\.schedules\[0\]' must be given, got undefined/,
    ],
    ...[undefined, 'cron(0 8 * * ? *)'].map((at): [string, () => unknown, RegExp] => [
      `the time ${at}`,
      () => made(ProvisionedConcurrency.scheduled(1, { at: at as never, min: 5 })),
      /'provisionedConcurrency\.schedules\[0\]\.at' must be a Schedule, got/,
    ]),
    [
      'more than is reserved',
      () => made(ProvisionedConcurrency.targetTracking({ min: 1, max: 20 }), { reservedConcurrentExecutions: 10 }),
      /must be at most 'reservedConcurrentExecutions' \(10\), got up to 20/,
    ],
    [
      'more than is reserved, from a time on',
      () => made(ProvisionedConcurrency.scheduled(1, { ...morning, min: 20 }), { reservedConcurrentExecutions: 10 }),
      /must be at most 'reservedConcurrentExecutions' \(10\), got up to 20/,
    ],
    [
      'more than is reserved at most, from a time on',
      () =>
        made(ProvisionedConcurrency.targetTracking({ min: 1, max: 2, schedules: [{ ...morning, min: 1, max: 11 }] }), {
          reservedConcurrentExecutions: 10,
        }),
      /must be at most 'reservedConcurrentExecutions' \(10\), got up to 11/,
    ],
    [
      'a lower bound of a schedule above the upper bound of the scaling',
      () => made(ProvisionedConcurrency.targetTracking({ min: 1, max: 5, schedules: [{ ...morning, min: 6 }] })),
      /'provisionedConcurrency\.schedules\[0\]\.min' must be at most the 'max' that holds then \(5\), got 6; set 'max' of the schedule too/,
    ],
    [
      'with tenants',
      () => made(ProvisionedConcurrency.constant(1), { tenancyConfig: lambda.TenancyConfig.PER_TENANT }),
      /'provisionedConcurrency' can't be combined with 'tenancyConfig', which Lambda refuses; remove one of them/,
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

test('a lower bound of a schedule may be as high as another schedule raises the upper one', () => {
  const raising = { ...morning, min: 1, max: 20 };
  const raised = { ...morning, min: 20 };
  for (const schedules of [
    [raising, raised],
    [raised, raising],
  ]) {
    expect(() =>
      made(ProvisionedConcurrency.targetTracking({ min: 1, max: 5, schedules }), { reservedConcurrentExecutions: 20 }),
    ).not.toThrow();
  }
});

describe('what only the deployment knows is taken', () => {
  const later = Lazy.number({ produce: () => 5 });

  test.each<[string, ProvisionedConcurrency, number | undefined]>([
    ['a number', ProvisionedConcurrency.constant(later), 1],
    ['a reserved concurrency', ProvisionedConcurrency.constant(6), later],
    ['a lower bound', ProvisionedConcurrency.targetTracking({ min: later, max: 3 }), undefined],
    ['an upper bound and a share', ProvisionedConcurrency.targetTracking({ min: 1, max: later, utilization: later }), undefined],
    ['a bound of a schedule', ProvisionedConcurrency.scheduled(1, { ...morning, min: later, max: 3 }), undefined],
  ])('%s', (_, concurrency, reservedConcurrentExecutions) => {
    expect(() => made(concurrency, { reservedConcurrentExecutions })).not.toThrow();
  });
});

test('the development profile watches no spillover', () => {
  const { template } = released({
    ...PLAIN,
    profile: HardeningProfile.development(),
    provisionedConcurrency: ProvisionedConcurrency.constant(1),
  });
  template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
});
