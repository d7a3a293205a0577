import type { ControlEvidence } from './controls/control';
import type { CostEvidence } from './cost/cost-evidence';
import { totalOf } from './cost/terms';
import type { EvidenceFinding } from './finding';
import type { FunctionEvidence } from './functions/function-evidence';
import type { EventGraph } from './paths/graph';

/** The figures of the first section. @internal */
export interface Summary {
  readonly functions: number;
  readonly hardened: number;
  /** Left as they are, with a reason. */
  readonly left: number;
  /** Made by the CDK for deployments: nobody hardens them. */
  readonly ofCdk: number;
  readonly open: Readonly<Record<EvidenceFinding['severity'], number>>;
  readonly acknowledged: number;
  /** Open findings that an earlier assembly did not have; absent without one. */
  readonly isNew?: number;
  readonly alarms: number;
  /** Ends of event paths at which events are lost, or nobody is notified. */
  readonly brokenEnds: number;
  readonly controls: { readonly met: number; readonly waived: number; readonly open: number; readonly unknown: number };
  /** USD a month without traffic. */
  readonly idle: number;
}

interface Facts {
  readonly findings: readonly EvidenceFinding[];
  readonly functions: readonly FunctionEvidence[];
  readonly paths: EventGraph;
  readonly controls: readonly ControlEvidence[];
  readonly cost: CostEvidence;
}

/** @internal */
export function summaryOf({ findings, functions, paths, controls, cost }: Facts, known?: ReadonlySet<string>): Summary {
  const open = findings.filter(({ reason }) => reason === undefined);
  const count = (severity: EvidenceFinding['severity']) => open.filter((one) => one.severity === severity).length;
  const of = (hardening: FunctionEvidence['hardening']) => functions.filter((fn) => fn.hardening === hardening).length;
  const checked = (state: ControlEvidence['state']) => controls.filter((one) => one.state === state).length;
  return {
    functions: functions.length,
    hardened: of('hardened'),
    left: of('left'),
    ofCdk: of('of the CDK'),
    open: { error: count('error'), warning: count('warning'), info: count('info') },
    acknowledged: findings.length - open.length,
    ...(known && { isNew: open.filter(({ fingerprint }) => !known.has(fingerprint)).length }),
    alarms: cost.lines.filter(({ type }) => type === 'AWS::CloudWatch::Alarm').length,
    brokenEnds: paths.nodes.filter(({ kind }) => kind === 'broken').length,
    controls: { met: checked('met'), waived: checked('waived'), open: checked('open'), unknown: checked('unknown') },
    idle: totalOf(
      cost.lines.flatMap((line) => line.idle),
      cost.prices,
      cost.assumptions,
    ),
  };
}
