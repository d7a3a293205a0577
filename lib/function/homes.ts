import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { resourceBehind } from '../core/cdk/arns';
import { checkSameAccount, checkSameRegion, homeOf } from '../core/cdk/homes';
import { checkKey } from '../core/input/key-checks';

/** The parts of a function that are made elsewhere. */
interface Parts {
  readonly role?: iam.IRole;
  readonly logGroup?: logs.ILogGroupRef;
  readonly encryptionKey?: kms.IKey;
  readonly environmentEncryption?: kms.IKeyRef;
  readonly vpc?: ec2.IVpc;
  readonly codeSigningConfig?: lambda.ICodeSigningConfigRef;
}

/**
 * Refuses parts of another region or account than the function's where Lambda does; where a part is not known, nobody is accused.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 *
 * @internal
 */
export function checkHomes(scope: IConstruct, parts: object): void {
  const { role, logGroup, encryptionKey, environmentEncryption, vpc, codeSigningConfig } = parts as Parts;
  if (role) checkSameAccount(scope, 'role', 'a role', homeOf(role.roleArn).account);
  if (logGroup) {
    const { region, account } = homeOf(logGroup.logGroupRef.logGroupArn);
    checkSameRegion(scope, 'logGroup', 'a log group', region);
    checkSameAccount(scope, 'logGroup', 'a log group', account);
  }
  for (const [prop, key] of Object.entries({ encryptionKey, environmentEncryption })) if (key) checkKey(scope, prop, key);
  if (vpc) checkSameRegion(scope, 'vpc', 'a VPC', regionOfVpc(vpc));
  if (codeSigningConfig) {
    const { region } = homeOf(codeSigningConfig.codeSigningConfigRef.codeSigningConfigArn);
    checkSameRegion(scope, 'codeSigningConfig', 'a code signing configuration', region);
  }
}

function regionOfVpc(vpc: ec2.IVpc): string | undefined {
  const resource = resourceBehind(vpc.vpcId);
  return resource ? Stack.of(resource).region : vpc.env.region;
}
