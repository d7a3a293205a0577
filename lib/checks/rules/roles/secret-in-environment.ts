import { secretIn } from '../../../core/secret-formats';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { fn, ref } from '../examples/parts';

const variables = (Variables: Readonly<Record<string, unknown>>) => ({ Orders: fn({ Environment: { Variables } }) });

/** @internal */
export const SECRET_IN_ENVIRONMENT: Rule = {
  id: 'SecretInEnvironment',
  severity: CheckSeverity.ERROR,
  problem: 'An environment variable of a function contains a secret.',
  impact: "Everybody who can read the template or the function's configuration can read the secret.",
  fix: 'Store the secret in Secrets Manager or Parameter Store, read it at startup, and rotate the exposed one.',
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html',
  equivalents: ['checkov CKV_AWS_45'],
  *find(model) {
    for (const fn of model.functions.values()) {
      for (const [name, value] of fn.environment) {
        const kind = secretIn(value);
        if (kind === undefined) continue;
        yield {
          resource: fn.resource,
          property: `Environment.Variables.${name}`,
          message: `'Environment.Variables.${name}' must not contain a secret, got ${kind}`,
          fn,
        };
      }
    }
  },
  examples: (): Examples => ({
    bad: [
      // The key that AWS's own pages show.
      variables({ ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' }),
      variables({ DATABASE: 'postgres://orders:not-a-secret@orders.example.com/orders' }),
    ],
    good: [
      variables({ SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-a1b2c3' }),
      variables({ DATABASE: 'postgres://orders.example.com/orders' }),
      variables({ TOKEN: ref('Token') }),
      variables({ TOKEN: '{{resolve:secretsmanager:orders:SecretString:token}}' }),
    ],
  }),
};
