import { type App, Validations } from 'aws-cdk-lib';
import * as nag from 'cdk-nag';

/** The packs for which no open finding is promised, and the others. */
const PROMISED = [nag.AwsSolutionsChecks, nag.ServerlessChecks];
const NOT_PROMISED = [nag.HIPAASecurityChecks, nag.NIST80053R4Checks, nag.NIST80053R5Checks, nag.PCIDSS321Checks];

export interface Finding {
  readonly rule: string;
  readonly path: string;
}

export interface PackFindings {
  readonly pack: string;
  readonly promised: boolean;
  readonly open: Finding[];
  readonly acknowledged: Finding[];
}

/** What each pack finds in an app that has been synthesized. */
export function findingsOf(app: App): PackFindings[] {
  const packs = [...PROMISED, ...NOT_PROMISED].map((Pack) => new Pack());
  const open = packs.map((pack) => run(pack, app));
  const all = withoutAcknowledgements(app, () => packs.map((pack) => run(pack, app)));
  return packs.map(({ name }, index) => ({
    pack: name,
    promised: index < PROMISED.length,
    open: open[index],
    acknowledged: all[index].filter((finding) => !open[index].some((other) => isSame(finding, other))),
  }));
}

/** The open findings of the promised packs. */
export function openInPromised(findings: PackFindings[]): string[] {
  return promised(findings).flatMap(({ open }) => open.map(({ rule, path }) => `${rule} at ${path}`));
}

export const promised = (findings: PackFindings[]): PackFindings[] => findings.filter((each) => each.promised);
export const notPromised = (findings: PackFindings[]): PackFindings[] => findings.filter((each) => !each.promised);

/** The names of the rules that are open, without the packs: one rule is in several. */
export function openRules(findings: PackFindings[]): string[] {
  const rules = findings.flatMap(({ open }) => open.map(({ rule }) => rule.replace(/^[^-]*-/, '').replace(/\[.*/, '')));
  return [...new Set(rules)].sort();
}

function run(pack: nag.NagPack, app: App): Finding[] {
  return pack
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map((resource) => ({ rule: ruleName, path: (resource as { constructPath?: string }).constructPath ?? '' })),
    );
}

const isSame = (one: Finding, other: Finding): boolean => one.rule === other.rule && one.path === other.path;

/** cdk-nag omits what is acknowledged, so it runs a second time on a tree without acknowledgements. */
function withoutAcknowledgements<T>(app: App, run: () => T): T {
  const nodes = app.node.findAll().map(({ node }) => node);
  for (const node of nodes) {
    const metadata = node.metadata.filter(({ type }) => type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
    Object.defineProperty(node, 'metadata', { value: metadata, configurable: true });
  }
  try {
    return run();
  } finally {
    for (const node of nodes) delete (node as { metadata?: unknown }).metadata;
  }
}
