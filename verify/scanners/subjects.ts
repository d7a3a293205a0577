import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { HardenedFunctionDefaults, HardeningProfile, Waiver } from 'cdk-hardened-lambda';
import { World } from '../../test/iam';
import { plainOrdersApp } from '../../tools/demo/plain-orders';
import { appMadeBy } from '../../tools/made-app';
import { examples, integScenarios, stacksOf } from '../../tools/scenarios';
import { ONE_FUNCTION } from './expected';
import { functionApp, plainFunctionApp } from './function-app';

export const PROFILES = ['plain', 'standard', 'strict'] as const;
export type Profile = (typeof PROFILES)[number];

/** An app that is scanned, and its findings. */
export interface Subject {
  readonly name: string;
  readonly profile: Profile;
  readonly app: App;
  readonly stacks: ScannedStack[];
}

export interface ScannedStack {
  readonly name: string;
  readonly template: { readonly Resources: Record<string, object> };
  /** By the logical ids of what holds them, without references. */
  readonly policies: Record<string, object>;
}

/** The smallest function, the integ scenarios and the examples, as many as there are; the same by the CDK alone where that is written down. */
export function subjects(): Subject[] {
  const makers: Record<string, (profile: Profile) => void> = { [ONE_FUNCTION]: functionApp, ...integScenarios(), ...examples() };
  const hardened = Object.entries(makers).flatMap(([name, make]) => [subject(name, 'standard', make), subject(name, 'strict', make)]);
  const plain = [subject(ONE_FUNCTION, 'plain', plainFunctionApp), subject('examples/orders', 'plain', () => plainOrdersApp())];
  return [...plain, ...hardened];
}

function subject(name: string, profile: Profile, make: (profile: Profile) => void): Subject {
  const outdir = mkdtempSync(join(tmpdir(), 'scanned-'));
  try {
    // Code is not scanned, so it is not built.
    const props = { outdir, analyticsReporting: false, context: { 'aws:cdk:bundling-stacks': [] } };
    const app = appMadeBy(
      () => make(profile),
      props,
      (made) => profile === 'strict' && chooseStrict(made),
    );
    return { name, profile, app, stacks: scannedStacks(app) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function scannedStacks(app: App): ScannedStack[] {
  const world = new World(app);
  return stacksOf(app.synth())
    .filter(({ template }) => template.Resources)
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
