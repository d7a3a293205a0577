import type { Rule } from './rule';
import { ALIAS_ON_LATEST } from './rules/alias-on-latest';
import { PROVISIONED_ABOVE_RESERVED } from './rules/provisioned-above-reserved';
import { PROVISIONED_ON_BOTH } from './rules/provisioned-on-both';
import { RESERVED_ZERO } from './rules/reserved-zero';
import { SNAP_START_UNUSED } from './rules/snap-start-unused';
import { VERSION_FROZEN } from './rules/version-frozen';
import { VERSIONS_PILE_UP } from './rules/versions-pile-up';
import { VPC_PUBLIC_SUBNET } from './rules/vpc-public-subnet';
import { VPC_SINGLE_ZONE } from './rules/vpc-single-zone';

/** @internal */
export const RUNNING_RULES: readonly Rule[] = [
  VERSION_FROZEN,
  VERSIONS_PILE_UP,
  ALIAS_ON_LATEST,
  SNAP_START_UNUSED,
  PROVISIONED_ABOVE_RESERVED,
  PROVISIONED_ON_BOTH,
  RESERVED_ZERO,
  VPC_SINGLE_ZONE,
  VPC_PUBLIC_SUBNET,
];
