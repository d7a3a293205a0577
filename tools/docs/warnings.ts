import { type Id, qualifiedId } from '../../lib/core/ids';
import { WARNINGS } from '../../lib/core/warnings';
import { code, fenced, linkTo, page, table } from './markdown';

const EXAMPLE: keyof typeof WARNINGS = 'ReservedConcurrencyZero';

/** docs/warnings.md, from the library's own list. */
export const warnings = (): string =>
  page(
    'Errors, warnings and acknowledgements',
    'lib/core/warnings.ts',
    'Synthesis fails with an **error** if AWS always rejects the input, or if two settings contradict each other. The message names the ' +
      'construct, the property, the rule, the value and the fix. Errors cannot be acknowledged.',
    'A **warning** points to a configuration that is allowed but often a mistake, or to something that cannot be verified at synthesis. ' +
      'It does not stop a deployment, except with `cdk synth --strict`.',
    '## Acknowledge a warning',
    'Acknowledge the id on the construct that the warning names, with a reason. On a stack or the app, the acknowledgement applies ' +
      'to all functions below.',
    fenced('ts', EXAMPLE_CODE),
    '## All warnings',
    table(
      ['Id', 'Meaning'],
      Object.entries(WARNINGS).map(([name, about]) => [code(qualifiedId(name as Id)), about]),
    ),
    `The checks report findings in the same form: ${linkTo('docs/checks.md', 'all rules')}.`,
  );

const EXAMPLE_CODE = `import { Stack, Validations } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AlarmActions, HardenedFunction } from 'cdk-hardened-lambda';

declare const stack: Stack;

const orders = new HardenedFunction(stack, 'Orders', {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromAsset('dist'),
  alarmActions: AlarmActions.email('ops@example.com'),
  reservedConcurrentExecutions: 0,
});

Validations.of(orders).acknowledge({
  id: '${qualifiedId(EXAMPLE)}',
  reason: 'Stopped until the supplier is back.',
});`;
