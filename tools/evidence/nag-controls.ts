import { App, CfnResource, Stack } from 'aws-cdk-lib';
import * as nag from 'cdk-nag';

/** A rule of cdk-nag, and the ids that it has in the packs. */
export interface NagControl {
  /** The folder of its service, as in `lambda`. */
  readonly service: string;
  readonly rule: string;
  readonly ids: readonly string[];
}

const PACKS = [
  nag.AwsSolutionsChecks,
  nag.ServerlessChecks,
  nag.HIPAASecurityChecks,
  nag.NIST80053R4Checks,
  nag.NIST80053R5Checks,
  nag.PCIDSS321Checks,
];

interface Applied {
  readonly ruleSuffixOverride?: string;
  readonly rule: (node: CfnResource) => unknown;
}

/** Every rule of cdk-nag, in a pack or in none. */
export function nagControls(): NagControl[] {
  const ids = new Map<unknown, string[]>();
  const node = new CfnResource(new Stack(new App(), 'Any'), 'Any', { type: 'Any::Any::Any' });
  for (const Pack of PACKS) {
    const pack = new Pack();
    const applyRule = ({ ruleSuffixOverride, rule }: Applied): void => {
      ids.set(rule, [...(ids.get(rule) ?? []), `${pack.name}-${ruleSuffixOverride ?? rule.name}`]);
    };
    // A pack applies its rules one by one: here they are only listed.
    Object.assign(pack, { applyRule });
    (pack as unknown as { checkResource(of: CfnResource): void }).checkResource(node);
  }
  return Object.entries(nag.rules).flatMap(([service, rules]) =>
    Object.entries(rules).map(([rule, fn]) => ({ service, rule, ids: (ids.get(fn) ?? []).sort() })),
  );
}
