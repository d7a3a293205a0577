import { isNotFound } from '../aws/errors';
import { refuse } from '../refusal';
import type { Session } from '../session';
import type { FunctionName } from './functions';

/** The functions of a deployed stack. */
export async function functionsOfStack({ clients }: Session, StackName: string): Promise<FunctionName[]> {
  const { paginateListStackResources } = await import('@aws-sdk/client-cloudformation');
  const found: FunctionName[] = [];
  try {
    for await (const { StackResourceSummaries = [] } of paginateListStackResources(
      { client: await clients.cloudFormation() },
      { StackName },
    )) {
      for (const { ResourceType, PhysicalResourceId } of StackResourceSummaries)
        if (ResourceType === 'AWS::Lambda::Function' && PhysicalResourceId) found.push({ name: PhysicalResourceId });
    }
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  return found.length > 0
    ? found
    : refuse(`'--stack' must be a deployed stack with a function, got '${StackName}'; check the name, the Region and the account`);
}
