import { PROVISIONED_DIMENSION } from '../../../template-model/functions/provisioned';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, join, ref, resource } from '../examples/parts';

const target = (properties: Record<string, unknown> = {}) =>
  resource('AWS::ApplicationAutoScaling::ScalableTarget', {
    ServiceNamespace: 'lambda',
    ScalableDimension: PROVISIONED_DIMENSION,
    ResourceId: join('function:', ref('Orders'), ':live'),
    MinCapacity: 1,
    MaxCapacity: 50,
    ...properties,
  });
const tracking = (PolicyType = 'TargetTrackingScaling') =>
  resource('AWS::ApplicationAutoScaling::ScalingPolicy', {
    PolicyName: 'utilization',
    PolicyType,
    ScalingTargetId: ref('Target'),
    TargetTrackingScalingPolicyConfiguration: {
      PredefinedMetricSpecification: { PredefinedMetricType: 'LambdaProvisionedConcurrencyUtilization' },
      TargetValue: 0.7,
    },
  });
const atNight = {
  ScheduledActions: [
    { ScheduledActionName: 'night', Schedule: 'cron(0 20 * * ? *)', ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 2 } },
  ],
};

/** @internal */
export const PROVISIONED_NEVER_SCALES_IN: Rule = {
  id: 'ProvisionedNeverScalesIn',
  severity: CheckSeverity.INFO,
  problem: 'Provisioned concurrency follows its utilization alone, without a scheduled action.',
  impact: 'Without invocations the metric has no data, the number of environments stays where it is, and all of them are billed.',
  fix: "Add 'ScheduledActions' to the scalable target, with a low 'MaxCapacity' for times without traffic.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html',
  *find(model): Iterable<Violation> {
    for (const policy of model.resources.ofType('AWS::ApplicationAutoScaling::ScalingPolicy')) {
      const target = policy.referred('ScalingTargetId');
      if (policy.text('PolicyType') !== 'TargetTrackingScaling' || target?.text('ScalableDimension') !== PROVISIONED_DIMENSION) continue;
      const [min, max] = [target.number('MinCapacity'), target.number('MaxCapacity')];
      if (target.has('ScheduledActions') !== false || min === undefined || max === undefined || min >= max) continue;
      const message = `'ScheduledActions' must bring provisioned concurrency of up to ${max} back to ${min} when nothing is invoked, got none`;
      yield { resource: target, property: 'ScheduledActions', message };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: fn(), Target: target(), Policy: tracking() }],
    good: [
      { Orders: fn(), Target: target(atNight), Policy: tracking() },
      { Orders: fn(), Target: target(), Policy: tracking('StepScaling') },
      { Orders: fn(), Target: target({ MaxCapacity: 1 }), Policy: tracking() },
      { Orders: fn(), Target: target({ MaxCapacity: ref('Most') }), Policy: tracking() },
      { Orders: fn(), Target: target({ ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' }), Policy: tracking() },
      { Orders: fn(), Target: target() },
    ],
  }),
};
