import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { refuse } from '../refusal';
import type { NamedResource } from './construct-path';

interface Artifact {
  readonly type: string;
  readonly properties?: { readonly stackName?: string; readonly templateFile?: string; readonly directoryName?: string };
  readonly metadata?: Metadata;
  readonly additionalMetadataFile?: string;
}
type Metadata = Readonly<Record<string, readonly { readonly type: string; readonly data?: unknown }[]>>;

/** The functions of the stacks that `cdk synth` has written, and of its stages, with their construct paths. */
export function functionsInAssembly(folder: string): NamedResource[] {
  const manifest = join(folder, 'manifest.json');
  if (!existsSync(manifest))
    refuse(`'--app' must be a folder that 'cdk synth' writes, got '${folder}' without 'manifest.json'; run 'cdk synth'`);
  const { artifacts = {} } = read(manifest) as { readonly artifacts?: Record<string, Artifact> };
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    const { directoryName, templateFile, stackName = id } = artifact.properties ?? {};
    if (artifact.type === 'cdk:cloud-assembly' && directoryName !== undefined) return functionsInAssembly(join(folder, directoryName));
    if (artifact.type !== 'aws:cloudformation:stack' || templateFile === undefined) return [];
    return functionsOf(read(join(folder, templateFile)), stackName, { paths: pathsOf(folder, artifact), folder });
  });
}

interface Assembly {
  readonly folder?: string;
  readonly paths?: ReadonlyMap<string, string>;
}

const assetOf = (folder: string | undefined, asset: unknown): string | undefined =>
  folder === undefined || typeof asset !== 'string' ? undefined : resolve(folder, asset);

/** The functions of one template. A path comes from what the CDK notes down beside it, or in it. */
export function functionsOf(template: unknown, stackName: string, assembly: Assembly = {}): NamedResource[] {
  const { Resources = {} } = template as { readonly Resources?: Record<string, { Type: string; Metadata?: Record<string, unknown> }> };
  return Object.entries(Resources).flatMap(([logicalId, { Type, Metadata }]) => {
    const path = assembly.paths?.get(logicalId) ?? Metadata?.['aws:cdk:path'];
    return Type === 'AWS::Lambda::Function' && typeof path === 'string'
      ? [{ stackName, logicalId, path, assetFolder: assetOf(assembly.folder, Metadata?.['aws:asset:path']) }]
      : [];
  });
}

function pathsOf(folder: string, { metadata, additionalMetadataFile }: Artifact): Map<string, string> {
  const more = additionalMetadataFile === undefined ? {} : (read(join(folder, additionalMetadataFile)) as Metadata);
  const entries = Object.entries({ ...metadata, ...more }).flatMap(([path, notes]) =>
    notes.filter(({ type }) => type === 'aws:cdk:logicalId').map(({ data }): [string, string] => [String(data), path.replace(/^\//, '')]),
  );
  return new Map(entries);
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return refuse(`${file}: must be JSON, got '${(error as Error).message}'; run 'cdk synth' again`);
  }
}
