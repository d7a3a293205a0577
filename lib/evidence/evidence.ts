import type { Change } from './change/change';
import type { ControlsEvidence } from './controls/control';
import type { CostEvidence } from './cost/cost-evidence';
import type { EvidenceFinding } from './finding';
import type { FunctionEvidence } from './functions/function-evidence';
import type { EventGraph } from './paths/graph';
import type { Summary } from './summary';

/** What the templates of applications prove, before it is formatted. @internal */
export interface Evidence {
  readonly summary: Summary;
  readonly functions: readonly FunctionEvidence[];
  readonly findings: readonly EvidenceFinding[];
  readonly paths: EventGraph;
  readonly controls: ControlsEvidence;
  readonly cost: CostEvidence;
  /** Compared with an earlier assembly, where there is one. */
  readonly change?: Change;
}
