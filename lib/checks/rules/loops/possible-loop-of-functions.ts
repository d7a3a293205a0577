import { shownPath } from '../../../template-model/events/event-paths';
import type { PossibleFlow, PossiblePath } from '../../../template-model/events/possible-flow';
import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { arn, fn, invokeConfig, mapping, queue, ref, resource, role, streamMapping, table } from '../examples/parts';

const allow = (Action: unknown, Resource: unknown) => ({ Effect: 'Allow', Action, Resource });
const overTwoQueues = (properties: Record<string, unknown> = {}): Example => ({
  OrdersRole: role(allow('sqs:SendMessage', arn('ToInvoices'))),
  Orders: fn({ Role: arn('OrdersRole') }),
  ToInvoices: queue(),
  InvoicesMapping: mapping('ToInvoices', 'Invoices', properties),
  InvoicesRole: role(allow('sqs:SendMessage', arn('ToOrders'))),
  Invoices: fn({ Role: arn('InvoicesRole') }),
  ToOrders: queue(),
  OrdersMapping: mapping('ToOrders', 'Orders'),
});

/** @internal */
export const POSSIBLE_LOOP_OF_FUNCTIONS: Rule = {
  id: 'PossibleLoopOfFunctions',
  severity: CheckSeverity.INFO,
  problem: 'Each of several functions is allowed to write to the event source of the next one, and the last to that of the first.',
  impact:
    'If every event causes another one, the loop causes cost without limit; Lambda stops it after about 16 invocations only over SQS, SNS and S3.',
  fix: "Remove one of the permissions from 'Role', or add 'FilterCriteria' that exclude what these functions write.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html',
  *find(model): Iterable<Violation> {
    const seen = new Set<string>();
    for (const fn of model.functions.values()) {
      const round = roundFrom(fn, model.possibleFlow);
      if (!round?.some(({ isPut }) => isPut)) continue;
      const key = round
        .map(({ to }) => `${to.resource.template.name} ${to.resource.id}`)
        .sort()
        .join();
      if (seen.has(key)) continue;
      seen.add(key);
      const path = shownPath(
        fn.name,
        round.flatMap(({ steps }) => steps),
      );
      yield { resource: fn.resource, message: `'Role' must not allow a loop to ${fn.name}, got ${path}`, fn };
    }
  },
  examples: (): Examples => ({
    bad: [
      overTwoQueues(),
      // What one hands on, the other writes back
      {
        Orders: fn(),
        Config: invokeConfig('Orders', { OnSuccess: arn('Invoices') }),
        Role: role(allow('sns:Publish', ref('Topic'))),
        Invoices: fn({ Role: arn('Role') }),
        Topic: resource('AWS::SNS::Topic', { Subscription: [{ Protocol: 'lambda', Endpoint: arn('Orders') }] }),
      },
      // Three of them, over a table
      {
        ReaderRole: role(allow('lambda:InvokeFunction', arn('Invoices'))),
        Reader: fn({ Role: arn('ReaderRole') }),
        InvoicesRole: role(allow('sqs:SendMessage', arn('Queue'))),
        Invoices: fn({ Role: arn('InvoicesRole') }),
        Queue: queue(),
        Mapping: mapping('Queue', 'Writer'),
        WriterRole: role(allow('dynamodb:PutItem', arn('Orders'))),
        Writer: fn({ Role: arn('WriterRole') }),
        Orders: table(),
        Stream: streamMapping('Orders', 'Reader'),
      },
    ],
    good: [
      { ...overTwoQueues(), InvoicesRole: role(allow('sqs:ReceiveMessage', arn('ToInvoices'))) },
      overTwoQueues({ FilterCriteria: { Filters: [{ Pattern: '{"body":{"type":["order"]}}' }] } }),
      // One function alone is another rule's
      {
        Role: role(allow('sqs:SendMessage', arn('Queue'))),
        Orders: fn({ Role: arn('Role') }),
        Queue: queue(),
        Mapping: mapping('Queue', 'Orders'),
      },
      // Nobody writes: what goes on by itself is another rule's
      {
        Orders: fn(),
        Invoices: fn(),
        Config: invokeConfig('Orders', { OnSuccess: arn('Invoices') }),
        Other: invokeConfig('Invoices', { OnSuccess: arn('Orders') }),
      },
    ],
  }),
};

/** The shortest round of at least two functions. */
function roundFrom(fn: LambdaFunction, flow: PossibleFlow): readonly PossiblePath[] | undefined {
  const onward = (from: LambdaFunction) => flow.pathsFrom(from).filter(({ to }) => to !== from);
  const rounds = onward(fn).map((path): readonly PossiblePath[] => [path]);
  const seen = new Set(rounds.map(([{ to }]) => to));
  for (const round of rounds) {
    const { to } = round[round.length - 1];
    if (to === fn) return round;
    for (const path of onward(to)) {
      if (seen.has(path.to)) continue;
      seen.add(path.to);
      rounds.push([...round, path]);
    }
  }
  return undefined;
}
