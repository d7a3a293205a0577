import { existsSync, readFileSync, statSync } from 'node:fs';
import { parse } from 'yaml';
import { refuse } from '../refusal';

/** What a file of the user's own has, in YAML or JSON. */
export function fileOf(option: string, file: string): unknown {
  if (!existsSync(file)) refuse(`${option}: must be a file, got ${file}, which does not exist; check the path`);
  if (statSync(file).isDirectory()) refuse(`${option}: must be a file, got ${file}, which is a folder; pass the path of a file`);
  try {
    return parse(readFileSync(file, 'utf8'), { logLevel: 'error' });
  } catch (error) {
    return refuse(`${file}: must be YAML or JSON, got neither: ${(error as Error).message.split('\n')[0]}`);
  }
}
