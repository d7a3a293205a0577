import type { Rule } from '../../rule';
import { ALIAS_ON_LATEST } from './alias-on-latest';
import { DEPLOYMENT_ALARM_COUNT } from './deployment-alarm-count';
import { DURABLE_RUNTIME } from './durable-runtime';
import { DURABLE_VERSION_DELETED } from './durable-version-deleted';
import { EDGE_FUNCTION_UNSUPPORTED } from './edge-function-unsupported';
import { GRADUAL_DEPLOYMENT_WITHOUT_ALARM } from './gradual-deployment-without-alarm';
import { GRADUAL_DEPLOYMENT_WITHOUT_ROLLBACK } from './gradual-deployment-without-rollback';
import { PROVISIONED_ABOVE_RESERVED } from './provisioned-above-reserved';
import { PROVISIONED_NEVER_SCALES_IN } from './provisioned-never-scales-in';
import { PROVISIONED_ON_BOTH } from './provisioned-on-both';
import { PROVISIONED_SCALES_TO_ZERO } from './provisioned-scales-to-zero';
import { PROVISIONED_UNUSED } from './provisioned-unused';
import { RESERVED_CONCURRENCY_ZERO } from './reserved-concurrency-zero';
import { ROLLBACK_ALARM_BLOCKS_FIX } from './rollback-alarm-blocks-fix';
import { SINGLE_AVAILABILITY_ZONE } from './single-availability-zone';
import { SNAP_START_UNUSED } from './snap-start-unused';
import { SNAP_START_WITH_PROVISIONED } from './snap-start-with-provisioned';
import { VERSION_NEVER_UPDATED } from './version-never-updated';
import { VERSIONS_RETAINED } from './versions-retained';
import { VPC_PUBLIC_SUBNET } from './vpc-public-subnet';

/** @internal */
export const RUNNING_RULES: readonly Rule[] = [
  VERSION_NEVER_UPDATED,
  VERSIONS_RETAINED,
  DURABLE_VERSION_DELETED,
  DURABLE_RUNTIME,
  ALIAS_ON_LATEST,
  SNAP_START_UNUSED,
  PROVISIONED_ABOVE_RESERVED,
  PROVISIONED_ON_BOTH,
  PROVISIONED_UNUSED,
  RESERVED_CONCURRENCY_ZERO,
  SINGLE_AVAILABILITY_ZONE,
  VPC_PUBLIC_SUBNET,
  SNAP_START_WITH_PROVISIONED,
  GRADUAL_DEPLOYMENT_WITHOUT_ALARM,
  GRADUAL_DEPLOYMENT_WITHOUT_ROLLBACK,
  EDGE_FUNCTION_UNSUPPORTED,
  DEPLOYMENT_ALARM_COUNT,
  ROLLBACK_ALARM_BLOCKS_FIX,
  PROVISIONED_SCALES_TO_ZERO,
  PROVISIONED_NEVER_SCALES_IN,
];
