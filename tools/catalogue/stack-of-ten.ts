import { App, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction, type HardeningProfile } from '../../lib';
import { PRICES } from './prices';
import type { Properties } from './template';

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Properties;
}

/** How many functions the stack has by which footprints are compared. */
export const FUNCTIONS = 10;

const CODE = {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => {};'),
};

/** A stack of ten functions: plain ones, or hardened ones of a profile. */
export function stackOfTen(profile?: HardeningProfile): TemplateResource[] {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  for (let n = 0; n < FUNCTIONS; n++) {
    if (profile) new HardenedFunction(stack, `Function${n}`, { ...CODE, profile, alarmActions: AlarmActions.email('ops@example.com') });
    else new lambda.Function(stack, `Function${n}`, CODE);
  }
  return Object.values(app.synth().getStackArtifact(stack.artifactId).template.Resources);
}

/** USD a month without traffic. */
export const idleCostOf = (resources: readonly TemplateResource[]): number =>
  resources.reduce((sum, { Type, Properties }) => sum + PRICES[Type].idle(Properties ?? {}), 0);
