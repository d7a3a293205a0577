/** A change that no test notices, and why none has to. */
export interface Kept {
  readonly file: string;
  /** As it stands there. */
  readonly line: string;
  readonly reason: string;
}

const NO_STATEMENT = 'What is put in place of the empty list has no `Effect`, and is dropped as what allows nothing.';
const NOT_WRITTEN = 'A variable that is undefined is not written into the template.';

export const KEPT: Kept[] = [
  {
    file: 'lib/alarms/actions/topic-access.ts',
    line: 'if (alreadyAllowed(alarm, topicArn)) return;',
    reason: 'A policy keeps equal statements once: asking once saves a walk through the stack for each function.',
  },
  {
    file: 'lib/alarms/actions/alarm-topic.ts',
    line: '.map((address) => address.toLowerCase())',
    reason: 'Addresses are compared in one case, whichever that is.',
  },
  {
    file: 'lib/alarms/kinds/errors.ts',
    line: 'errors: live.metricErrors({ period, statistic: cloudwatch.Stats.SUM }),',
    reason: 'The CDK counts errors by their sum anyway, and an expression gives its period to what it is made of.',
  },
  {
    file: 'lib/checks/rules/failures/failure-queue-retention-short.ts',
    line: 'model.queues.get(resource)?.retention;',
    reason: 'Failure queues are among the queues of the model: there is always one.',
  },
  {
    file: 'lib/durable-start/durable-start.ts',
    line: "description: 'Starts durable executions by their name.',",
    reason: 'Nothing acts on the description of a function.',
  },
  {
    file: 'lib/idempotency/own-table.ts',
    line: '{ KeySchema = [], AttributeDefinitions = [] }: TableProperties,',
    reason: 'What is put in place of an empty list has neither the name nor the kind of a key.',
  },
  {
    file: 'lib/template-model/application-model.ts',
    line: "this.once('invocations',",
    reason: 'Nobody sees by which name something is kept, as long as no two are alike.',
  },
  {
    file: 'lib/template-model/failures/failure-delivery.ts',
    line: "DELIVERY_ACTIONS[kindOfTarget(failure) ?? ''];",
    reason: 'No kind of target has that name.',
  },
  {
    file: 'lib/template-model/json-text.ts',
    line: '} catch {',
    reason: 'A function that ends without a result returns undefined too.',
  },
  {
    file: 'lib/template-model/resources.ts',
    line: 'types.length === 1 ?',
    reason: 'Both ways give the same; the first is faster.',
  },
  {
    file: 'lib/template-model/permissions/statements.ts',
    line: "pattern.includes('*') || pattern.includes('?')",
    reason: 'An expression covers the same text; comparing is faster.',
  },
  {
    file: 'lib/network/vpc-access.ts',
    line: '.flatMap(({ Action }) => Action ?? [])',
    reason: 'A statement without `Action` has `NotAction`, which is not checked; no text in its place covers an action that is denied.',
  },
  { file: 'lib/network/vpc-access.ts', line: 'insideOf(node as iam.CfnRole) : [];', reason: NO_STATEMENT },
  { file: 'lib/network/vpc-access.ts', line: '(stack.resolve(policyDocument)?.Statement ?? []) : [];', reason: NO_STATEMENT },
  { file: 'lib/network/vpc-access.ts', line: 'policyDocument?.Statement ?? []);', reason: NO_STATEMENT },
  { file: 'lib/powertools/powertools-environment.ts', line: '...(options.metricsNamespace === undefined ? {}', reason: NOT_WRITTEN },
  { file: 'lib/powertools/powertools-environment.ts', line: '...(level === undefined ? {}', reason: NOT_WRITTEN },
];
