import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, type AppProps, CfnResource } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Properties } from '../catalogue/template';

export interface Resource {
  /** The construct's path in the app, without `Resource` and `Default`, which the CDK leaves out of logical ids too. */
  readonly path: string;
  readonly logicalId: string;
  readonly type: string;
  /** As the template has them. */
  readonly properties: Properties;
}

export interface Synthesis {
  readonly app: App;
  readonly resources: Resource[];
}

export function synthesize(build: (props: AppProps) => App): Synthesis {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-hardened-lambda-'));
  try {
    const app = build({ outdir });
    const assembly = app.synth();
    const nodes = app.node.findAll().filter((node) => CfnResource.isCfnResource(node));
    return { app, resources: nodes.map((node) => resourceOf(node, assembly)) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function resourceOf(node: CfnResource, assembly: CloudAssembly): Resource {
  const logicalId: string = node.stack.resolve(node.logicalId);
  const { Type, Properties } = assembly.getStackArtifact(node.stack.artifactId).template.Resources[logicalId];
  return { path: withoutHiddenIds(node.node.path), logicalId, type: Type, properties: Properties ?? {} };
}

const withoutHiddenIds = (path: string): string =>
  path
    .split('/')
    .filter((id) => id !== 'Resource' && id !== 'Default')
    .join('/');

/** The resource that a `Ref` or an `Fn::GetAtt` names. */
export function referred({ resources }: Synthesis, value: Properties | undefined): Resource | undefined {
  const logicalId = value?.Ref ?? value?.['Fn::GetAtt']?.[0];
  return resources.find((resource) => resource.logicalId === logicalId);
}
