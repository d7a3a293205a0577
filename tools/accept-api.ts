import { join } from 'node:path';
import { loadAssemblyFromPath } from '@jsii/spec';
import { promise } from './api/promise';

/*
 * Makes what is compiled now the API that `compat` holds later changes to. To be run for an intended change, and before each
 * release: what was added since is not guarded before.
 */
const ROOT = join(__dirname, '..');

promise(loadAssemblyFromPath(ROOT), join(ROOT, 'api'));
