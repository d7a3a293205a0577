import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const acknowledgedOn = (construct: IConstruct): string[] =>
  construct.node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.keys(data ?? {}));

/** Whether one of the ids is acknowledged on the construct or above it. @internal */
export const isAcknowledged = (construct: IConstruct | undefined, ids: readonly string[]): boolean =>
  construct?.node.scopes.some((scope) => acknowledgedOn(scope).some((id) => ids.includes(id))) ?? false;

/** Every id that is acknowledged somewhere in the app. @internal */
export const acknowledgedIn = (app: IConstruct): ReadonlySet<string> => new Set(app.node.findAll().flatMap(acknowledgedOn));
