import type { ApplicationModel } from '../../template-model/application-model';
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
  const others = model.resources.all.flatMap((resource) => (covered.has(keyOf(resource)) ? [] : (resourceLine(resource, model) ?? [])));
  return [...ofFunctions, ...others];
}
