import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, queue, role } from '../examples/parts';

/** What a role opens to nobody: it only lets functions tell what they do. */
const IGNORED_SERVICES = ['logs', 'xray'];
const send = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn('Queue') };
const log = { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' };

/** @internal */
export const ROLE_SHARED: Rule = {
  id: 'RoleShared',
  severity: CheckSeverity.INFO,
  problem: 'Several functions use the same role.',
  impact: 'Each function has the permissions of all of them, so a vulnerability in one gives access to the data of the others.',
  fix: "Set 'Role' of each function to a dedicated role.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  *find(model): Iterable<Violation> {
    const users = new Map<Resource, LambdaFunction[]>();
    for (const fn of model.functions.values()) {
      const shared = model.roleOf(fn);
      const role = shared?.isOnlyFor(IGNORED_SERVICES) ? undefined : shared?.resource;
      if (role) users.set(role, [...(users.get(role) ?? []), fn]);
    }
    for (const [role, functions] of users) {
      if (functions.length === 1) continue;
      const [first] = functions;
      yield {
        resource: role,
        message: `the role must be used by one function, got ${functions.length}: ${inShort(functions.map(({ name }) => name))}`,
        fn: first,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn({ Role: arn('Role') }), Reader: fn({ Role: arn('Role') }), Role: role(log, send), Queue: queue() },
      {
        Orders: fn({ Role: arn('Role') }),
        Reader: fn({ Role: arn('Role') }),
        Role: role({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
      },
    ],
    good: [
      { Orders: fn({ Role: arn('Role') }), Reader: fn({ Role: arn('Other') }), Role: role(send), Other: role(send), Queue: queue() },
      { Orders: fn({ Role: arn('Role') }), Reader: fn({ Role: arn('Role') }), Role: role(log) },
      { Orders: fn({ Role: { Ref: 'RoleArn' } }), Reader: fn({ Role: { Ref: 'RoleArn' } }) },
    ],
  }),
};

const MOST = 5;

const inShort = (names: readonly string[]): string => names.slice(0, MOST).join(', ') + (names.length > MOST ? ', ...' : '');
