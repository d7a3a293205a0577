import { join } from 'node:path';
import { type Assembly, loadAssemblyFromPath, replaceAssembly } from '@jsii/spec';

/*
 * Leaves out of the assembly where each type and member is in lib/, which is not packed: one ninth of the compressed assembly that nobody
 * can follow.
 */

const ROOT = join(__dirname, '..');

/** What the assembly says, without lines of sources. */
export const withoutLocations = (assembly: Assembly): Assembly =>
  JSON.parse(JSON.stringify(assembly, (key, value) => (key === 'locationInModule' ? undefined : value)));

if (require.main === module) replaceAssembly(withoutLocations(loadAssemblyFromPath(ROOT)), ROOT);
