import { join } from 'node:path';
import { type App, Stack } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Deployed } from './boot';

const FUNCTION = 'AWS::Lambda::Function';

/** The app's function whose logical id starts with the prefix, as it would be deployed. */
export function deployed(app: App, prefix: string): Deployed {
  const assembly = app.synth();
  const stacks = app.node.children.filter((child) => Stack.isStack(child));
  const found = stacks.flatMap((stack) => functionsOf(assembly, stack, prefix));
  if (found.length !== 1) throw new Error(`expected one function ${prefix}, found ${found.length}`);
  return found[0];
}

function functionsOf(assembly: CloudAssembly, stack: Stack, prefix: string): (Deployed & { id: string })[] {
  const { template } = assembly.getStackArtifact(stack.artifactId);
  return Object.entries<any>(template.Resources)
    .filter(([id, { Type }]) => Type === FUNCTION && id.startsWith(prefix))
    .map(([id, { Properties }]) => ({
      id,
      folder: join(assembly.directory, `asset.${Properties.Code.S3Key.replace('.zip', '')}`),
      handler: Properties.Handler,
      environment: resolved(Properties.Environment?.Variables ?? {}),
    }));
}

/** A reference becomes the id of what it names. */
const resolved = (variables: Record<string, any>): Record<string, string> =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, typeof value === 'string' ? value : String(value.Ref)]));
