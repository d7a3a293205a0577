import { secretIn } from '../../../core/aws/secret-formats';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref } from '../examples/parts';

const variables = (Variables: Readonly<Record<string, unknown>>) => ({ Orders: fn({ Environment: { Variables } }) });

/** Names that end with the word: others are about passwords, such as their minimum length. */
const NAMED = [/(^|[_.-])(password|passwd|passphrase)$/i, /[a-z0-9](Password|Passwd|Passphrase)$/];
/** A name, a path or an ARN of where the password is stored, or a placeholder of a tool. */
const REFERENCE = /^(arn:|\/|\{\{|\$\{|https?:)|secret|^(true|false|none|null)$/i;

/** @internal */
export const PASSWORD_IN_ENVIRONMENT: Rule = {
  id: 'PasswordInEnvironment',
  severity: CheckSeverity.INFO,
  problem: 'An environment variable with the name of a password has a literal value.',
  impact: "If the value is a real password, everybody who can read the template or the function's configuration can read it.",
  fix: "Store the password in Secrets Manager, and set the variable in 'Environment.Variables' to the ARN of the secret.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html',
  *find(model): Iterable<Violation> {
    for (const fn of model.functions.values()) {
      for (const [name, value] of fn.environment) {
        if (
          !NAMED.some((pattern) => pattern.test(name)) ||
          value.length < 4 ||
          REFERENCE.test(value) ||
          secretIn(value, name) !== undefined
        )
          continue;
        const property = `Environment.Variables.${name}`;
        yield { resource: fn.resource, property, message: `'${property}' must be the ARN or the name of a secret, got a literal`, fn };
      }
    }
  },
  examples: (): Examples => ({
    bad: [variables({ DB_PASSWORD: 'changeme-please' }), variables({ ADMIN_PASSWD: 'orders123' }), variables({ dbPassword: 'orders123' })],
    good: [
      variables({ DB_PASSWORD_SECRET_ARN: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-a1b2c3' }),
      variables({ DB_PASSWORD: ref('Password') }),
      variables({ DB_PASSWORD: '/orders/db/password' }),
      variables({ PASSWORD_MIN_LENGTH: '12345' }),
      variables({ FORGOTPASSWORD: '/forgot' }),
      variables({ resetPasswordUrl: 'reset-password' }),
      variables({ DB_PASSWORD: '' }),
    ],
  }),
};
