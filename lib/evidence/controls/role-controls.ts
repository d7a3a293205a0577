import { statementsOf } from '../../template-model/permissions/role';
import { listed, type Statement } from '../../template-model/permissions/statements';
import { isFields, type Resource, type Value } from '../../template-model/resource';
import { known } from './companion-controls';
import type { Control, Met } from './control';

const is = (met: Met) => ({ met });
const ROLE = 'AWS::IAM::Role';
const POLICIES = ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];

/** @internal */
export const ROLE_CONTROLS: readonly Control[] = [
  {
    rule: 'IAMNoManagedPolicies',
    title: 'The role has no policy that AWS manages',
    types: [ROLE],
    property: 'ManagedPolicyArns',
    others: [],
    check: (role) => is(!(role.list('ManagedPolicyArns') ?? []).some((arn) => /(^|:)iam::aws:|:aws:policy\//.test(known(arn)))),
  },
  {
    rule: 'IAMNoWildcardPermissions',
    title: 'No permission is for all actions or all resources',
    types: [ROLE, ...POLICIES],
    property: 'PolicyDocument',
    others: [],
    check: (resource) => is(every(resource, (one) => !one.actions.some(hasWildcard) && !one.resources.some(hasWildcard))),
  },
  {
    rule: 'LambdaStarPermissions',
    title: 'The inline policies of a role of functions name actions and resources',
    types: [ROLE],
    property: 'Policies',
    others: [],
    check: (role) =>
      isForLambda(role) ? is(every(role, (one) => !one.actions.some(isAllOfService) && !one.resources.includes('*'))) : undefined,
  },
  {
    rule: 'IAMNoInlinePolicy',
    title: 'Permissions are in managed policies',
    types: [ROLE, 'AWS::IAM::Policy'],
    property: 'Policies',
    others: [],
    check: (resource) => is(resource.type === ROLE && resource.has('Policies') === false),
  },
  {
    rule: 'IAMPolicyNoStatementsWithAdminAccess',
    title: 'No statement allows everything',
    types: [ROLE, ...POLICIES],
    property: 'PolicyDocument',
    others: [],
    check: (resource) => is(every(resource, (one) => !(one.actions.includes('*') && one.resources.includes('*')))),
  },
  {
    rule: 'IAMPolicyNoStatementsWithFullAccess',
    title: 'No statement allows all of a service',
    types: [ROLE, ...POLICIES],
    property: 'PolicyDocument',
    others: [],
    check: (resource) => is(every(resource, (one) => !one.actions.some(isAllOfService))),
  },
];

const hasWildcard = (value: Value): boolean => known(value).includes('*');
const isAllOfService = (value: Value): boolean => /^(\w+:)?\*$/.test(known(value));

/** Whether all statements that allow something are so; undefined where one can't be read. */
function every(resource: Resource, holds: (statement: Statement) => boolean): Met {
  const documents = resource.type === ROLE ? inlineDocuments(resource) : [resource.get('PolicyDocument')];
  const policies = documents?.map((document) => statementsOf(document));
  const statements = (policies ?? []).flatMap((policy) => policy ?? []).filter(({ denies }) => !denies);
  if (!statements.every(holds)) return false;
  return policies?.every((policy) => policy !== undefined) ? true : undefined;
}

function inlineDocuments(role: Resource): readonly Value[] | undefined {
  return role.list('Policies')?.map((policy) => (isFields(policy) ? policy.PolicyDocument : undefined));
}

function isForLambda(role: Resource): boolean {
  const statements = listed(role.get('AssumeRolePolicyDocument.Statement')).filter(isFields);
  return statements.some(({ Principal: principal }) => isFields(principal) && listed(principal.Service).includes('lambda.amazonaws.com'));
}
