import type { Id } from '../core/ids';

/** @internal */
export const REPOSITORY = 'https://github.com/cdk-hardened-lambda/cdk-hardened-lambda';

/** The page of a rule in the repository, which is generated from the rule. @internal */
export const pageOf = (id: Id): string => `docs/checks/${id}.md`;

/** @internal */
export const ruleUrl = (id: Id): string => `${REPOSITORY}/blob/main/${pageOf(id)}`;
