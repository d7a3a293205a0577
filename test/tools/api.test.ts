import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Assembly, type ClassType, loadAssemblyFromPath } from '@jsii/spec';
import { promise } from '../../tools/api/promise';

const ROOT = join(__dirname, '..', '..');
/** jsii-diff of what is compiled with what was promised: the same, changed. */
function compared(change: (types: Record<string, ClassType>) => void): { readonly failed: boolean; readonly text: string } {
  const assembly: Assembly = structuredClone(loadAssemblyFromPath(ROOT));
  change(assembly.types as Record<string, ClassType>);
  // Below the project, where the dependencies are found.
  const folder = mkdtempSync(join(ROOT, 'node_modules', '.api-'));
  promise(assembly, folder);
  const compared = ['jsii-diff', folder, '.', '--keys', '--error-on', 'all'];
  const { status, stdout, stderr } = spawnSync('npx', compared, { cwd: ROOT, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return { failed: status !== 0, text: stdout + stderr };
}

const MATCH = 'cdk-hardened-lambda.FilterMatch';

test('what was promised and is gone is named, what was added since is not', () => {
  const { failed, text } = compared((types) => {
    const added = types[MATCH].methods?.pop();
    types[MATCH].methods?.push({ ...added, name: 'wildcard' });
    types['cdk-hardened-lambda.Gone'] = { ...types[MATCH], name: 'Gone', fqn: 'cdk-hardened-lambda.Gone' };
  });

  expect(failed).toBe(true);
  expect(text.match(/\[.*\]/g)?.sort()).toEqual([`[removed:${MATCH}.wildcard]`, '[removed:cdk-hardened-lambda.Gone]']);
}, 60_000);
