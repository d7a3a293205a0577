import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, AppProps } from 'aws-cdk-lib';
import { onlyRules } from '../../cli/commands/check';
import { report } from '../../cli/commands/report';
import { readInputs } from '../../cli/input/input';
import { RULES } from '../../lib/checks/rules';
import type { Evidence } from '../../lib/evidence/evidence';
import { type EvidenceOptions, gatherEvidence } from '../../lib/evidence/gather';
import type { ResourceBody, TemplateBody } from '../../lib/template-model/template';

export type Resources = Readonly<Record<string, ResourceBody>>;

/** What one template proves. */
export const evidenceOf = (resources: Resources, options: Partial<EvidenceOptions> = {}): Evidence =>
  gatherEvidence([inputOf({ Resources: resources })], options);

export const inputOf = (body: TemplateBody, name = 'Shop') => ({ templates: [{ name, body }], findings: [], acknowledged: [] });

/** The folder of an app's assembly. */
export function assemblyOf(build: (props: AppProps) => App): string {
  const outdir = mkdtempSync(join(tmpdir(), 'evidence-'));
  build({ outdir }).synth();
  return outdir;
}

/** Runs the report for a path, as the command does. */
export function reportOf(path: string, output: string, before?: string) {
  return report(readInputs([path], false), {
    check: onlyRules(RULES),
    outputs: [output],
    shortAddresses: false,
    before: before === undefined ? undefined : readInputs([before], false),
  });
}
