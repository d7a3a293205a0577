import { Token } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';
import { checkGiven, refuse } from '../../core/errors';
import { checkList } from '../../core/input/kind-checks';
import { accessBy } from '../shared/source-access';
import { checkMethodHasSecret } from './kafka-settings';

/** @internal */
export interface SelfManagedAccess {
  readonly vpc?: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
  readonly securityGroup?: ec2.ISecurityGroup;
  readonly secret?: secretsmanager.ISecret;
  readonly authenticationMethod?: string;
  readonly rootCACertificate?: secretsmanager.ISecret;
}

const METHODS = ['SASL_SCRAM_512_AUTH', 'SASL_SCRAM_256_AUTH', 'BASIC_AUTH', 'CLIENT_CERTIFICATE_TLS_AUTH'];
const SERVERS = { most: 10, longest: 300 };
/** Secrets, security group and subnets of one mapping. */
const MAX_CONFIGURATIONS = 22;

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-lambda-eventsourcemapping-endpoints.html
 *
 * @internal
 */
export function checkServers(scope: IConstruct, servers: string[]): void {
  checkGiven(scope, 'bootstrapServers', servers, "['kafka-1.example.com:9096']");
  if (Token.isUnresolved(servers)) return;
  checkList(scope, 'bootstrapServers', servers, undefined, () => true);
  if (servers.length < 1 || servers.length > SERVERS.most) {
    refuse(
      scope,
      `'bootstrapServers' must have 1 to ${SERVERS.most} addresses, got ${servers.length}; one that answers is enough, the cluster names the others`,
    );
  }
  if (new Set(servers).size < servers.length) {
    refuse(scope, `'bootstrapServers' must differ from each other, got one of ${servers.length} twice; leave one of them out`);
  }
  const wrong = servers.findIndex(
    (server) => !Token.isUnresolved(server) && !(/^[a-zA-Z0-9.-]+:\d{1,5}$/.test(server) && server.length <= SERVERS.longest),
  );
  if (wrong < 0) return;
  refuse(
    scope,
    `'bootstrapServers' must have the form host:port, each with at most ${SERVERS.longest} characters, got another form at index ${wrong}; write for example 'kafka-1.example.com:9096'`,
  );
}

/**
 * How the brokers are reached, and how they know who asks.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-configure.html
 *
 * @internal
 */
export function checkAccess(scope: IConstruct, { vpc, vpcSubnets, securityGroup, secret, authenticationMethod }: SelfManagedAccess): void {
  if (vpc && !vpcSubnets)
    refuse(scope, `'vpcSubnets' must be given with 'vpc', got none; pass for example { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }`);
  if (vpc && !securityGroup) refuse(scope, `'securityGroup' must be given with 'vpc', got none; pass one that reaches the brokers`);
  if (!vpc && vpcSubnets) refuse(scope, `'vpcSubnets' must go with 'vpc', got it alone; pass the VPC, or leave it out`);
  if (!vpc && securityGroup) refuse(scope, `'securityGroup' must go with 'vpc', got it alone; pass the VPC, or leave it out`);
  if (!vpc && !secret)
    refuse(scope, `'secret' must be given for brokers on the internet, got neither 'secret' nor 'vpc'; pass one of the two`);
  if (authenticationMethod && !METHODS.includes(authenticationMethod)) {
    refuse(scope, `'authenticationMethod' must be one that Lambda has for Kafka, got ${authenticationMethod}; pass ${METHODS.join(', ')}`);
  }
  checkMethodHasSecret(scope, { authenticationMethod, secret });
}

/**
 * In the form and the order of CDK's own source.
 *
 * @internal
 */
export function sourceAccess(scope: IConstruct, access: SelfManagedAccess): lambda.SourceAccessConfiguration[] {
  const { vpc, vpcSubnets, securityGroup, secret, authenticationMethod = 'SASL_SCRAM_512_AUTH', rootCACertificate } = access;
  const configurations = [
    ...(secret ? [accessBy(authenticationMethod, secret.secretArn)] : []),
    ...(rootCACertificate ? [accessBy('SERVER_ROOT_CA_CERTIFICATE', rootCACertificate.secretArn)] : []),
    ...(securityGroup ? [accessBy('VPC_SECURITY_GROUP', securityGroup.securityGroupId)] : []),
    ...(vpc?.selectSubnets(vpcSubnets).subnetIds ?? []).map((id) => accessBy('VPC_SUBNET', id)),
  ];
  if (configurations.length <= MAX_CONFIGURATIONS) return configurations;
  return refuse(
    scope,
    `'vpcSubnets' must have so few subnets that they are at most ${MAX_CONFIGURATIONS} with secrets and security group, got ${configurations.length}; select fewer`,
  );
}
