import { AspectPriority, Aspects, type IAspect, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * The one aspect of its kind on the stage of a construct, made where there is none: the app is gone through once for all fronts.
 *
 * @internal
 */
export function aspectOfStage<A extends IAspect>(scope: IConstruct, Kind: new (stage: IConstruct) => A): A {
  const stage = Stage.of(scope) ?? scope.node.root;
  const aspects = Aspects.of(stage);
  const known = aspects.all.find((aspect): aspect is A => aspect instanceof Kind);
  if (known) return known;
  const made = new Kind(stage);
  aspects.add(made, { priority: AspectPriority.MUTATING });
  return made;
}
