import { PRICES_OF } from '../catalogue/prices';
import { type CostItem, costsOf, totalOf, usd } from '../demo/costs';
import { stylesFor } from '../demo/layout';
import { referred, type Synthesis, synthesize } from '../demo/synthesis';
import { ARCHITECTURES } from '.';
import type { Architecture } from './architecture';
import { costsOfFronts } from './fronts';
import { costOfMillion, type UsedItem } from './usage';

/** Lambda polls an empty queue too: about 650,000 requests a month. */
const POLLS_OF_QUEUE = 0.26;

export interface Costs {
  /** USD a month in which nothing happens. */
  readonly idle: number;
  readonly idleItems: readonly CostItem[];
  readonly queuesPolled: number;
  /** USD for a million. */
  readonly million: number;
  readonly items: readonly UsedItem[];
}

export function costsOfArchitecture({ build, usage }: Architecture): Costs {
  const synthesis = synthesize((props) => build({ ...props, context: { 'aws:cdk:bundling-stacks': [] } }));
  const idleItems = costsOf(synthesis.resources).filter(({ idle }) => idle > 0);
  const queuesPolled = queuesPolledIn(synthesis);
  const items = costOfMillion(usage);
  return {
    idle: totalOf(idleItems) + queuesPolled * POLLS_OF_QUEUE,
    idleItems,
    queuesPolled,
    million: items.reduce((sum, item) => sum + item.usd, 0),
    items,
  };
}

const queuesPolledIn = (synthesis: Synthesis): number =>
  synthesis.resources.filter(
    ({ type, properties }) =>
      type === 'AWS::Lambda::EventSourceMapping' && referred(synthesis, properties.EventSourceArn)?.type === 'AWS::SQS::Queue',
  ).length;

const { bold, dim } = stylesFor(process.stdout.isTTY, process.env);
const row = (what: string, amount: number): string => `  ${what.padEnd(60)}${usd(amount).padStart(8)}`;

function lines(architecture: Architecture): string[] {
  const { idle, idleItems, queuesPolled, million, items } = costsOfArchitecture(architecture);
  return [
    bold(`examples/${architecture.name}`),
    row('idle, a month', idle),
    ...idleItems.map(({ count, type, idle: each }) => dim(row(`  ${count} ${type}`, each))),
    ...(queuesPolled > 0
      ? [dim(row(`  polls of ${queuesPolled === 1 ? 'a queue' : `${queuesPolled} queues`}`, queuesPolled * POLLS_OF_QUEUE))]
      : []),
    row('a million more', million),
    dim(`  one is: ${architecture.unit}`),
    ...items.map(({ what, amount, usd: each }) =>
      dim(row(`  ${Number(amount.toPrecision(3))} ${/^GB (of logs|from)/.test(what) ? '' : 'M '}${what}`, each)),
    ),
    '',
  ];
}

const linesOfFronts = (): string[] => [
  bold('a front, beside its function'),
  ...costsOfFronts().flatMap(({ name, idle, million, items }) => [
    row(`${name}: idle, a month`, idle),
    row(`${name}: a million requests`, million),
    ...items.map(({ what, usd: each }) => dim(row(`  ${what}`, each))),
  ]),
  dim('  alarms on server errors and latency; access log records of 800 bytes; answers of 10 KB; a web ACL of one rule'),
  '',
];

if (require.main === module) {
  process.stdout.write(`USD, list prices of ${PRICES_OF.region}, ${PRICES_OF.month}, without any free tier.\n`);
  process.stdout.write('Invocations are taken to last 50 ms with 256 MB, and to log 1,500 bytes, unless an example says otherwise.\n\n');
  process.stdout.write([...ARCHITECTURES.flatMap(lines), ...linesOfFronts()].join('\n'));
}
