import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from './language';
import { GO } from './pins';
import { run } from './run';

const LIBRARY = 'github.com/cdk-hardened-lambda/cdk-hardened-lambda-go/cdkhardenedlambda';

const MODULE = `module shop

go 1.25

require (
${Object.entries(GO)
  .map(([name, version]) => `\t${name} ${version}`)
  .join('\n')}
\t${LIBRARY} v0.0.0
)

replace ${LIBRARY} => ./library
`;

export const go: Language = {
  name: 'Go',
  folder: 'go',
  program: 'main.go',
  cdk: GO['github.com/aws/aws-cdk-go/awscdk/v2'].slice(1),
  tools: [{ ask: ['go', 'version'], install: 'Go 1.25 or later' }],

  install(packages, folder) {
    cpSync(join(packages, 'go', 'cdkhardenedlambda'), join(folder, 'library'), { recursive: true });
    const module = join(folder, 'library', 'go.mod');
    // What it needs only through others, in versions that the others may not ask for.
    const direct = readFileSync(module, 'utf8').replace(/^.*\/\/ indirect\n/gm, '');
    writeFileSync(module, direct);
    writeFileSync(join(folder, 'go.mod'), MODULE);
    run({ cwd: folder }, 'go', 'mod', 'tidy');
  },

  synthesize(folder, env) {
    run({ cwd: folder, env }, 'go', 'build', '-o', 'shop', '.');
    run({ cwd: folder, env }, join(folder, 'shop'));
  },
};
