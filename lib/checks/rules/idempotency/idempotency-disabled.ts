import { HARDENING } from '../../../core/hardening-metadata';
import { switchedOff } from '../../../core/idempotency-names';
import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref } from '../examples/parts';

const disabled = (value: unknown, Metadata?: Readonly<Record<string, unknown>>) => ({
  Orders: { ...fn({ Environment: { Variables: { POWERTOOLS_IDEMPOTENCY_DISABLED: value } } }), ...(Metadata && { Metadata }) },
});

/** @internal */
export const IDEMPOTENCY_DISABLED: Rule = {
  id: 'IdempotencyDisabled',
  severity: CheckSeverity.WARNING,
  problem: 'An environment variable of a function turns the idempotency of Powertools off.',
  impact: 'An event that is delivered twice has its effect twice, such as two bookings for one order.',
  fix: "Remove 'POWERTOOLS_IDEMPOTENCY_DISABLED' from the environment of the function; set it in tests only.",
  docsUrl: 'https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/#testing-your-code',
  *find(model): Iterable<Violation> {
    for (const fn of model.functions.values()) {
      const found = switchedOff(Object.fromEntries(fn.environment));
      if (found === undefined || isForDevelopment(fn)) continue;
      const property = 'Environment.Variables.POWERTOOLS_IDEMPOTENCY_DISABLED';
      yield { resource: fn.resource, property, message: `'${property}' must be absent outside of tests, got ${found}`, fn };
    }
  },
  examples: (): Examples => ({
    fixed: { Orders: fn({ Environment: { Variables: { IDEMPOTENCY_TABLE_NAME: 'orders-idempotency' } } }) },
    bad: [disabled('true'), disabled('1'), disabled('Yes'), disabled('on', { [HARDENING]: { Profile: 'standard' } })],
    good: [
      disabled('false'),
      disabled('0'),
      disabled(ref('Disabled')),
      disabled('true', { [HARDENING]: { Profile: 'development' } }),
      disabled('true', { [HARDENING]: { Profile: 'derived from development' } }),
    ],
  }),
};

function isForDevelopment({ resource }: LambdaFunction): boolean {
  const { Profile: profile } = (resource.metadata[HARDENING] ?? {}) as { readonly Profile?: unknown };
  return typeof profile === 'string' && /\bdevelopment\b/.test(profile);
}
