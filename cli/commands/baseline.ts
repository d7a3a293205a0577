import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { RuleViolation } from '../engine';
import { fileOf } from '../input/yaml-file';
import { refuse } from '../refusal';
import type { Checked } from './check';
import type { Place } from './place';

/** The reason of what was found before. */
export const BASELINE = 'in the baseline';

/** The rule, and the place by its names: lines move, and a template may be written anew into another folder. */
export function fingerprintOf({ rule, resource, property }: RuleViolation, { file }: Place, constructPath?: string): string {
  const where = constructPath ?? `${resource.template.file === resource.template.name ? file : resource.template.name} ${resource.id}`;
  return createHash('sha256')
    .update(JSON.stringify([rule.id, where, property]))
    .digest('hex')
    .slice(0, 32);
}

/** Writes what is found now, so that only what is new is reported. */
export function writeBaseline(file: string, checked: readonly Checked[]): void {
  const findings = checked
    .filter(({ reason }) => reason === undefined || reason === BASELINE)
    .map(({ fingerprint, id, place, found }) => ({
      fingerprint,
      id,
      file: place.file,
      logicalId: found.resource.id,
      property: found.property,
    }))
    .sort((one, other) => (one.fingerprint < other.fingerprint ? -1 : 1));
  try {
    writeFileSync(file, `${JSON.stringify({ findings }, undefined, 2)}\n`);
  } catch (error) {
    refuse(`--write-baseline: must be a file that can be written, got ${file} (${(error as NodeJS.ErrnoException).code}); check the path`);
  }
}

export function readBaseline(file: string): ReadonlySet<string> {
  const { findings } = Object(fileOf('--baseline', file)) as { readonly findings?: unknown };
  if (!Array.isArray(findings)) return refuse(`${file}: must have 'findings', got something else; write it with '--write-baseline'`);
  return new Set(findings.map((finding) => String(Object(finding).fingerprint)));
}
