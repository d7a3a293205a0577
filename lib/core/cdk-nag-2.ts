import { CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/** A suppression of cdk-nag 2, as it is in the metadata of a resource. */
interface Suppression {
  readonly id: string;
  readonly reason: string;
  readonly applies_to?: string[];
  readonly is_reason_encoded?: boolean;
}

/** cdk-nag 2 refuses a shorter reason. */
const SHORTEST_REASON = 10;

/**
 * Writes acknowledgements where cdk-nag 2 reads them: into the metadata of the resource that has the finding.
 *
 * @param flatten how a resource of a statement is named in a finding
 * @internal
 */
export function suppressForCdkNag2(construct: IConstruct, reasons: Record<string, string>, flatten: (value: unknown) => string): void {
  for (const [finding, reason] of Object.entries(reasons)) {
    const [, id, detail] = /^([^[]*)(?:\[(.*)\])?$/s.exec(finding) as RegExpExecArray;
    for (const resource of resourcesOf(construct)) {
      if (detail === undefined || wildcardsIn(resource, flatten).has(detail)) add(resource, suppressionOf(id, reason, detail));
    }
  }
}

/** The resource itself or that of the construct; the policies below a construct that has none. */
function resourcesOf(construct: IConstruct): CfnResource[] {
  const own = CfnResource.isCfnResource(construct) ? construct : construct.node.defaultChild;
  if (own && CfnResource.isCfnResource(own)) return [own];
  return construct.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node));
}

/** What is found in the statements of a policy or a role. */
function wildcardsIn(resource: CfnResource, flatten: (value: unknown) => string): ReadonlySet<string> {
  const stack = Stack.of(resource);
  const documents: unknown[] =
    resource instanceof iam.CfnRole
      ? (stack.resolve(resource.policies) ?? []).map(({ policyDocument }: iam.CfnRole.PolicyProperty) => policyDocument)
      : [(resource as iam.CfnPolicy).policyDocument];
  const statements: { Effect: string; Resource?: unknown }[] = documents.flatMap((document) => stack.resolve(document)?.Statement ?? []);
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Resource }) => [Resource ?? []].flat());
  return new Set(allowed.map((each) => `Resource::${flatten(each)}`));
}

/** Its templates are ASCII: a reason with other characters is encoded, as cdk-nag 2 does. */
function suppressionOf(id: string, reason: string, detail?: string): Suppression {
  const text = reason.length < SHORTEST_REASON ? `The given reason: ${reason}` : reason;
  const isEncoded = [...text].some((character) => (character.codePointAt(0) as number) > 255);
  return {
    reason: isEncoded ? Buffer.from(text).toString('base64') : text,
    id,
    ...(detail === undefined ? {} : { applies_to: [detail] }),
    ...(isEncoded ? { is_reason_encoded: true } : {}),
  };
}

function add(resource: CfnResource, suppression: Suppression): void {
  const present: Suppression[] = resource.getMetadata('cdk_nag')?.rules_to_suppress ?? [];
  if (present.some((other) => JSON.stringify(other) === JSON.stringify(suppression))) return;
  resource.addMetadata('cdk_nag', { rules_to_suppress: [...present, suppression] });
}
