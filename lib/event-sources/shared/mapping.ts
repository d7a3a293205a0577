import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { recordWaiver } from '../../core/input/reasons';
import { grantToService } from '../../core/policies/grant-to-service';
import { warnOfImportedRole, warnOfUnknownRole } from '../../core/policies/imported-roles';
import type { ServicePolicy } from '../../core/policies/service-policy';
import type { EventFilter } from '../../filters/event-filter';
import type { BindingContext } from './binding-context';
import { letLambdaDecrypt, warnOfQuota } from './source-filters';
import { checkRegion } from './source-home';
import { keepWaivers, type WaivedProtections } from './waived-protections';

/**
 * What every mapping is made of.
 *
 * @internal
 */
export interface MappingPlan {
  /** The id below the function: the one that CDK's own event source gives its mapping. */
  readonly id: string;
  readonly options: lambda.EventSourceMappingOptions;
  /** The queue or the collection that is read, where the source has several and CDK's options don't tell them apart. */
  readonly part?: string;
  /** What Lambda needs to read the source, and to deliver what failed; asked for once the mapping is there. */
  statements(): iam.PolicyStatement[];
  readonly filters: EventFilter[];
  readonly filterEncryption?: kms.IKey;
  readonly waived: WaivedProtections;
}

/** @internal */
export interface MappedSource {
  readonly mapping: lambda.EventSourceMapping;
  readonly resource: lambda.CfnEventSourceMapping;
  /** What Lambda needs to read the source, where the function has a role. */
  readonly policy?: ServicePolicy;
}

/**
 * Maps a source to the function that is invoked. Lambda asks for the permissions when the mapping is made, so it waits for
 * them.
 *
 * @internal
 */
export function mapSource({ target, settings }: BindingContext, plan: MappingPlan): MappedSource {
  if (plan.options.eventSourceArn !== undefined) checkRegion(target, plan.options.eventSourceArn);
  const filters = plan.filters.length > 0 ? plan.filters.map(({ criteria }) => criteria) : undefined;
  const options = { ...plan.options, filters };
  settings.sources.add(options, plan.part);
  const mapping = target.addEventSourceMapping(plan.id, options);
  const resource = mapping.node.defaultChild as lambda.CfnEventSourceMapping;

  warnOfQuota(mapping, plan.filters);
  for (const { operator, reason } of plan.filters.flatMap(({ _reasons }) => _reasons))
    recordWaiver(resource, `filters.${operator}`, reason);
  keepWaivers(resource, plan.waived);
  if (plan.filterEncryption) {
    letLambdaDecrypt(mapping, plan.filterEncryption);
    resource.kmsKeyArn = plan.filterEncryption.keyArn;
  }
  if (!target.role) {
    warnOfUnknownRole(mapping, plan.statements());
    return { mapping, resource };
  }
  const policy = grantToService(mapping, 'Policy', target.role, settings.policyKind, plan.statements());
  warnOfImportedRole(mapping, target.role);
  policy.precede(resource);
  return { mapping, resource, policy };
}
