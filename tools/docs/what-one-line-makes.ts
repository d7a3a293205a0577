import { idleCostOf, totalOf, usd } from '../demo/costs';
import type { Facts } from '../demo/facts';
import { openRuleNotes, PRICE_NOTE, shortType } from '../demo/report';
import { code, table } from './markdown';

/** docs/what-one-line-makes.md, from the same facts as the demo. */
export function whatOneLineMakes(facts: Facts): string {
  return [
    '# What one line makes',
    'Generated from [examples/orders](../examples/orders) by `tools/docs.ts`; changes by hand are lost.',
    '## Resources',
    'What `new HardenedNodejsFunction(...)` with `alarmActions: AlarmActions.email(...)` adds to a stack, and what each resource costs ' +
      'in a month in which nothing happens.',
    resources(facts),
    PRICE_NOTE,
    '## Findings of cdk-nag',
    'In the whole stack of the example, beside the same stack with a plain `NodejsFunction`.',
    findings(facts),
    ...openRuleNotes(facts.findings),
    '## Acknowledgements',
    'Findings that cannot be mended, each acknowledged on the narrowest construct. `Acknowledgements.of(scope).leaveOut()` leaves them out.',
    acknowledgements(facts),
  ]
    .join('\n\n')
    .concat('\n');
}

function resources({ parts, costs }: Facts): string {
  const rows = parts.map(({ role, resource, why }) => [role, code(shortType(resource.type)), why, usd(idleCostOf(resource))]);
  const total = ['**Total**', '', '', `**${usd(totalOf(costs.hardened))}**`];
  return table(['What', 'Type', 'Why', 'USD a month'], [...rows, total]);
}

function findings({ findings: { hardened, plain } }: Facts): string {
  return table(
    ['Pack', 'Hardened: open', 'acknowledged', 'Plain: open', 'acknowledged'],
    hardened.map(({ pack, promised, open, acknowledged }, index) => [
      promised ? `${pack} (promised)` : pack,
      ...[open, acknowledged, plain[index].open, plain[index].acknowledged].map(({ length }) => String(length)),
    ]),
  );
}

function acknowledgements(facts: Facts): string {
  return table(
    ['Where', 'Rule', 'Why'],
    facts.acknowledgements.map(({ path, rule, reason }) => [code(path), code(rule), reason]),
  );
}
