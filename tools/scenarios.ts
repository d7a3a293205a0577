import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type * as cx from 'aws-cdk-lib/cx-api';

const ROOT = join(__dirname, '..');

/** Functions that create an app, by its name. */
type Makers = Record<string, () => void>;

/** A scenario is created when its file is loaded. */
export function integScenarios(): Makers {
  const files = readdirSync(join(ROOT, 'integ')).filter((name) => /^integ\..*\.ts$/.test(name));
  const nameOf = (file: string) => `integ/${basename(file, '.ts').replace('integ.', '')}`;
  return Object.fromEntries(files.map((file) => [nameOf(file), () => load(join(ROOT, 'integ', file))]));
}

/** Plain CDK with mistakes on purpose. */
const COMMON_MISTAKES = 'common-mistakes';

/** An example exports the function that creates its app. */
export function examples(): Makers {
  const names = readdirSync(join(ROOT, 'examples')).filter((name) => name !== COMMON_MISTAKES);
  return Object.fromEntries(names.map((name) => [`examples/${name}`, () => exampleApp(join(ROOT, 'examples', name, 'app.ts'))]));
}

function exampleApp(file: string): void {
  const exported = Object.values(load(file)).filter((value) => typeof value === 'function');
  if (exported.length !== 1) throw new Error(`${file} must export one function, which creates the app, got ${exported.length}`);
  exported[0]();
}

/** Without the stack of a scenario's assertions. */
export const stacksOf = (assembly: cx.CloudAssembly): cx.CloudFormationStackArtifact[] =>
  assembly.stacksRecursively.filter(({ hierarchicalId }) => !hierarchicalId.includes('DeployAssert'));

/** Loaded again, even if it was loaded before. */
function load(file: string): Record<string, unknown> {
  delete require.cache[require.resolve(file)];
  return require(file);
}
