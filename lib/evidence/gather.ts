import { ApplicationModel } from '../template-model/application-model';
import type { Template } from '../template-model/template';
import { changeBetween } from './change/compare';
import { resourceStatesOf } from './change/resource-state';
import { controlsOf } from './controls/check-controls';
import type { ControlEvidence } from './controls/control';
import { EXCLUDED_CONTROLS, EXCLUDED_RULES, EXCLUDED_SERVICES } from './controls/excluded';
import { costOf } from './cost/cost';
import { PRICE_LIST, type PriceList } from './cost/prices';
import type { Evidence } from './evidence';
import type { Acknowledged, EvidenceFinding } from './finding';
import { functionsOf } from './functions/function-evidence';
import { graphOf } from './paths/event-graph';
import { summaryOf } from './summary';

/** Templates that are deployed together, with what the rules found in them. @internal */
export interface EvidenceInput {
  readonly templates: readonly Template[];
  readonly findings: readonly EvidenceFinding[];
  readonly acknowledged: readonly Acknowledged[];
}

/** @internal */
export interface EvidenceOptions {
  /** Whether addresses of subscribers are shortened. */
  readonly shortAddresses?: boolean;
  readonly prices?: PriceList;
  /** An earlier assembly of the same applications. */
  readonly before?: readonly EvidenceInput[];
}

/** Reads all facts from the templates. @internal */
export function gatherEvidence(inputs: readonly EvidenceInput[], options: EvidenceOptions = {}): Evidence {
  const { before, prices = PRICE_LIST } = options;
  const now = read(inputs, options, prices);
  if (!before) return evidenceOf(now);
  const old = read(before, options, prices);
  const change = changeBetween({ ...evidenceOf(old), states: old.states }, { ...evidenceOf(now), states: now.states });
  const evidence = evidenceOf(now, new Set(old.findings.map(({ fingerprint }) => fingerprint)));
  return { ...evidence, change };
}

function read(inputs: readonly EvidenceInput[], { shortAddresses = false }: EvidenceOptions, prices: PriceList) {
  const models = inputs.map((input) => ({ ...input, model: new ApplicationModel(input.templates) }));
  const findings = inputs.flatMap((input) => input.findings);
  return {
    findings,
    functions: models.flatMap(({ model, acknowledged }) => functionsOf(model, acknowledged, shortAddresses)),
    paths: graphOf(
      models.map(({ model }) => model),
      shortAddresses,
    ),
    controls: models.flatMap(({ model, acknowledged }): ControlEvidence[] => controlsOf(model, acknowledged)),
    cost: costOf(
      models.map(({ model }) => model),
      prices,
    ),
    states: models.flatMap(({ model }) => resourceStatesOf(model)),
  };
}

function evidenceOf({ findings, functions, paths, controls, cost }: ReturnType<typeof read>, known?: ReadonlySet<string>): Evidence {
  const all = summaryOf({ findings, functions, paths, controls, cost }, known);
  return {
    summary: all,
    functions,
    findings,
    paths,
    controls: { rows: controls, excluded: { ...EXCLUDED_SERVICES, ...EXCLUDED_RULES, ...EXCLUDED_CONTROLS } },
    cost,
  };
}
