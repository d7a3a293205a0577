import { PROVISIONED_DIMENSION } from '../../../template-model/functions/provisioned';
import { isFields, type Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, join, ref, resource } from '../examples/parts';

const target = (properties: Record<string, unknown>) =>
  resource('AWS::ApplicationAutoScaling::ScalableTarget', {
    ServiceNamespace: 'lambda',
    ScalableDimension: PROVISIONED_DIMENSION,
    ResourceId: join('function:', ref('Orders'), ':live'),
    MinCapacity: 1,
    MaxCapacity: 9,
    ...properties,
  });
const atNight = (MinCapacity: unknown) => ({
  ScheduledActions: [
    { ScheduledActionName: 'night', Schedule: 'cron(0 20 * * ? *)', ScalableTargetAction: { MinCapacity, MaxCapacity: 9 } },
  ],
});

/** @internal */
export const PROVISIONED_SCALES_TO_ZERO: Rule = {
  id: 'ProvisionedScalesToZero',
  severity: CheckSeverity.WARNING,
  problem: 'The provisioned concurrency of an alias can be scaled to 0.',
  impact: 'At 0 Lambda removes the configuration, and a deployment that updates the alias meanwhile fails.',
  fix: "Set 'MinCapacity' of the scalable target and of each scheduled action to at least 1.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html',
  *find(model): Iterable<Violation> {
    for (const resource of model.resources.ofType('AWS::ApplicationAutoScaling::ScalableTarget')) {
      if (resource.text('ScalableDimension') !== PROVISIONED_DIMENSION) continue;
      const property = zeroIn(resource);
      if (property) yield { resource, property, message: `'${property}' must be at least 1 for provisioned concurrency, got 0` };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Target: target({ MinCapacity: 0 }) },
      { Orders: fn(), Target: target(atNight(0)) },
    ],
    good: [
      { Orders: fn(), Target: target({}) },
      { Orders: fn(), Target: target(atNight(1)) },
      { Orders: fn(), Target: target({ MinCapacity: ref('Least') }) },
      { Orders: fn(), Target: target({ MinCapacity: 0, ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' }) },
    ],
  }),
};

function zeroIn(target: Resource): string | undefined {
  if (target.number('MinCapacity') === 0) return 'MinCapacity';
  const actions = target.list('ScheduledActions') ?? [];
  const index = actions.findIndex((_, each) => target.number(`ScheduledActions.${each}.ScalableTargetAction.MinCapacity`) === 0);
  return index >= 0 && isFields(actions[index]) ? `ScheduledActions.${index}.ScalableTargetAction.MinCapacity` : undefined;
}
