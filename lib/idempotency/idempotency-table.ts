import { Annotations, CfnDeletionPolicy, RemovalPolicy } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { acknowledge, acknowledgeInPacks } from '../core/acknowledgements';
import { topStackFor } from '../core/cdk/top-stack';
import { ATTRIBUTES } from '../core/idempotency-names';
import { priceInWords } from './prices';

const ID = 'HardenedFunctionIdempotencyTable';

/** @internal */
export interface TableSettings {
  readonly encryptionKey?: kms.IKey;
  readonly removalPolicy: RemovalPolicy;
  readonly acknowledgeAuditPacks: boolean;
}

const NO_BACKUP_PLAN = 'Items are worth as much as the time in which an event may be delivered again; a point-in-time recovery covers it.';

/**
 * The table that the functions of a stack and of its nested stacks share, made when the first function needs it. There is one for
 * each customer-managed key. docs/decisions/016.
 *
 * @internal
 */
export function sharedTable(scope: IConstruct, { encryptionKey, removalPolicy, acknowledgeAuditPacks }: TableSettings): dynamodb.Table {
  const stack = topStackFor(scope, encryptionKey);
  const id = encryptionKey ? `Encrypted${ID}-${encryptionKey.node.addr.slice(-8)}` : ID;
  const isKept = removalPolicy !== RemovalPolicy.DESTROY;
  const existing = stack.node.tryFindChild(id) as dynamodb.Table | undefined;
  const table = existing ?? newTable(stack, id, encryptionKey, isKept);
  if (existing && isKept) keep(existing);
  if (acknowledgeAuditPacks) acknowledgeInPacks(table, 'DynamoDBInBackupPlan', NO_BACKUP_PLAN);
  return table;
}

function newTable(stack: IConstruct, id: string, encryptionKey: kms.IKey | undefined, isKept: boolean): dynamodb.Table {
  // Loaded here: an app without such a table does not read it.
  const { AttributeType, BillingMode, Table, TableEncryption } = require('aws-cdk-lib/aws-dynamodb') as typeof dynamodb;
  const table = new Table(stack as dynamodb.Table, id, {
    partitionKey: { name: ATTRIBUTES.key, type: AttributeType.STRING },
    timeToLiveAttribute: ATTRIBUTES.expiry,
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: encryptionKey ? TableEncryption.CUSTOMER_MANAGED : undefined,
    encryptionKey,
    deletionProtection: isKept,
    pointInTimeRecoverySpecification: recovery(isKept),
    removalPolicy: isKept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
  if (!isKept) acknowledge(table, { 'AwsSolutions-DDB3': 'The table is deleted with its stack, and so is what could be recovered.' });
  Annotations.of(table).addInfo(priceInWords());
  return table;
}

/** Older states hold nothing that is not expired. */
const recovery = (isKept: boolean): dynamodb.PointInTimeRecoverySpecification =>
  isKept ? { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 1 } : { pointInTimeRecoveryEnabled: false };

/** Where one function wants what belongs to it to be kept, the table is kept. */
function keep(table: dynamodb.Table): void {
  const resource = table.node.defaultChild as dynamodb.CfnTable;
  if (resource.cfnOptions.deletionPolicy !== CfnDeletionPolicy.DELETE) return;
  table.applyRemovalPolicy(RemovalPolicy.RETAIN);
  resource.deletionProtectionEnabled = true;
  resource.pointInTimeRecoverySpecification = recovery(true);
}
