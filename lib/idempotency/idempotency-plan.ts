import { type Duration, Token, Tokenization } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { IConstruct } from 'constructs';
import { DEFAULTS } from '../core/defaults';
import { checkConstruct, got, refuse, refuseAtSynth } from '../core/errors';
import { ATTRIBUTES, VARIABLES } from '../core/idempotency-names';
import { checkNames } from '../core/input/option-names';
import { checkSeconds, secondsOf } from '../core/input/ranges';
import { checkReason } from '../core/input/reasons';
import type { Idempotency, IdempotencyChoice } from './idempotency';

/** A table of the user's, with the names of its attributes. @internal */
export interface OwnTable {
  readonly table: dynamodb.ITable;
  readonly key: string;
  readonly sortKey?: string;
  readonly expiry: string;
  /** Whether the user has named the attribute of the expiry. */
  readonly isExpiryNamed: boolean;
}

/** @internal */
export interface IdempotencyPlan {
  /** Why there is no table. */
  readonly reason?: string;
  /** The table of the user's; that of the stack where it is absent. */
  readonly own?: OwnTable;
  /** In seconds; absent where only a deployment knows it. */
  readonly seconds?: number;
  readonly variables: Readonly<Record<string, string>>;
}

const OPTIONS = {
  table: ['expiresAfter'],
  withTable: ['expiresAfter', 'keyAttribute', 'sortKeyAttribute', 'expiryAttribute', 'table'],
  none: ['reason'],
} satisfies { [kind in IdempotencyChoice['kind']]: string[] };

/**
 * What makes the function idempotent, or undefined.
 *
 * @internal
 */
export function resolveIdempotency(
  scope: IConstruct,
  idempotency: Idempotency | undefined,
  { environment = {}, timeout }: { readonly environment?: Readonly<Record<string, string>>; readonly timeout: Duration },
): IdempotencyPlan | undefined {
  if (idempotency === undefined) return undefined;
  if (idempotency === null || !isKnown(idempotency)) {
    refuse(scope, `'idempotency' must be an Idempotency, got ${got(idempotency)}; pass for example Idempotency.table()`);
  }
  const { kind, ...options } = idempotency._choice;
  checkNames(scope, `Idempotency.${kind}`, options, Object.fromEntries(OPTIONS[kind].map((name) => [name, true])));
  const choice = idempotency._choice;
  if (choice.kind === 'none') {
    checkReason(scope, 'Idempotency.none', choice.reason);
    return { reason: choice.reason, variables: {} };
  }
  const { expiresAfter = DEFAULTS.idempotencyExpiry } = choice;
  const seconds = checkExpiry(scope, expiresAfter, timeout);
  const variables = { [VARIABLES.expiry]: Tokenization.stringifyNumber(expiresAfter.toSeconds()) };
  for (const name of Object.values(VARIABLES)) checkIdempotencyVariable(scope, variables, name, environment[name]);
  return { own: choice.kind === 'withTable' ? ownTable(scope, choice) : undefined, seconds, variables };
}

/** Known by its choice: that of another copy of this library is as good. */
const isKnown = ({ _choice: choice }: Partial<Idempotency>): boolean => choice !== undefined && Object.hasOwn(OPTIONS, choice.kind);

function checkExpiry(scope: IConstruct, expiresAfter: Duration, timeout: Duration): number | undefined {
  checkSeconds(scope, 'idempotency.expiresAfter', expiresAfter, { min: 1 });
  const seconds = secondsOf(expiresAfter);
  const longest = secondsOf(timeout);
  if (seconds === undefined || longest === undefined || seconds > longest) return seconds;
  refuseAtSynth(
    scope,
    `'idempotency.expiresAfter' must be more than the timeout of the function (${longest} seconds), got ${seconds} seconds, after which a second ` +
      'invocation works on an event while the first one still does; raise it',
  );
  return seconds;
}

/**
 * Refuses a variable that has another value than the function gets.
 *
 * @internal
 */
export function checkIdempotencyVariable(
  scope: IConstruct,
  variables: Readonly<Record<string, string>> | undefined,
  name: string,
  value: string | undefined,
): void {
  if (!variables || value === undefined || !Object.values<string>(VARIABLES).includes(name) || variables[name] === value) return;
  refuse(
    scope,
    `'environment: ${name}' must not be set beside 'idempotency', which sets it, got ${Token.isUnresolved(value) ? 'a value' : got(value)}; ` +
      `remove it, or pass your table by Idempotency.withTable(table)`,
  );
}

function ownTable(scope: IConstruct, choice: Extract<IdempotencyChoice, { kind: 'withTable' }>): OwnTable {
  const { table, keyAttribute = ATTRIBUTES.key, sortKeyAttribute, expiryAttribute } = choice;
  checkConstruct(scope, 'Idempotency.withTable: table', table, 'new dynamodb.Table(...)');
  if (Token.isUnresolved(table.tableArn) ? table.tableName === undefined : !/:dynamodb:/.test(String(table.tableArn))) {
    refuse(
      scope,
      `'Idempotency.withTable: table' must be a table of DynamoDB, got ${table.node.path}; pass for example new dynamodb.Table(...)`,
    );
  }
  for (const [name, value] of Object.entries({ keyAttribute, sortKeyAttribute, expiryAttribute })) checkAttribute(scope, name, value);
  return {
    table,
    key: keyAttribute,
    sortKey: sortKeyAttribute,
    expiry: expiryAttribute ?? ATTRIBUTES.expiry,
    isExpiryNamed: expiryAttribute !== undefined,
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
function checkAttribute(scope: IConstruct, name: string, value: string | undefined): void {
  if (value === undefined || Token.isUnresolved(value) || (typeof value === 'string' && /^.{1,255}$/.test(value))) return;
  refuse(
    scope,
    `'Idempotency.withTable: ${name}' must be the name of an attribute of 1 to 255 characters, got ${got(value)}; omit it for the name that Powertools has`,
  );
}
