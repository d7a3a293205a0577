import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { checkConstruct, got, refuse } from '../../core/errors';
import { checkKey } from '../../core/input/key-checks';
import { warn } from '../../core/warnings';
import { FILTER_LIMITS } from '../../filters/engine/filter-limits';
import type { FilterSource } from '../../filters/engine/filter-source';
import type { EventFilter } from '../../filters/event-filter';
import { checkedFilter, filterOfPattern } from '../../filters/given-filter';

/**
 * The filters of a source, held to what AWS takes and what the source sends.
 *
 * @internal
 */
export function resolveFilters(scope: IConstruct, source: FilterSource, { filters: made, filterPatterns }: FilterOptions): EventFilter[] {
  const lists = { filters: made, filterPatterns };
  for (const [prop, list] of Object.entries(lists)) checkList(scope, source, prop, list);
  const filters = [
    ...(made ?? []).map((filter) => atScope(scope, () => checkedFilter(source, filter))),
    ...(filterPatterns ?? []).map((pattern) => atScope(scope, () => filterOfPattern(source, pattern))),
  ];
  if (filters.length > FILTER_LIMITS.most) {
    refuse(
      scope,
      `'filters' must have at most ${FILTER_LIMITS.most} filters, got ${filters.length}, which no quota allows; join those that differ in one field into a list of values`,
    );
  }
  const patterns = filters.map(({ pattern }) => pattern);
  const again = patterns.find((pattern, index) => !Token.isUnresolved(pattern) && patterns.indexOf(pattern) !== index);
  if (again !== undefined) refuse(scope, `'filters' must differ from each other, got ${again} twice; leave one of them out`);
  return filters;
}

/** What filters a source may have: those of builders, and patterns. Together they are one list. */
interface FilterOptions {
  readonly filters?: unknown[];
  readonly filterPatterns?: unknown[];
}

function checkList(scope: IConstruct, source: FilterSource, prop: string, list: unknown[] | undefined): void {
  if (list === undefined || list === null) return;
  if (!Array.isArray(list)) refuse(scope, `'${prop}' must be a list, got ${got(list)}; write [${source.builder}...]`);
  if (list.length === 0) refuse(scope, `'${prop}' must have at least one entry, got an empty list; omit it to read all records`);
}

/** Filters know no construct: the path of the function goes before what they say. */
function atScope<T>(scope: IConstruct, make: () => T): T {
  try {
    return make();
  } catch (error) {
    return refuse(scope, (error as Error).message);
  }
}

/** @internal */
export function checkEncryption(
  scope: IConstruct,
  { filters, filterPatterns, filterEncryption }: FilterOptions & { readonly filterEncryption?: kms.IKey },
): void {
  if (!filterEncryption) return;
  if (!filters && !filterPatterns) {
    refuse(scope, `'filterEncryption' must go with 'filters', got it alone; remove it, or set which records reach the function`);
  }
  checkConstruct(scope, 'filterEncryption', filterEncryption, "new kms.Key(this, 'Key')");
  checkKey(scope, 'filterEncryption', filterEncryption);
}

/** @internal */
export function warnOfQuota(mapping: IConstruct, filters: EventFilter[]): void {
  if (filters.length <= FILTER_LIMITS.usual) return;
  warn(
    mapping,
    'FilterQuota',
    `'filters' must have at most ${FILTER_LIMITS.usual} filters unless the account's quota was raised, got ${filters.length}; raise it before the deployment, or join filters`,
  );
}

/**
 * Lets Lambda read encrypted filters. All mappings of the account, not one: it is named only once it is made, and waits
 * for the key.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filter-criteria-encryption
 *
 * @internal
 */
export function letLambdaDecrypt(mapping: IConstruct, key: kms.IKey): void {
  const stack = Stack.of(mapping);
  const statement = new iam.PolicyStatement({
    sid: 'AllowLambdaFilters',
    principals: [new iam.ServicePrincipal(`lambda.${stack.region}.amazonaws.com`)],
    actions: ['kms:Decrypt'],
    resources: ['*'],
    conditions: { ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'lambda', resource: 'event-source-mapping:*' }) } },
  });
  if (key.addToResourcePolicy(statement, true).statementAdded) return;
  warn(
    mapping,
    'ImportedFilterKey',
    `'filterEncryption' is imported, so it is not known whether Lambda may use it; make sure that its policy has ${JSON.stringify(stack.resolve(statement.toStatementJson()))}`,
  );
}
