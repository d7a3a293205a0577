import { HardeningProfile } from '../../lib';
import { FUNCTIONS, idleCostOf, stackOfTen, type TemplateResource } from '../catalogue/stack-of-ten';
import { type Styles, table } from './layout';

/** What a function adds to a stack of ten, its share of what they have in common included. */
export interface Footprint {
  readonly profile: string;
  readonly resources: number;
  readonly alarms: number;
  /** USD a month without traffic. */
  readonly idle: number;
}

export function footprints(): Footprint[] {
  const shareOf = (profile: string, resources: readonly TemplateResource[]): Footprint => ({
    profile,
    resources: resources.length / FUNCTIONS,
    alarms: resources.filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm').length / FUNCTIONS,
    idle: idleCostOf(resources) / FUNCTIONS,
  });
  return [
    shareOf('plain', stackOfTen()),
    shareOf('standard', stackOfTen(HardeningProfile.standard())),
    shareOf('lean', stackOfTen(HardeningProfile.lean())),
  ];
}

/** The same as lines. */
export function footprintTable({ dim }: Styles, width: number): string[] {
  const columns = [
    { title: 'A function in ten' },
    { title: 'resources', align: 'right' as const },
    { title: 'alarms', align: 'right' as const },
    { title: 'USD a month', align: 'right' as const },
  ];
  const rows = footprints().map(({ profile, resources, alarms, idle }) => [
    profile,
    resources.toFixed(1),
    alarms.toFixed(1),
    idle.toFixed(2),
  ]);
  return table(columns, rows, width, dim);
}
