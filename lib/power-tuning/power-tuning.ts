import { Duration, Stack, Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { CfnApplication } from 'aws-cdk-lib/aws-sam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import { MEASURED_SIZES, MEMORY, TIMEOUT } from '../core/aws/lambda-limits';
import { checkGiven, got, refuse } from '../core/errors';
import { checkList } from '../core/input/kind-checks';
import { checkNames } from '../core/input/option-names';
import { checkSeconds, checkWholeNumber } from '../core/input/ranges';

/** The application, which is published in one Region for all of the partition. */
const APPLICATION = 'arn:aws:serverlessrepo:us-east-1:451282441545:applications/aws-lambda-power-tuning';
const VERSION = '4.4.0';

/** What the application takes. */
export interface PowerTuningProps {
  /**
   * The function that is tuned: the permissions of the application are narrowed to it. The application takes one resource: for
   * several functions make a `PowerTuning` for each.
   *
   * IAM needs a wildcard after the name, for its versions. Functions whose names begin with this name are reachable too.
   */
  readonly tunedFunction: lambda.IFunction;

  /**
   * The memory sizes in MB that are tried where an execution names none: each 128 to 10240.
   *
   * @default - 128, 256, 512, 1024, 1536 and 3008
   */
  readonly memorySizes?: number[];

  /**
   * How long one function of the application may run, which is as long as it takes to invoke the function for one memory size:
   * 10 to 900 seconds.
   *
   * @default Duration.minutes(5)
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
   */
  readonly timeout?: Duration;

  /**
   * The limit of all roles of the application.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;
}

/** For languages that accept any name. */
const PROPS = { tunedFunction: true, memorySizes: true, timeout: true, permissionsBoundary: true } satisfies Record<
  keyof PowerTuningProps,
  true
>;

/**
 * AWS Lambda Power Tuning in the account: a state machine that measures what a function costs at each memory size.
 *
 * A nested stack of the Serverless Application Repository, pinned to one version: its deployment needs `CAPABILITY_AUTO_EXPAND`, which the
 * CDK's CLI sends. While an execution runs, it changes the memory of the function, publishes versions, and invokes the function for real;
 * a deployment of the function at the same time fails. `tune` of `cdk-hardened-lambda-ops` measures a temporary copy instead.
 *
 * The role of its state machine may invoke any function: the application attaches AWSLambdaRole. It is there in the partition `aws` only.
 *
 * @see https://github.com/alexcasalboni/aws-lambda-power-tuning
 */
export class PowerTuning extends Construct {
  /** Executions of it are started with a payload, as in `{ lambdaARN, num, payload }`. */
  public readonly stateMachine: sfn.IStateMachine;

  constructor(scope: Construct, id: string, props: PowerTuningProps) {
    super(scope, id);
    checkNames(this, 'PowerTuning', props ?? {}, PROPS);
    checkGiven(this, 'tunedFunction', props?.tunedFunction, 'new HardenedFunction(...)');
    checkFunction(this, props.tunedFunction);
    checkUnqualified(this, props.tunedFunction);
    checkPartition(this);
    const sizes = props.memorySizes ?? MEASURED_SIZES;
    checkList(this, 'memorySizes', sizes, undefined, () => true);
    if (sizes.length === 0)
      refuse(this, `'memorySizes' must hold at least one size, got none; leave it out for ${MEASURED_SIZES.join(', ')}`);
    for (const size of sizes) {
      checkGiven(this, 'memorySizes: each', size, '[256, 512]');
      checkWholeNumber(this, 'memorySizes', size, MEMORY);
    }
    checkBoundary(this, props.permissionsBoundary);
    checkSeconds(this, 'timeout', props.timeout, { ...TIMEOUT, min: 10 });
    // A function with releases is called by its alias: what is tuned is the function itself.
    const { functionArn } = props.tunedFunction.latestVersion.lambda;
    const application = new CfnApplication(this, 'Application', {
      location: { applicationId: APPLICATION, semanticVersion: VERSION },
      parameters: {
        lambdaResource: `${functionArn}*`,
        PowerValues: sizes.join(','),
        totalExecutionTimeout: String((props.timeout ?? Duration.minutes(5)).toSeconds()),
        ...(props.permissionsBoundary && { permissionsBoundary: props.permissionsBoundary.managedPolicyArn }),
      },
    });
    this.stateMachine = sfn.StateMachine.fromStateMachineArn(
      this,
      'StateMachine',
      application.getAtt('Outputs.StateMachineARN').toString(),
    );
  }
}

function checkFunction(scope: Construct, tuned: lambda.IFunction): void {
  if (typeof tuned.functionArn === 'string' && tuned.latestVersion) return;
  refuse(scope, `'tunedFunction' must be a function, got ${got(tuned)}; pass for example new HardenedFunction(...)`);
}

function checkBoundary(scope: Construct, boundary: PowerTuningProps['permissionsBoundary'] | null): void {
  if (boundary === undefined || boundary === null || typeof boundary.managedPolicyArn === 'string') return;
  refuse(
    scope,
    `'permissionsBoundary' must be an iam.IManagedPolicy, got ${got(boundary)}; pass for example iam.ManagedPolicy.fromManagedPolicyName(...)`,
  );
}

/** The application reads and changes the function itself, whatever alias is tuned. */
function checkUnqualified(scope: Construct, tuned: lambda.IFunction): void {
  const qualifier = 'aliasName' in tuned ? 'an alias' : 'version' in tuned && 'lambda' in tuned ? 'a version' : undefined;
  if (qualifier !== undefined) refuse(scope, `'tunedFunction' must be a function, got ${qualifier}; pass the function it belongs to`);
}

function checkPartition(scope: Construct): void {
  const { region } = Stack.of(scope);
  const partition = Token.isUnresolved(region) ? undefined : RegionInfo.get(region).partition;
  if (partition === undefined || partition === 'aws') return;
  refuse(
    scope,
    `'PowerTuning' must be in the partition aws, where the application is published, got ${partition}; deploy the source of the application`,
  );
}
