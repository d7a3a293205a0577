import { TABLE_TYPES } from '../../core/aws/table-types';
import { ATTRIBUTES } from '../../core/idempotency-names';
import type { Role } from '../permissions/role';
import { isFields, Reference, type Resource } from '../resource';
import type { Resources } from '../resources';
import type { LambdaFunction } from './lambda-function';

const MEANT = /idempoten/i;

/** The variables of a function by their names, whatever their values are. */
const variablesOf = ({ resource }: LambdaFunction) => {
  const variables = resource.get('Environment.Variables');
  return isFields(variables) ? Object.entries(variables) : [];
};

/** Whether the table has the key that Powertools expects, and no other. */
function hasKeyOfPowertools(table: Resource): boolean {
  const keys = table.list('KeySchema') ?? [];
  return keys.length === 1 && table.text('KeySchema.0.AttributeName') === ATTRIBUTES.key;
}

/**
 * The tables in which functions keep which events they have worked on, as Powertools lays them out: a function has it in a
 * variable that is named after idempotency, or the table is named so.
 *
 * @internal
 */
export function idempotencyTablesIn(
  resources: Resources,
  functions: Iterable<LambdaFunction>,
): ReadonlyMap<Resource, LambdaFunction | undefined> {
  const found = new Map<Resource, LambdaFunction | undefined>();
  for (const fn of functions) {
    for (const [name, value] of variablesOf(fn)) {
      if (!MEANT.test(name)) continue;
      const table =
        value instanceof Reference ? value.resource : typeof value === 'string' ? resources.named(TABLE_TYPES[0], value) : undefined;
      if (table && TABLE_TYPES.includes(table.type) && !found.has(table)) found.set(table, fn);
    }
  }
  for (const table of resources.ofType(...TABLE_TYPES)) {
    if (MEANT.test(table.id) || MEANT.test(table.text('TableName') ?? '')) found.set(table, found.get(table));
  }
  return new Map([...found].filter(([table]) => hasKeyOfPowertools(table)));
}

/** Whether something makes a repeated event harmless, or may: a table, Lambda's durable executions, or what the app says of it. @internal */
export function mayBeIdempotent(fn: LambdaFunction, tables: Iterable<Resource>, role: Role | undefined): boolean {
  if (fn.hasLeftOut('idempotency') || fn.resource.has('DurableConfig') !== false) return true;
  if (fn.resource.has('Environment.Variables') === undefined || variablesOf(fn).some(([name]) => MEANT.test(name))) return true;
  return role !== undefined && [...tables].some((table) => role.allows('dynamodb:PutItem', table) === true);
}
