import type { ApplicationModel } from '../../template-model/application-model';
import type { LambdaFunction } from '../../template-model/functions/lambda-function';
import type { Resource } from '../../template-model/resource';
import { keyOf } from '../called';
import type { CostEvidence, CostLine } from './cost-evidence';
import { functionLines } from './function-lines';
import { otherProfiles } from './other-profiles';
import type { PriceList } from './prices';
import { resourceLine } from './resource-lines';
import { ASSUMPTIONS } from './terms';

/** Types that are free, or whose price is part of another line. */
const FREE = new Set([
  'AWS::CDK::Metadata',
  'AWS::CodeDeploy::Application',
  'AWS::CodeDeploy::DeploymentConfig',
  'AWS::CodeDeploy::DeploymentGroup',
  'AWS::Events::Rule',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::KMS::Alias',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Url',
  'AWS::Lambda::Version',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
]);

/** What is paid for, by resource. @internal */
export function costOf(models: readonly ApplicationModel[], prices: PriceList): CostEvidence {
  const lines = models.flatMap(linesOf);
  const priced = new Set(lines.map(({ type }) => type));
  const types = new Set(models.flatMap(({ resources }) => resources.all.map(({ type }) => type)));
  return {
    prices,
    assumptions: ASSUMPTIONS,
    lines,
    unpriced: [...types].filter((type) => !FREE.has(type) && !priced.has(type)).sort(),
    otherProfiles: otherProfiles(models, lines, prices),
  };
}

function linesOf(model: ApplicationModel): CostLine[] {
  const ofFunctions = [...model.functions.values()].flatMap((fn) => functionLines(fn, model));
  const covered = new Set(ofFunctions.map(({ key }) => key));
  const owners = alarmOwners(model);
  const others = model.resources.all.flatMap((resource): CostLine[] => {
    const line = covered.has(keyOf(resource)) ? undefined : resourceLine(resource, model);
    return line ? [{ ...line, ...(owners.has(line.key) && { functionKey: owners.get(line.key) }) }] : [];
  });
  return [...ofFunctions, ...others];
}

/** The function of each alarm that is about one: about it, what it reads, or where what fails goes that only it sends there. */
function alarmOwners(model: ApplicationModel): ReadonlyMap<string, string> {
  const about = new Map<Resource, Set<string>>();
  const note = (resource: Resource | undefined, fn: LambdaFunction | undefined) => {
    if (resource && fn) about.set(resource, (about.get(resource) ?? new Set()).add(keyOf(fn.resource)));
  };
  for (const fn of model.functions.values()) {
    note(fn.resource, fn);
    for (const { source, resource } of model.mappingsOf(fn))
      for (const one of [source, resource, source && model.queues.get(source)?.redrive]) note(one, fn);
  }
  for (const { target, invoked } of model.failureTargets) note(target, invoked.fn);
  return new Map(
    model.alarms.flatMap(({ resource, subjects }): [string, string][] => {
      const functions = new Set([...subjects].flatMap((subject) => [...(about.get(subject) ?? [])]));
      return functions.size === 1 ? [[keyOf(resource), [...functions][0]]] : [];
    }),
  );
}
