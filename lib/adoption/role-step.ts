import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { hasOverrides } from '../core/cdk/references';
import { RolePolicies } from '../core/policies/role-policies';
import { logStatement } from '../execution/service-statements';
import type { HardeningNotes } from './hardening-notes';
import { policyOfAws } from './policies-of-aws';
import type { RoleAccess } from './role-access';

const BASIC = 'AWSLambdaBasicExecutionRole';
const VPC = 'AWSLambdaVPCAccessExecutionRole';
/** Policies of AWS that allow to write to every log group, beside what they are for. */
const WITH_LOGS = /^AWSLambda(SQSQueue|Kinesis|DynamoDB|MSK)ExecutionRole$/;

const ofAws = ({ managed }: RoleAccess): string[] => managed.flatMap((arn) => policyOfAws(arn) ?? []);

/** Whether a policy of AWS allows the role to write logs. @internal */
export const writesLogs = (access: RoleAccess): boolean =>
  ofAws(access).some((name) => name === BASIC || name === VPC || WITH_LOGS.test(name));

/** What takes the place of managed policies. @internal */
export interface ReplacedPolicies {
  readonly logs: boolean;
  readonly vpc: boolean;
}

/**
 * Takes AWS's managed policies for logs and network interfaces from the role. What takes their place comes in the same update of
 * the role, so only where it is in the role.
 *
 * @internal
 */
export function replaceManagedPolicies(
  access: RoleAccess,
  isInVpc: boolean,
  streams: string | undefined,
  notes: HardeningNotes,
): ReplacedPolicies {
  const found = ofAws(access);
  const names = [BASIC, VPC].filter((name) => found.includes(name));
  for (const name of found.filter((each) => WITH_LOGS.test(each)))
    notes.leave('role', `${name} allows more than the function needs; grant what it reads, and remove the policy`);
  if (names.length === 0) return { logs: false, vpc: false };
  const reason = access.reason ?? whyKept(access.own, names, streams);
  if (reason !== undefined || !access.role || streams === undefined) {
    notes.leave('role', `${names.join(' and ')} stays: ${reason}`);
    return { logs: false, vpc: false };
  }
  const policies = RolePolicies.ofExisting(access.role, undefined);
  if (!policies.mayHold([logStatement(streams)])) {
    notes.leave('role', `${names.join(' and ')} stays: its log group, or the key of that, names the role`);
    return { logs: false, vpc: false };
  }
  policies.replaceManaged((arn) => names.some((name) => policyOfAws(JSON.stringify(arn)) === name));
  notes.add(
    `role: statements for its log group${names.includes(VPC) && isInVpc ? ' and its network interfaces' : ''} in place of ${names.join(' and ')}`,
  );
  return { logs: true, vpc: names.includes(VPC) && isInVpc };
}

function whyKept(role: iam.CfnRole | undefined, names: readonly string[], streams: string | undefined): string | undefined {
  if (streams === undefined) return 'the name of its log group is known only once it is deployed';
  if (role === undefined || !hasOverrides(role)) return undefined;
  const list: unknown = Stack.of(role).resolve(role.managedPolicyArns);
  const inList = Array.isArray(list) ? list.map((arn) => policyOfAws(JSON.stringify(arn))) : [];
  return names.every((name) => inList.includes(name)) ? undefined : 'an override sets the managed policies of its role; change it there';
}
