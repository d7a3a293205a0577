import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationsOf, type StackTemplate } from '../../lib/checks/app-templates';
import { refuse } from '../refusal';
import type { Application } from './application';
import { templateOf } from './template-text';

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly displayName?: string;
  readonly properties?: { readonly templateFile?: string; readonly directoryName?: string };
  readonly metadata?: Metadata;
  readonly additionalMetadataFile?: string;
}
type Metadata = Readonly<Record<string, readonly { readonly type: string; readonly data?: unknown }[]>>;

const ACKNOWLEDGED = 'aws:cdk:acknowledged-rules';
const LOGICAL_ID = 'aws:cdk:logicalId';

/** Reads what `cdk synth` writes: the stacks of the app, and of each of its stages. */
export function applicationsIn(folder: string): Application[] {
  const stacks: StackTemplate[] = [];
  const notes: Notes = { acknowledged: new Map(), paths: new Map() };
  gather(folder, stacks, notes);
  if (stacks.length === 0) refuse(`${folder}: a cloud assembly must have a stack, got none; let the app make one, then run 'cdk synth'`);
  const read = (file: string) => templateOf(file, readFileSync(file, 'utf8'));
  return applicationsOf(stacks, read).map((templates) => ({ templates, ...notes }));
}

interface Notes {
  readonly acknowledged: Map<string, Map<string, string>>;
  readonly paths: Map<string, string>;
}

function gather(folder: string, stacks: StackTemplate[], notes: Notes): void {
  for (const [id, artifact] of Object.entries(manifestOf(folder))) {
    const { templateFile, directoryName } = artifact.properties ?? {};
    if (artifact.type === 'cdk:cloud-assembly' && directoryName !== undefined) gather(join(folder, directoryName), stacks, notes);
    if (artifact.type !== 'aws:cloudformation:stack' || templateFile === undefined) continue;
    const [account, region] = (artifact.environment ?? '').replace('aws://', '').split('/');
    const known = (value?: string) => (value === undefined || value.startsWith('unknown-') ? undefined : value);
    const file = join(folder, templateFile);
    if (!existsSync(file)) refuse(`${folder}: 'manifest.json' must name files that are there, got ${templateFile}; run 'cdk synth' anew`);
    stacks.push({ name: artifact.displayName ?? id, file, account: known(account), region: known(region) });
    note(metadataOf(folder, artifact), file, notes);
  }
}

function manifestOf(folder: string): Record<string, Artifact> {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file)) {
    refuse(
      `${folder}: a folder must be a cloud assembly with 'manifest.json', got none; run 'cdk synth' first, or name the files of templates`,
    );
  }
  return (readJson(file) as { readonly artifacts?: Record<string, Artifact> }).artifacts ?? {};
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return refuse(`${file}: must be JSON, got something else: ${(error as Error).message}; run 'cdk synth' anew`);
  }
}

function metadataOf(folder: string, { metadata, additionalMetadataFile }: Artifact): Metadata {
  const more = additionalMetadataFile === undefined ? {} : (readJson(join(folder, additionalMetadataFile)) as Metadata);
  return { ...metadata, ...more };
}

function note(metadata: Metadata, file: string, { acknowledged, paths }: Notes): void {
  for (const [path, entries] of Object.entries(metadata)) {
    for (const { type, data } of entries) {
      if (type === LOGICAL_ID) paths.set(`${file} ${data}`, path.replace(/^\//, ''));
      if (type !== ACKNOWLEDGED || typeof data !== 'object' || data === null) continue;
      const reasons = acknowledged.get(path.replace(/^\//, '')) ?? new Map();
      for (const [id, reason] of Object.entries(data)) reasons.set(id, String(reason));
      acknowledged.set(path.replace(/^\//, ''), reasons);
    }
  }
}
