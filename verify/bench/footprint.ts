import { costsOf, totalOf, usd } from '../../tools/demo/costs';
import type { Made } from './synthesis';

/** What an application has in AWS for each of its functions. */
export interface Footprint {
  readonly resources: number;
  readonly alarms: number;
  /** A month without traffic, at list prices. */
  readonly usd: number;
}

export function footprintOf(templates: Made[], functions: number): Footprint {
  const resources = templates
    .flatMap(({ Resources }) => Object.entries(Resources))
    .map(([logicalId, { Type, Properties }]) => ({ path: logicalId, logicalId, type: Type, properties: Properties ?? {} }));
  const alarms = resources.filter(({ type }) => type === 'AWS::CloudWatch::Alarm').length;
  return { resources: resources.length / functions, alarms: alarms / functions, usd: totalOf(costsOf(resources)) / functions };
}

/** One line: the numbers of a hardened function, each beside that of a plain one. */
export const footprintLine = (functions: number, hardened: Footprint, plain: Footprint): string =>
  `each of ${functions} functions has ${hardened.resources.toFixed(1)} resources (plain: ${plain.resources.toFixed(1)}), ` +
  `${hardened.alarms.toFixed(1)} of them alarms (plain: ${plain.alarms.toFixed(1)}), and costs ${usd(hardened.usd)} USD a month ` +
  `without traffic (plain: ${usd(plain.usd)})`;
