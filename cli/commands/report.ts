import { writeFileSync } from 'node:fs';
import { wordsOf } from '../../lib/checks/finding-words';
import { keyOf } from '../../lib/evidence/called';
import type * as evidenceReport from '../../lib/evidence/evidence-report';
import type { EvidenceInput } from '../../lib/evidence/evidence-report';
import { noteKey } from '../input/application';
import type { Inputs, Problem } from '../input/inputs';
import { refuse } from '../refusal';
import { type Checked, type CheckOptions, check } from './check';

/** Loaded by this command only: the others do not wait for it. */
const reporting = (): typeof evidenceReport => require('../../lib/evidence/evidence-report');

/** What is reported, and how. */
export interface ReportOptions {
  readonly check: CheckOptions;
  readonly outputs: readonly string[];
  readonly shortAddresses: boolean;
  readonly before?: Inputs;
}

export interface Reported {
  readonly problems: readonly Problem[];
  /** What each file was written to. */
  readonly written: readonly string[];
  readonly summary: string;
}

/** Writes what the templates prove into each output. */
export function report(inputs: Inputs, { check: options, outputs, shortAddresses, before }: ReportOptions): Reported {
  const { gatherEvidence, rendererOf, REPORT_ENDS, summaryLine } = reporting();
  const renderers = outputs.map((output) => {
    const render =
      rendererOf(output) ?? refuse(`--output: must end with ${REPORT_ENDS.join(', ')}, got ${output}; pass for example page.html`);
    return [output, render] as const;
  });
  const now = evidenceInputsOf(inputs, options);
  const old = before && evidenceInputsOf(before, options);
  const evidence = gatherEvidence(now.inputs, { shortAddresses, before: old?.inputs });
  for (const [output, render] of renderers) write(output, render(evidence));
  return { problems: [...now.problems, ...(old?.problems ?? [])], written: outputs, summary: summaryLine(evidence) };
}

/** The templates of each application, with what the rules find in them. */
export function evidenceInputsOf(
  inputs: Inputs,
  options: CheckOptions,
): { readonly inputs: EvidenceInput[]; readonly problems: readonly Problem[] } {
  const outcomes = inputs.applications.map((application) => ({
    application,
    outcome: check({ ...inputs, applications: [application], problems: [] }, options),
  }));
  return {
    inputs: outcomes.map(({ application, outcome }) => ({
      templates: reporting().withPaths(application.templates, ({ file }, id) => application.notes.paths.get(noteKey(file, id))),
      findings: outcome.checked.map(findingOf),
      acknowledged: [...application.notes.acknowledged].flatMap(([path, reasons]) =>
        [...reasons].map(([id, reason]) => ({ path, id, reason })),
      ),
    })),
    problems: [...inputs.problems, ...outcomes.flatMap(({ outcome }) => outcome.problems)],
  };
}

const findingOf = ({ found, id, severity, fingerprint, constructPath, reason }: Checked): EvidenceInput['findings'][number] => ({
  id,
  severity,
  ...wordsOf(found),
  constructPath,
  functionKey: found.fn && keyOf(found.fn.resource),
  fingerprint,
  reason,
});

function write(output: string, text: string): void {
  try {
    writeFileSync(output, text);
  } catch (error) {
    refuse(`--output: must be a file that can be written, got ${output} (${(error as NodeJS.ErrnoException).code}); check the path`);
  }
}
