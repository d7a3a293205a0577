import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { checkConstruct, got, refuse } from '../../core/errors';
import { warn } from '../../core/warnings';
import { FILTER_LIMITS } from '../../filters/engine/filter-limits';
import type { FilterSource } from '../../filters/engine/filter-source';
import type { EventFilter } from '../../filters/event-filter';
import { givenFilter } from '../../filters/given-filter';

/**
 * The filters of a source, held to what AWS takes and what the source sends.
 *
 * @internal
 */
export function resolveFilters(scope: IConstruct, source: FilterSource, given: unknown[] | undefined): EventFilter[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) refuse(scope, `'filters' must be a list, got ${got(given)}; write [${source.builder}...]`);
  const filters = given.map((filter) => atScope(scope, () => givenFilter(source, filter)));
  if (filters.length === 0) refuse(scope, `'filters' must have at least one filter, got an empty list; leave it out for all records`);
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
  { filters, filterEncryption }: { readonly filters?: unknown[]; readonly filterEncryption?: kms.IKey },
): void {
  if (!filterEncryption) return;
  if (!filters) {
    refuse(scope, `'filterEncryption' must go with 'filters', got it alone; leave it out, or say which records reach the function`);
  }
  checkConstruct(scope, 'filterEncryption', filterEncryption, "new kms.Key(this, 'Key')");
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
    `'filterEncryption' is imported, so it is not known whether Lambda may use it; see that its policy has ${JSON.stringify(stack.resolve(statement.toStatementJson()))}`,
  );
}
