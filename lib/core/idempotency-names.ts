/** The variables that the code reads. The first is what Powertools' own examples for the CDK have. @internal */
export const VARIABLES = { table: 'IDEMPOTENCY_TABLE_NAME', expiry: 'IDEMPOTENCY_EXPIRES_AFTER_SECONDS' } as const;

/** What Powertools names the attributes of a table where the code says nothing. @internal */
export const ATTRIBUTES = { key: 'id', expiry: 'expiration', inProgressExpiry: 'in_progress_expiration' } as const;

const SWITCH = 'POWERTOOLS_IDEMPOTENCY_DISABLED';
const TRUTHY = ['1', 'y', 'yes', 't', 'true', 'on'];

/**
 * The variable that turns the idempotency of Powertools off, with its value, where it does.
 *
 * @internal
 */
export function switchedOff(variables: Readonly<Record<string, unknown>>): string | undefined {
  const value = variables[SWITCH];
  return typeof value === 'string' && TRUTHY.includes(value.toLowerCase()) ? `${SWITCH}=${value}` : undefined;
}
