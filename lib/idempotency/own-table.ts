import type { IConstruct } from 'constructs';
import { acknowledgeChecks } from '../core/acknowledgements';
import { TABLE_TYPES } from '../core/aws/table-types';
import { resourceBehind } from '../core/cdk/arns';
import { RenderedResource } from '../core/cdk/rendered-resource';
import { qualifiedId } from '../core/ids';
import { warn } from '../core/warnings';
import type { OwnTable } from './idempotency-plan';

interface Key {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}

interface TableProperties {
  readonly KeySchema?: readonly Key[];
  readonly AttributeDefinitions?: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly TimeToLiveSpecification?: { readonly AttributeName?: unknown; readonly Enabled?: unknown };
}

/**
 * Looks at the table when the app is complete, where it is one of this app.
 *
 * @internal
 */
export function watchOwnTable(shell: IConstruct, own: OwnTable): void {
  const resource = resourceBehind(own.table.tableArn);
  if (resource === undefined || !TABLE_TYPES.includes(resource.cfnResourceType)) return;
  if (own.isExpiryNamed)
    acknowledgeChecks(resource, [qualifiedId('IdempotencyTableExpiry')], `the code is set to expire items by '${own.expiry}'`);
  shell.node.addValidation({
    validate: () => {
      const properties = new RenderedResource(resource, () => undefined).properties as TableProperties;
      warnOfExpiry(shell, own, resource, properties);
      return keyFindings(own, resource, properties);
    },
  });
}

function keyFindings(
  { key, sortKey }: OwnTable,
  resource: IConstruct,
  { KeySchema = [], AttributeDefinitions = [] }: TableProperties,
): string[] {
  const nameOf = (kind: Key['KeyType']) => KeySchema.find(({ KeyType }) => KeyType === kind)?.AttributeName;
  const isString = (name: string) => AttributeDefinitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType === 'S';
  const faults: [string, string | undefined, string | undefined, string, string][] = [
    ['partition key', key, nameOf('HASH'), 'keyAttribute', 'keyAttr'],
    ['sort key', sortKey, nameOf('RANGE'), 'sortKeyAttribute', 'sortKeyAttr'],
  ];
  return faults.flatMap(([what, wanted, found, option, inCode]) => {
    if (wanted === found) {
      return found === undefined || isString(found)
        ? []
        : [
            `'Idempotency.withTable: table' must have a ${what} of type S, got '${found}' of another type at ${resource.node.path}; change the table`,
          ];
    }
    const must = wanted === undefined ? `no ${what}` : `the ${what} '${wanted}'`;
    const fix =
      found === undefined
        ? `remove '${option}'`
        : `pass '${option}: ${JSON.stringify(found)}', and '${inCode}' in the code, or use another table`;
    return [
      `'Idempotency.withTable: table' must have ${must}, got ${found === undefined ? 'none' : `'${found}'`} at ${resource.node.path}; ${fix}`,
    ];
  });
}

function warnOfExpiry(shell: IConstruct, { expiry }: OwnTable, resource: IConstruct, { TimeToLiveSpecification }: TableProperties): void {
  const { AttributeName: attribute, Enabled: isEnabled } = TimeToLiveSpecification ?? {};
  const isOn = TimeToLiveSpecification !== undefined && isEnabled !== false;
  if (isOn && (attribute === expiry || typeof attribute !== 'string')) return;
  warn(
    shell,
    'IdempotencyTableExpiry',
    `'Idempotency.withTable: table' must delete items by the attribute '${expiry}', got ${isOn ? `'${attribute}'` : 'no time to live'} at ${resource.node.path}, ` +
      `so that items are kept and paid for forever; set 'timeToLiveAttribute: ${JSON.stringify(expiry)}' of the table`,
  );
}
