import { findViolations } from '../../lib/checks/find-violations';
import { RULES } from '../../lib/checks/rules';
import { fn } from '../../lib/checks/rules/examples/parts';

/** Put together here, so that no scanner takes them for what they look like. */
const SECRETS: Record<string, string> = {
  'an AWS access key id': `AKIA${'Q'.repeat(16)}`,
  'a GitHub token': `ghp_${'a1'.repeat(18)}`,
  'a GitLab token': `glpat-${'a1'.repeat(10)}`,
  'a Slack token': `xoxb-${'1'.repeat(12)}`,
  'a Stripe key': `sk_live_${'a1'.repeat(8)}`,
  'a SendGrid key': `SG.${'a'.repeat(16)}.${'b'.repeat(16)}`,
  'an npm token': `npm_${'a1'.repeat(18)}`,
  'a Google API key': `AIza${'a'.repeat(35)}`,
  'a private key': `-----BEGIN RSA ${'PRIVATE'} KEY-----`,
  'a JSON web token': `eyJ${'a'.repeat(8)}.eyJ${'b'.repeat(8)}.cc`,
  'a password in a URL': 'https://orders:hunter2@example.com',
};

test.each(Object.entries(SECRETS))('%s in an environment is named by its kind and its variable, and never printed', (kind, secret) => {
  const orders = fn({ Environment: { Variables: { KEY: secret } } });
  const found = findViolations([{ name: 'Shop', body: { Resources: { Orders: orders } } }], RULES);
  const told = found.map(({ rule, property, message }) => ({ rule: rule.id, property, message }));
  expect(told).toContainEqual({
    rule: 'SecretInEnvironment',
    property: 'Environment.Variables.KEY',
    message: `'Environment.Variables.KEY' must not contain a secret, got ${kind}`,
  });
  expect(JSON.stringify(told)).not.toContain(secret);
});
