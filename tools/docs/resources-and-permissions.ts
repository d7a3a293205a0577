import { costsOf, idleCostOf, totalOf, usd } from '../demo/costs';
import { drawFailurePath } from '../demo/drawing';
import type { Facts } from '../demo/facts';
import type { Part } from '../demo/parts';
import { openRuleNotes, PRICE_NOTE, shortType } from '../demo/report';
import { code, table } from './markdown';

/** docs/resources-and-permissions.md, from the same facts as the demo. */
export function whatOneLineMakes(facts: Facts): string {
  return [
    '# What one line makes',
    'Generated from [examples/orders](../examples/orders) by `tools/docs.ts`; changes by hand are lost.',
    '## Resources',
    'What `new HardenedNodejsFunction(...)` with `alarmActions: AlarmActions.email(...)` adds to a stack, and what each resource costs ' +
      'in a month in which nothing happens.',
    resources(facts.parts),
    PRICE_NOTE,
    ...facts.readers.flatMap(({ name, parts, failurePath }) => [
      `## What ${name} has beside`,
      [
        'For what it reads, on the source and its mapping. Where goes what failed for good:',
        '',
        '```text',
        ...drawFailurePath(failurePath),
        '```',
      ].join('\n'),
      resources(parts),
    ]),
    '## Findings of cdk-nag',
    'In the whole stack of the example, beside the same stack with a plain `NodejsFunction`.',
    findings(facts),
    ...openRuleNotes(facts.findings),
    '## Acknowledgements',
    'Findings that cannot be mended, each acknowledged on the narrowest construct. `Acknowledgements.of(scope).disable()` leaves them out.',
    acknowledgements(facts),
  ]
    .join('\n\n')
    .concat('\n');
}

function resources(parts: Part[]): string {
  const rows = parts.map(({ role, resource, why }) => [role, code(shortType(resource.type)), why, usd(idleCostOf(resource))]);
  const total = ['**Total**', '', '', `**${usd(totalOf(costsOf(parts.map(({ resource }) => resource))))}**`];
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
