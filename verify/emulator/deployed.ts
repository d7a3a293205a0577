import {
  DescribeStacksCommand,
  paginateDescribeStackEvents,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';
import type { Clients } from './clients';

/** What a stack has made, by its logical ids. */
export class Deployed {
  public static async read({ cloudFormation }: Clients, stack: string): Promise<Deployed> {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stack }));
    const resources: StackResourceSummary[] = [];
    for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client: cloudFormation }, { StackName: stack })) {
      resources.push(...StackResourceSummaries);
    }
    const outputs = Object.fromEntries((Stacks[0].Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, String(OutputValue)]));
    return new Deployed(String(Stacks[0].StackId), resources, outputs);
  }

  private constructor(
    /** By which the stack is known when it is gone. */
    public readonly stackId: string,
    public readonly resources: readonly StackResourceSummary[],
    public readonly outputs: Readonly<Record<string, string>>,
  ) {}

  /** The name by which the service knows the resource, by its logical id without the hash. */
  public nameOf(type: string, id: string): string {
    const logicalId = new RegExp(`^${id}[0-9A-F]{8}$`);
    const found = this.resources.filter((each) => each.ResourceType === `AWS::${type}` && logicalId.test(each.LogicalResourceId ?? ''));
    if (found.length !== 1) throw new Error(`expected one ${type} ${id} in ${this.stackId}, found ${found.length}`);
    return String(found[0].PhysicalResourceId);
  }
}

/** What is left of a stack that must be deleted: the types of all that its template wants to be kept. */
export async function keptOf({ cloudFormation }: Clients, id: string): Promise<string[]> {
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: id }));
  if (Stacks[0]?.StackStatus !== 'DELETE_COMPLETE') throw new Error(`the stack must be gone, got ${Stacks[0]?.StackStatus}`);
  const kept: string[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client: cloudFormation }, { StackName: id })) {
    const skipped = StackEvents.filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_SKIPPED');
    kept.push(...skipped.map(({ ResourceType }) => String(ResourceType)));
  }
  return kept;
}
