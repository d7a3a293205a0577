import type { Stack } from '@aws-sdk/client-cloudformation';
import { readTemplate } from '../../cli/input/template-text';
import type { ResourceBody, Template, TemplateBody } from '../../lib/template-model/template';
import { reasonOf } from '../aws/errors';
import type { Session } from '../session';

export interface DeployedStacks {
  readonly templates: readonly Template[];
  /** Physical ids by resource type: what is in a stack. */
  readonly managed: ReadonlyMap<string, ReadonlySet<string>>;
  /** Stacks that could not be read, and why. */
  readonly unread: readonly { readonly stack: string; readonly reason: string }[];
}

interface Deployed {
  readonly stack: Stack;
  readonly body: TemplateBody;
  /** Logical ids by the physical ids of nested stacks. */
  readonly nested: ReadonlyMap<string, string>;
}

const READERS = 6;

/** The templates of all stacks of the account and the Region, as CloudFormation has processed them. */
export async function readStacks(session: Session): Promise<DeployedStacks> {
  const stacks = await listStacks(session);
  const progress = await session.out.progress('Reading stacks', stacks.length);
  const managed = new Map<string, Set<string>>();
  const deployed = new Map<string, Deployed>();
  const unread: { stack: string; reason: string }[] = [];
  const left = [...stacks];
  const reader = async (): Promise<void> => {
    for (let stack = left.shift(); stack && !session.signal.aborted; stack = left.shift()) {
      try {
        deployed.set(stack.StackId ?? '', await readStack(session, stack, managed));
      } catch (error) {
        unread.push({ stack: stack.StackName ?? '', reason: reasonOf(error) });
      }
      progress.advance();
    }
  };
  await Promise.all(Array.from({ length: READERS }, reader)).finally(progress.stop);
  return { templates: connected(deployed), managed, unread };
}

async function listStacks({ clients }: Session): Promise<Stack[]> {
  const { paginateDescribeStacks } = await import('@aws-sdk/client-cloudformation');
  const found: Stack[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client: await clients.cloudFormation() }, {})) found.push(...Stacks);
  return found.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE' && StackStatus !== 'REVIEW_IN_PROGRESS');
}

async function readStack({ clients }: Session, stack: Stack, managed: Map<string, Set<string>>): Promise<Deployed> {
  const { GetTemplateCommand, paginateListStackResources } = await import('@aws-sdk/client-cloudformation');
  const client = await clients.cloudFormation();
  const StackName = stack.StackId;
  const { TemplateBody: text = '{}' } = await client.send(new GetTemplateCommand({ StackName, TemplateStage: 'Processed' }));
  const { body } = readTemplate(stack.StackName ?? '', text);
  const [physical, nested] = [new Map<string, string>(), new Map<string, string>()];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
    for (const { ResourceType = '', LogicalResourceId = '', PhysicalResourceId = '' } of StackResourceSummaries) {
      physical.set(LogicalResourceId, PhysicalResourceId);
      managed.set(ResourceType, (managed.get(ResourceType) ?? new Set()).add(PhysicalResourceId));
      if (ResourceType === 'AWS::CloudFormation::Stack') nested.set(PhysicalResourceId, LogicalResourceId);
    }
  }
  return { stack, body: { ...body, Resources: existing(body, physical) }, nested };
}

/** Without what a condition has left out; and with the names that CloudFormation has made, by which others refer to it. */
function existing({ Resources = {} }: TemplateBody, physical: ReadonlyMap<string, string>): Record<string, ResourceBody> {
  return Object.fromEntries(
    Object.entries(Resources).flatMap(([id, resource]): [string, ResourceBody][] => {
      const name = physical.get(id);
      return name === undefined ? [] : [[id, named(resource, name)]];
    }),
  );
}

function named(resource: ResourceBody, physicalId: string): ResourceBody {
  const property = { 'AWS::Lambda::Function': 'FunctionName', 'AWS::SQS::Queue': 'QueueName' }[resource.Type];
  if (property === undefined || resource.Properties?.[property] !== undefined) return resource;
  // The physical id of a queue is its URL.
  return { ...resource, Properties: { ...resource.Properties, [property]: physicalId.split('/').pop() } };
}

/** Each nested stack with its parent; each other with the parameters that it was deployed with. */
function connected(deployed: ReadonlyMap<string, Deployed>): Template[] {
  const made = new Map<string, Template>();
  const make = (id: string): Template => {
    const known = made.get(id);
    if (known) return known;
    const { stack, body } = deployed.get(id) as Deployed;
    const [, , , region, account] = id.split(':');
    const parent = stack.ParentId === undefined ? undefined : deployed.get(stack.ParentId);
    const logicalId = parent?.nested.get(id);
    const deployedBy =
      parent && logicalId !== undefined
        ? { template: make(parent.stack.StackId ?? ''), id: logicalId }
        : parametersOf(stack, region, account);
    const template: Template = { name: stack.StackName ?? id, body, region, account, deployedBy };
    made.set(id, template);
    return template;
  };
  return [...deployed.keys()].map(make);
}

/** As if a stack around it passed them. What is hidden stays unknown. */
function parametersOf({ Parameters = [] }: Stack, region: string, account: string): Template['deployedBy'] {
  const known = Parameters.flatMap(({ ParameterKey = '', ParameterValue, ResolvedValue }): [string, string | undefined][] =>
    ParameterValue === '****' ? [] : [[ParameterKey, ResolvedValue ?? ParameterValue]],
  );
  const Resources = { Deployed: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: Object.fromEntries(known) } } };
  return { template: { name: 'parameters', body: { Resources }, region, account }, id: 'Deployed' };
}
