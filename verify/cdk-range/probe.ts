import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import {
  AlarmActions,
  FailureCapture,
  HardenedFunction,
  HardenedFunctionDefaults,
  type HardenedFunctionProps,
  Hardening,
  HardeningProfile,
  Waiver,
} from 'cdk-hardened-lambda';
import { findingsOf, openInPromised } from '../../tools/demo/findings';

/** What one version of the CDK makes of the same functions. */
export interface Probed {
  /** The templates by what the function is like. */
  readonly templates: Record<string, unknown>;
  /** What cdk-nag finds in the packs that are promised. */
  readonly findings: string[];
}

const KINDS: Record<string, (stack: Stack) => Partial<HardenedFunctionProps>> = {
  default: () => ({}),
  strict: () => ({
    profile: HardeningProfile.strict(),
    waivers: [Waiver.vpc('calls public AWS endpoints only'), Waiver.reservedConcurrency('shares the pool of the account')],
  }),
  inVpc: (stack) => ({
    vpc: new ec2.Vpc(stack, 'Vpc', { flowLogs: { All: {} }, restrictDefaultSecurityGroup: false }),
  }),
  deadLetters: (stack) => ({
    failureCapture: FailureCapture.deadLetterQueue(new sqs.Queue(stack, 'Failed', { enforceSSL: true })),
  }),
};

/** A function of the CDK, hardened as it is. */
function adopted(app: App): string {
  const stack = new Stack(app, 'adopted', { env: { account: '111122223333', region: 'eu-west-1' } });
  HardenedFunctionDefaults.of(stack).set({ alarmActions: AlarmActions.email('ops@example.com') });
  new lambda.Function(stack, 'Orders', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
  });
  Hardening.of(stack).apply();
  return stack.node.id;
}

function probe(): Probed {
  const app = new App({ analyticsReporting: false });
  const stacks = Object.entries(KINDS).map(([kind, props]) => {
    const stack = new Stack(app, kind, { env: { account: '111122223333', region: 'eu-west-1' } });
    new HardenedFunction(stack, 'Orders', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline('exports.handler = async () => {};'),
      alarmActions: AlarmActions.email('ops@example.com'),
      ...props(stack),
    });
    return kind;
  });
  const kinds = [...stacks, adopted(app)];
  const assembly = app.synth();
  const templates = Object.fromEntries(kinds.map((kind) => [kind, assembly.getStackByName(kind).template]));
  const ours = openInPromised(findingsOf(app)).filter((finding) => / at [^/]+\/(Orders|HardenedFunction)/.test(finding));
  return { templates, findings: ours };
}

if (require.main === module) process.stdout.write(JSON.stringify(probe()));
