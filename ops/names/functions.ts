import { existsSync } from 'node:fs';
import { isNotFound, reasonOf } from '../aws/errors';
import { refuse } from '../refusal';
import type { Session } from '../session';
import { functionsInAssembly, functionsOf } from './cloud-assembly';
import { functionAt, type NamedResource } from './construct-path';

/** Where names are looked up. */
export interface NameOptions {
  /** The folder that `cdk synth` writes. */
  readonly app?: string;
  readonly stack?: string;
}

export interface FunctionName {
  readonly name: string;
  readonly qualifier?: string;
  /** The folder of its bundle, where `cdk synth` has left it. */
  readonly sourceMaps?: string;
}

const DEFAULT_APP = 'cdk.out';
const ARN = /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:([\w-]+)(?::([\w$.-]+))?$/;
const NAME = /^([\w-]{1,140})(?::([\w$.-]+))?$/;

/** The name and the qualifier of an ARN; nothing for what is no function's. */
export function functionOfArn(arn: string): FunctionName | undefined {
  const [, name, qualifier] = ARN.exec(arn) ?? [];
  return name === undefined ? undefined : { name, qualifier };
}

/** The physical name of a function given by name, ARN or construct path. */
export async function resolveFunction(session: Session, given: string, options: NameOptions = {}): Promise<FunctionName> {
  const [, name, qualifier] = ARN.exec(given) ?? NAME.exec(given) ?? [];
  if (name !== undefined) return { name, qualifier };
  if (!given.includes('/'))
    return refuse(
      `the function must be a name, an ARN or a construct path, got '${given}'; write it as 'orders', 'orders:live' or 'Shop/Orders'`,
    );
  const [path, pathQualifier] = given.split(':');
  const { stackName, logicalId, assetFolder } = await locate(session, path, options);
  return { name: await physicalName(session, stackName, logicalId), qualifier: pathQualifier, sourceMaps: assetFolder };
}

async function locate(session: Session, path: string, { app, stack }: NameOptions): Promise<NamedResource> {
  const folder = app ?? (stack === undefined && existsSync(DEFAULT_APP) ? DEFAULT_APP : undefined);
  if (folder !== undefined) {
    const functions = functionsInAssembly(folder);
    return functionAt(path, stack === undefined ? functions : functions.filter(({ stackName }) => stackName === stack), `'${folder}'`);
  }
  const segments = path.replace(/^\//, '').split('/');
  // The CDK names a stack of a stage after both.
  const candidates = stack === undefined ? segments.slice(0, -1).map((_, index) => segments.slice(0, index + 1).join('-')) : [stack];
  for (const candidate of candidates) {
    const template = await templateOf(session, candidate);
    if (template !== undefined) return functionAt(path, functionsOf(template, candidate), `stack '${candidate}'`);
  }
  return refuse(
    `the construct path must be that of a deployed stack, got '${path}' and no stack '${candidates.join("' or '")}'; set '--stack', or '--app' to the folder that 'cdk synth' writes`,
  );
}

async function templateOf({ clients }: Session, StackName: string): Promise<unknown> {
  const { GetTemplateCommand } = await import('@aws-sdk/client-cloudformation');
  const client = await clients.cloudFormation();
  try {
    const { TemplateBody = '{}' } = await client.send(new GetTemplateCommand({ StackName, TemplateStage: 'Processed' }));
    return JSON.parse(TemplateBody);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    if (error instanceof SyntaxError)
      return refuse(`the template of stack '${StackName}' must be JSON to hold construct paths; use the name of the function`);
    throw error;
  }
}

async function physicalName({ clients }: Session, StackName: string, LogicalResourceId: string): Promise<string> {
  const { DescribeStackResourceCommand } = await import('@aws-sdk/client-cloudformation');
  const client = await clients.cloudFormation();
  try {
    const { StackResourceDetail } = await client.send(new DescribeStackResourceCommand({ StackName, LogicalResourceId }));
    return (
      StackResourceDetail?.PhysicalResourceId ??
      refuse(`${LogicalResourceId} of stack '${StackName}' must be deployed, got no physical name; deploy it`)
    );
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return refuse(
      `stack '${StackName}' must be deployed with ${LogicalResourceId}, got '${reasonOf(error)}'; deploy it, or check the Region and the account`,
    );
  }
}
