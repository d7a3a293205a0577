import { existsSync, readFileSync, statSync } from 'node:fs';
import { refuse } from '../refusal';
import type { Application } from './application';
import { applicationsIn } from './cloud-assembly';
import { templateOf } from './template-text';

/** Each folder is an app that the CDK synthesized; files that are named together are one. */
export function readApplications(paths: readonly string[]): Application[] {
  const missing = paths.find((path) => !existsSync(path));
  if (missing !== undefined)
    refuse(`${missing}: must be a template, or the folder that 'cdk synth' writes, got nothing of that name; check the path`);
  const folders = paths.filter((path) => statSync(path).isDirectory());
  const files = paths.filter((path) => !folders.includes(path));
  const templates = files.map((file) => ({ name: file, file, body: templateOf(file, readFileSync(file, 'utf8')) }));
  return [...folders.flatMap(applicationsIn), ...(templates.length > 0 ? [{ templates }] : [])];
}
