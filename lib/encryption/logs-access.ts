import { Token } from 'aws-cdk-lib';

interface Statement {
  readonly Effect?: unknown;
  readonly Principal?: { readonly Service?: unknown } | string;
  readonly Condition?: unknown;
}

/**
 * Whether the policy of a key allows CloudWatch Logs of the region to use it for every log group. A narrower statement may be about
 * another group.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 *
 * @internal
 */
export const allowsLogs = (policy: unknown, region: string): boolean =>
  statementsFor(policy, region).some(({ Condition }) => Condition === undefined || /log-group:\*"/.test(JSON.stringify(Condition)));

/** Whether it may allow that, under a condition that is not evaluated here. @internal */
export const mayAllowLogs = (policy: unknown, region: string): boolean => statementsFor(policy, region).length > 0;

function statementsFor(policy: unknown, region: string): Statement[] {
  const { Statement: all = [] } = Object(policy) as { readonly Statement?: Statement | Statement[] };
  return [all]
    .flat()
    .filter(({ Effect, Principal }) => Effect === 'Allow' && servicesIn(Principal).some((service) => isLogs(service, region)));
}

const servicesIn = (principal: Statement['Principal']): unknown[] =>
  typeof principal === 'object' && principal !== null ? [principal.Service ?? []].flat() : [];

/** What is known only at deployment may be the region of the log group. */
function isLogs(service: unknown, region: string): boolean {
  if (typeof service !== 'string') return /"logs\./.test(JSON.stringify(service));
  const [, there] = /^logs\.(?:(.+)\.)?amazonaws\.com/.exec(service) ?? [];
  return service.startsWith('logs.') && (there === undefined || there === region || Token.isUnresolved(region));
}
