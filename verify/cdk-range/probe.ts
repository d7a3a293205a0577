import { App, Aspects, CfnResource, Shims, Stack, Tags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
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
  LambdaHardening,
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

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** A function of the CDK and a raw one, with the tags and the permissions boundary of a platform team. */
function stackOfOthers(app: App, kind: string): { stack: Stack; orders: lambda.Function } {
  const stack = new Stack(app, kind, { env: { account: '111122223333', region: 'eu-west-1' } });
  HardenedFunctionDefaults.of(stack).set({ alarmActions: AlarmActions.email('ops@example.com') });
  Tags.of(stack).add('team', 'orders');
  iam.PermissionsBoundary.of(stack).apply(iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess'));
  const role = new CfnResource(stack, 'RawRole', { type: 'AWS::IAM::Role', properties: { AssumeRolePolicyDocument: TRUST } });
  new CfnResource(stack, 'Raw', {
    type: 'AWS::Lambda::Function',
    properties: {
      Code: { ZipFile: 'exports.handler = async () => {};' },
      Handler: 'index.handler',
      Role: role.getAtt('Arn'),
      Runtime: lambda.Runtime.NODEJS_24_X.name,
    },
  });
  const orders = new lambda.Function(stack, 'Orders', {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
  });
  return { stack, orders };
}

/** Functions that others made, hardened as they are: all below a scope, one by a mixin, all by an aspect. */
function hardenOthers(app: App): string[] {
  Hardening.of(stackOfOthers(app, 'adopted').stack).apply();
  stackOfOthers(app, 'mixed').orders.with(new LambdaHardening());
  Aspects.of(stackOfOthers(app, 'watched').stack).add(Shims.asAspect(new LambdaHardening()));
  return ['adopted', 'mixed', 'watched'];
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
  const kinds = [...stacks, ...hardenOthers(app)];
  const assembly = app.synth();
  const templates = Object.fromEntries(kinds.map((kind) => [kind, assembly.getStackByName(kind).template]));
  const ours = openInPromised(findingsOf(app)).filter((finding) => / at [^/]+\/(Orders|HardenedFunction)/.test(finding));
  return { templates, findings: ours };
}

if (require.main === module) process.stdout.write(JSON.stringify(probe()));
