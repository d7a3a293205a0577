import { secretIn } from '../../../core/aws/secret-formats';
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
        const kind = secretIn(value, name);
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
      // Put together here, so that no scanner takes them for what they look like.
      variables({ AWS_SECRET: ['wJalrXUtnFEMI', 'K7MDENG', 'bPxRfiCY3Q9zKwT5Lp'].join('/') }),
      variables({ PAYMENT_API_KEY: `9fQ2x${'LmTz7Rk0'}Wb4VnC8yHd` }),
      variables({ WEBHOOK_TOKEN: `3f9a1c7e${'5b2d8064'}9e1fa7c350b8d246` }),
      variables({ DATABASE: 'postgres://orders:not-a-secret@orders.example.com/orders' }),
    ],
    good: [
      variables({ SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-a1b2c3' }),
      variables({ DATABASE: 'postgres://orders.example.com/orders' }),
      variables({ COMMIT: '3f9a1c7e5b2d80649e1fa7c350b8d2463f9a1c7e' }),
      variables({ API_KEY_SECRET_NAME: 'shop/orders/payment-api-key-v2' }),
      variables({ PAYMENT_API_KEY: 'orders-payment-api-key-2026' }),
      variables({ SIGNING_KEY: 'alias/orders-signing-key-2026' }),
      variables({ PUBLIC_KEY: `9fQ2x${'LmTz7Rk0'}Wb4VnC8yHd` }),
      variables({ API_KEY: 'your-api-key-goes-here-12345' }),
      variables({ TOKEN: ref('Token') }),
      variables({ TOKEN: '{{resolve:secretsmanager:orders:SecretString:token}}' }),
    ],
  }),
};
