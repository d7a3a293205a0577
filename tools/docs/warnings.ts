import { WARNINGS } from '../../lib/core/warnings';
import { code, table } from './markdown';

const EXAMPLE: keyof typeof WARNINGS = 'ReservedConcurrencyZero';

/** docs/warnings.md, from the library's own list. */
export function warnings(): string {
  return [
    '# Warnings',
    'Generated from `lib/core/warnings.ts` by `tools/docs.ts`; changes by hand are lost.',
    'A warning tells of what may be meant, or what cannot be seen from here. It does not stop a deployment, unless the app is ' +
      'synthesized with `--strict`.',
    table(
      ['Id', 'What it is about'],
      Object.entries(WARNINGS).map(([name, about]) => [code(idOf(name)), about]),
    ),
    '## When it is meant',
    'Acknowledge the id on the construct that the warning names, or on anything above it, with a reason for those who read it later:',
    ['```ts', "import { Validations } from 'aws-cdk-lib';", '', ...acknowledgement(), '```'].join('\n'),
    'On a stack or the app it holds for every function below.',
  ]
    .join('\n\n')
    .concat('\n');
}

const idOf = (name: string): string => `HardenedLambda::${name}`;

const acknowledgement = (): string[] => [
  'Validations.of(orders).acknowledge({',
  `  id: '${idOf(EXAMPLE)}',`,
  "  reason: 'Stopped until the supplier is back.',",
  '});',
];
