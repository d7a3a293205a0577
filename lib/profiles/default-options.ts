import type { Duration } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { AlarmActions } from '../alarms/actions/alarm-actions';
import type { FleetAlarmsElsewhere } from '../alarms/fleet/fleet-alarms-elsewhere';
import type { NetworkInterfaceCalls } from '../network/network-interface-calls';
import type { Powertools } from '../powertools/powertools';
import type { IDefaultsTarget } from './defaults-target';
import { FUNCTION_SETTINGS, type FunctionSettings } from './function-settings';
import type { HardeningProfile } from './hardening-profile';
import type { Waiver } from './waiver';

/** What a team chooses once for every hardened function below a scope. A function's own prop wins over all of it. */
export interface HardenedFunctionDefaultOptions extends FunctionSettings {
  /**
   * The settings that hold where neither the function nor a scope sets its own.
   *
   * @default - of the next scope above, or HardeningProfile.standard()
   */
  readonly profile?: HardeningProfile;

  /**
   * Who is notified of the alarms.
   *
   * @default - of the next scope above
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
   */
  readonly alarmActions?: AlarmActions;

  /**
   * The page that the person on call should open.
   *
   * @default - of the next scope above
   */
  readonly runbookUrl?: string;

  /**
   * That fleet alarms exist elsewhere: `FleetAlarms.elsewhere(reason)`. Functions that leave alarms to the fleet, as those of
   * `HardeningProfile.lean()` do, then need no `FleetAlarms` in this app.
   *
   * @default - of the next scope above, or a `FleetAlarms` of this app
   */
  readonly fleetAlarms?: FleetAlarmsElsewhere;

  /**
   * Requirements of the profile that the functions do not meet, each with its reason.
   *
   * @default - of the next scope above
   */
  readonly waivers?: Waiver[];

  /**
   * The key that encrypts logs, failed events, alarms and environment.
   *
   * @default - of the next scope above, or of the profile
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The boundary of the functions' own roles. Not for functions with a `role`.
   *
   * @default - of the next scope above
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The VPC that the functions are in.
   *
   * @default - of the next scope above
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets of the VPC. Not for functions that set their own `vpc`.
   *
   * @default - of the next scope above
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the functions. Not for functions that set their own `vpc`.
   *
   * @default - of the next scope above
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Whether the functions' own code may call the EC2 actions that their role holds for the VPC.
   *
   * @default - of the next scope above
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
   */
  readonly networkInterfaceCalls?: NetworkInterfaceCalls;

  /**
   * Environment variables. A variable of the function, or of a nearer scope, wins over one of the same name.
   *
   * @default - of the next scope above, variable by variable
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
   */
  readonly environment?: { [name: string]: string };

  /**
   * Layers: five at the most. A function with `layers` has those alone. Not for images.
   *
   * @default - of the next scope above
   * @see https://docs.aws.amazon.com/lambda/latest/dg/adding-layers.html
   */
  readonly layers?: lambda.ILayerVersion[];

  /**
   * The environment of Powertools for AWS Lambda, and optionally its layer. For functions in Node.js and Python, and for images.
   *
   * @default - of the next scope above
   * @see https://docs.aws.amazon.com/powertools/
   */
  readonly powertools?: Powertools;

  /**
   * How often an asynchronous event that failed is retried: 0 to 2.
   *
   * @default - of the next scope above, or 2 as in Lambda
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
   */
  readonly retryAttempts?: number;

  /**
   * How long an asynchronous event waits at the most: 60 seconds to 6 hours.
   *
   * @default - of the next scope above, or 6 hours as in Lambda
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
   */
  readonly maxEventAge?: Duration;

  /**
   * Which functions take `architecture`, `bundling`, `layers` and `vpc` of the scopes beside hardened ones, when they are created:
   * `PlainFunctions.all()`. A function's own prop wins.
   *
   * @default - hardened functions only
   */
  readonly applyTo?: IDefaultsTarget;
}

/**
 * The names of the options. TypeScript holds the list to the interface.
 *
 * @internal
 */
export const SCOPE_OPTIONS: { readonly [option in keyof Required<HardenedFunctionDefaultOptions>]: true } = {
  ...FUNCTION_SETTINGS,
  profile: true,
  alarmActions: true,
  runbookUrl: true,
  fleetAlarms: true,
  waivers: true,
  encryptionKey: true,
  permissionsBoundary: true,
  vpc: true,
  vpcSubnets: true,
  securityGroups: true,
  networkInterfaceCalls: true,
  environment: true,
  layers: true,
  powertools: true,
  retryAttempts: true,
  maxEventAge: true,
  applyTo: true,
};
