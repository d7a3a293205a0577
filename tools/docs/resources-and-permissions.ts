import { costsOf, idleCostOf, totalOf, usd } from '../demo/costs';
import { drawFailurePath } from '../demo/drawing';
import type { Facts } from '../demo/facts';
import type { Part } from '../demo/parts';
import { openRuleNotes, PRICE_NOTE, shortType } from '../demo/report';
import { code, fenced, linkTo, page, table } from './markdown';

/** docs/resources-and-permissions.md, from the example. */
export function resourcesAndPermissions(facts: Facts): string {
  return page(
    'Resources and permissions',
    'examples/orders',
    `Every resource that ${linkTo('examples/orders', 'examples/orders')} gets from the library, why it is there, what it costs in a month ` +
      'without traffic, and which findings of cdk-nag remain.',
    fenced('ts', EXAMPLE),
    '## Resources of a function',
    resources(facts.parts),
    PRICE_NOTE,
    ...facts.readers.flatMap(({ name, parts, failurePath }) => [
      `## Resources for the event source of ${name}`,
      `Where a ${failurePath.what} goes that failed after all retries, and who is notified:`,
      fenced('text', drawFailurePath(failurePath).join('\n')),
      resources(parts),
    ]),
    '## Findings of cdk-nag',
    'In the whole stack of the example, compared with the same stack that uses `NodejsFunction`.',
    findings(facts),
    ...openRuleNotes(facts.findings),
    '## Acknowledgements',
    'Findings that no template can satisfy. The library acknowledges each on the narrowest construct, with a reason. To write your own instead, call ' +
      '`Acknowledgements.of(scope).disable()` before you create functions below that scope.',
    acknowledgements(facts),
  );
}

const EXAMPLE = `import { Stack } from 'aws-cdk-lib';
import { AlarmActions, HardenedNodejsFunction } from 'cdk-hardened-lambda';

declare const stack: Stack;

new HardenedNodejsFunction(stack, 'Orders', {
  entry: 'handler/orders.ts',
  alarmActions: AlarmActions.email('ops@example.com'),
});`;

function resources(parts: Part[]): string {
  const rows = parts.map(({ role, resource, why }) => [role, code(shortType(resource.type)), why, usd(idleCostOf(resource))]);
  const total = ['**Total**', '', '', `**${usd(totalOf(costsOf(parts.map(({ resource }) => resource))))}**`];
  return table(['Resource', 'Type', 'Why', 'USD a month'], [...rows, total]);
}

function findings({ findings: { hardened, plain } }: Facts): string {
  return table(
    ['Pack', 'Hardened: open', 'acknowledged', '`NodejsFunction`: open', 'acknowledged'],
    hardened.map(({ pack, promised, open, acknowledged }, index) => [
      promised ? `${pack} (promised)` : pack,
      ...[open, acknowledged, plain[index].open, plain[index].acknowledged].map(({ length }) => String(length)),
    ]),
  );
}

function acknowledgements(facts: Facts): string {
  return table(
    ['Construct', 'Rule', 'Reason'],
    facts.acknowledgements.map(({ path, rule, reason }) => [code(path), code(rule), reason]),
  );
}
