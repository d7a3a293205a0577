import { join } from 'node:path';
import { loadAssemblyFromPath } from '@jsii/spec';
import { withoutLocations } from '../../tools/packed-assembly';

const assembly = loadAssemblyFromPath(join(__dirname, '../..'));

test('the assembly that is packed names no line of a source, which is not packed', () => {
  expect(JSON.stringify(assembly)).not.toContain('locationInModule');
  expect(Object.keys(assembly.types ?? {})).toContain('cdk-hardened-lambda.HardenedFunction');
});

test('nothing else is left out', () => {
  const locationInModule = { filename: 'lib/index.ts', line: 1 };
  const located = { ...assembly, types: { Open: { ...Object.values(assembly.types ?? {})[0], locationInModule } } };
  expect(withoutLocations(located)).toEqual({ ...assembly, types: { Open: Object.values(assembly.types ?? {})[0] } });
});
