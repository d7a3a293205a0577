import { RolePolicies } from '../core/role-policies';
import { logStatement } from '../execution/service-statements';
import type { HardeningNotes } from './hardening-notes';
import type { RoleAccess } from './role-access';

const BASIC = 'service-role/AWSLambdaBasicExecutionRole';
const VPC = 'service-role/AWSLambdaVPCAccessExecutionRole';
/** Policies of AWS that allow to write to every log group, beside what they are for. */
const WITH_LOGS = /AWSLambda(SQSQueue|Kinesis|DynamoDB|MSK)ExecutionRole/;

/** Whether a policy of AWS allows the role to write logs. @internal */
export const writesLogs = ({ managed }: RoleAccess): boolean =>
  managed.some((arn) => arn.includes(BASIC) || arn.includes(VPC) || WITH_LOGS.test(arn));

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
  const names = [BASIC, VPC].filter((name) => access.managed.some((arn) => arn.includes(name)));
  for (const arn of access.managed.filter((text) => WITH_LOGS.test(text)))
    notes.leave('role', `${WITH_LOGS.exec(arn)?.[0]} allows more than the function needs; grant what it reads, and remove the policy`);
  if (names.length === 0) return { logs: false, vpc: false };
  const reason = access.reason ?? (streams === undefined ? 'the name of its log group is known only once it is deployed' : undefined);
  if (reason !== undefined || !access.role || streams === undefined) {
    notes.leave('role', `${shortNames(names)} stays: ${reason}`);
    return { logs: false, vpc: false };
  }
  const policies = RolePolicies.ofExisting(access.role, undefined);
  if (!policies.mayHold([logStatement(streams)])) {
    notes.leave('role', `${shortNames(names)} stays: its log group, or the key of that, names the role`);
    return { logs: false, vpc: false };
  }
  policies.replaceManaged((arn) => names.some((name) => JSON.stringify(arn).includes(name)));
  notes.add(
    `role: statements for its log group${names.includes(VPC) && isInVpc ? ' and its network interfaces' : ''} in place of ${shortNames(names)}`,
  );
  return { logs: true, vpc: names.includes(VPC) && isInVpc };
}

const shortNames = (names: readonly string[]): string => names.map((name) => name.replace('service-role/', '')).join(' and ');
