import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { HardenedFunctionDefaults, HardeningProfile, Waiver } from 'cdk-hardened-lambda';
import { World } from '../../test/iam';
import { plainOrdersApp } from '../demo/plain-orders';
import { ONE_FUNCTION } from './expected';
import { functionApp, plainFunctionApp } from './function-app';
import { appMadeBy } from './made-app';

const ROOT = join(__dirname, '../..');

export const PROFILES = ['plain', 'standard', 'strict'] as const;
export type Profile = (typeof PROFILES)[number];

/** An app that is judged, and what came of it. */
export interface Subject {
  readonly name: string;
  readonly profile: Profile;
  readonly app: App;
  readonly stacks: JudgedStack[];
}

export interface JudgedStack {
  readonly name: string;
  readonly template: { readonly Resources: Record<string, object> };
  /** By the logical ids of what holds them, without references. */
  readonly policies: Record<string, object>;
}

type Makers = Record<string, (profile: Profile) => void>;

/** The smallest function, the integ scenarios and the examples, as many as there are; the same by the CDK alone where that is written down. */
export function subjects(): Subject[] {
  const makers: Makers = { [ONE_FUNCTION]: functionApp, ...integScenarios(), ...examples() };
  const hardened = Object.entries(makers).flatMap(([name, make]) => [subject(name, 'standard', make), subject(name, 'strict', make)]);
  const plain = [subject(ONE_FUNCTION, 'plain', plainFunctionApp), subject('examples/orders', 'plain', () => plainOrdersApp())];
  return [...plain, ...hardened];
}

/** A scenario is made when it is loaded. */
function integScenarios(): Makers {
  const files = readdirSync(join(ROOT, 'integ')).filter((name) => /^integ\..*\.ts$/.test(name));
  const nameOf = (file: string) => `integ/${basename(file, '.ts').replace('integ.', '')}`;
  return Object.fromEntries(files.map((file) => [nameOf(file), () => load(join(ROOT, 'integ', file))]));
}

/** An example exports what makes its app. */
function examples(): Makers {
  const names = readdirSync(join(ROOT, 'examples'));
  return Object.fromEntries(names.map((name) => [`examples/${name}`, () => exampleApp(join(ROOT, 'examples', name, 'app.ts'))]));
}

function exampleApp(file: string): void {
  const exported = Object.values(load(file)).filter((value) => typeof value === 'function');
  if (exported.length !== 1) throw new Error(`${file} must export one function, which makes the app, got ${exported.length}`);
  exported[0]();
}

/** Anew, though it may have been loaded before. */
function load(file: string): Record<string, unknown> {
  delete require.cache[require.resolve(file)];
  return require(file);
}

function subject(name: string, profile: Profile, make: (profile: Profile) => void): Subject {
  const outdir = mkdtempSync(join(tmpdir(), 'judged-'));
  try {
    // Code is not judged, so it is not built.
    const props = { outdir, analyticsReporting: false, context: { 'aws:cdk:bundling-stacks': [] } };
    const app = appMadeBy(
      () => make(profile),
      props,
      (made) => profile === 'strict' && chooseStrict(made),
    );
    return { name, profile, app, stacks: judgedStacks(app) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** What makes the assertions of a scenario is not ours. */
function judgedStacks(app: App): JudgedStack[] {
  const { stacksRecursively } = app.synth();
  const world = new World(app);
  return stacksRecursively
    .filter(({ hierarchicalId, template }) => !hierarchicalId.includes('DeployAssert') && template.Resources)
    .map(({ stackName, template }) => ({ name: stackName, template, policies: world.policiesIn(stackName) }));
}

function chooseStrict(app: App): void {
  HardenedFunctionDefaults.of(app).set({
    profile: HardeningProfile.strict(),
    vpc: ec2.Vpc.fromVpcAttributes(new Stack(app, 'Network'), 'Vpc', {
      vpcId: 'vpc-0123456789abcdef0',
      availabilityZones: ['a', 'b'],
      privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    }),
    waivers: [Waiver.reservedConcurrency('the pool of the account is shared')],
  });
}
