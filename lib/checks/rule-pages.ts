import type { Id } from '../core/ids';

const REPOSITORY = 'https://github.com/cdk-hardened-lambda/cdk-hardened-lambda/blob/main';

/** The page of a rule in the repository, which is generated from the rule. @internal */
export const pageOf = (id: Id): string => `docs/checks/${id}.md`;

/** @internal */
export const ruleUrl = (id: Id): string => `${REPOSITORY}/${pageOf(id)}`;
