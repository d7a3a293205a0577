import { type CfnResource, Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { VARIABLES } from '../core/idempotency-names';
import type { BoundIdempotency } from '../idempotency/bind-idempotency';
import type { Idempotency } from '../idempotency/idempotency';
import { type IdempotencyPlan, resolveIdempotency } from '../idempotency/idempotency-plan';
import type { AppResources } from './app-resources';
import type { HardeningNotes } from './hardening-notes';

/**
 * The table that a scope chooses, for code that uses it. A function that has its variable keeps what it has.
 *
 * @internal
 */
export function planIdempotency(
  app: AppResources,
  fn: CfnResource,
  shell: IConstruct,
  idempotency: Idempotency | undefined,
  mayGrant: boolean,
  notes: HardeningNotes,
): IdempotencyPlan | undefined {
  if (idempotency === undefined) return undefined;
  const rendered = app.render(fn);
  const environment = rendered.property('Environment') as { readonly Variables?: Readonly<Record<string, unknown>> } | undefined;
  const timeout = rendered.property('Timeout');
  const given = Object.values(VARIABLES).find((name) => environment?.Variables?.[name] !== undefined);
  // What the app sets is no contradiction here: it stays.
  const plan = resolveIdempotency(shell, idempotency, { timeout: Duration.seconds(typeof timeout === 'number' ? timeout : 0) });
  if (plan === undefined || plan.reason !== undefined) return plan;
  if (given !== undefined) notes.leave('idempotency', `the app sets ${given} already`);
  else if (!mayGrant)
    notes.leave('idempotency', 'its role takes no statements from this app, and may not allow the use of the table; grant it there');
  return given === undefined && mayGrant ? plan : undefined;
}

/** @internal */
export function setVariables(fn: CfnResource, bound: BoundIdempotency | undefined, notes: HardeningNotes): void {
  if (!bound) return;
  for (const [name, value] of Object.entries(bound.variables)) fn.addPropertyOverride(`Environment.Variables.${name}`, value);
  notes.add(`idempotency: ${Object.keys(bound.variables).join(' and ')}, for code that uses them`);
}
