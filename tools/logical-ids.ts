import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { appMadeBy } from './made-app';
import { integScenarios, stacksOf } from './scenarios';

export const CONTRACT = join(__dirname, '../integ/logical-ids.json');

/** What has to stay, lest a deployment makes a resource anew. */
export interface Kept {
  readonly type: string;
  /** Those properties that are set, of which a change replaces the resource, or may. */
  readonly replacedBy?: Record<string, unknown>;
}

/** What a version, and what belongs to one, has at the end of its id: a digest of the function, also of its bundle, which is made anew. */
const OF_VERSION = /(?<=[0-9A-F]{8})[0-9a-f]{32}\b/g;

/** The resources of every integ scenario by their logical ids. */
export function logicalIds(): Record<string, Record<string, Kept>> {
  const found = Object.fromEntries(Object.entries(integScenarios()).map(([name, make]) => [name, keptOf(make)]));
  return JSON.parse(JSON.stringify(found).replace(OF_VERSION, '…'));
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
}

function keptOf(make: () => void): Record<string, Kept> {
  const outdir = mkdtempSync(join(tmpdir(), 'logical-ids-'));
  try {
    const stacks = stacksOf(appMadeBy(make, { outdir, analyticsReporting: false }, () => {}).synth());
    const resources = stacks.flatMap(({ template }) => Object.entries<Resource>(template.Resources ?? {}));
    return Object.fromEntries(resources.sort(([one], [other]) => (one < other ? -1 : 1)).map(([id, resource]) => [id, kept(resource)]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function kept({ Type, Properties = {} }: Resource): Kept {
  const replacing = Object.entries(Properties).filter(([property]) => replaces(Type, property));
  return { type: Type, ...(replacing.length > 0 && { replacedBy: Object.fromEntries(replacing) }) };
}

const spec = loadAwsServiceSpecSync();

function replaces(type: string, property: string): boolean {
  const { properties } = spec.lookup('resource', 'cloudFormationType', 'equals', type).only();
  return ['yes', 'maybe'].includes(properties[property]?.causesReplacement ?? 'no');
}

if (require.main === module) writeFileSync(CONTRACT, `${JSON.stringify(logicalIds(), undefined, 2)}\n`);
