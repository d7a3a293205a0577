/*
 * What templates prove, and the reports that show it. A separate file in the package, which only the command `report` and apps
 * that ask for a report load, and which needs nothing of the CDK.
 */
export type { Evidence } from './evidence';
export type { Acknowledged, EvidenceFinding } from './finding';
export { type EvidenceInput, type EvidenceOptions, gatherEvidence } from './gather';
export { REPORT_ENDS, rendererOf, summaryLine } from './reports/reports';
export { withPaths } from './with-paths';
