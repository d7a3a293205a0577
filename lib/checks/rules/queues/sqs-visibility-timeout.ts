import { leastVisibility, QUEUE_DEFAULTS } from '../../../service-limits/queue-times';
import { type Mapping, SourceKind } from '../../../template-model/events/mapping';
import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, mapping, queue, ref, resource } from '../examples/parts';

/** @internal */
export const SQS_VISIBILITY_TIMEOUT: Rule = {
  id: 'SqsVisibilityTimeout',
  severity: CheckSeverity.ERROR,
  problem: 'The visibility timeout of a queue is shorter than the timeout of the function that reads it.',
  impact: 'Lambda refuses the event source mapping, or messages are processed twice at the same time.',
  fix: "Set 'VisibilityTimeout' of the queue to six times the function's timeout plus the batching window.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  equivalents: ['cfn-lint E3505'],
  *find(model) {
    for (const mapping of model.mappings) {
      if (mapping.kind !== SourceKind.SQS || !mapping.invoked) continue;
      yield* shorterThanTimeout(mapping, mapping.invoked.fn);
    }
  },
  examples: (): Examples => ({
    fixed: { Orders: fn({ Timeout: 60 }), Queue: queue({ VisibilityTimeout: 360 }), Mapping: mapping('Queue', 'Orders') },
    bad: [
      { Orders: fn({ Timeout: 60 }), Queue: queue({ VisibilityTimeout: 30 }), Mapping: mapping('Queue', 'Orders') },
      {
        Orders: fn({ Timeout: 60 }),
        Version: resource('AWS::Lambda::Version', { FunctionName: ref('Orders') }),
        Live: resource('AWS::Lambda::Alias', {
          FunctionName: ref('Orders'),
          FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
          Name: 'live',
        }),
        Queue: queue(),
        Mapping: resource('AWS::Lambda::EventSourceMapping', { EventSourceArn: arn('Queue'), FunctionName: ref('Live') }),
      },
    ],
    good: [
      { Orders: fn({ Timeout: 60 }), Queue: queue({ VisibilityTimeout: 60 }), Mapping: mapping('Queue', 'Orders') },
      { Orders: fn({ Timeout: 60 }), Queue: queue({ VisibilityTimeout: 360 }), Mapping: mapping('Queue', 'Orders') },
      { Orders: fn({ Timeout: { Ref: 'Seconds' } }), Queue: queue({ VisibilityTimeout: 1 }), Mapping: mapping('Queue', 'Orders') },
    ],
  }),
};

function* shorterThanTimeout({ resource, source, invoked }: Mapping, fn: LambdaFunction): Iterable<Violation> {
  const visibility = source?.number('VisibilityTimeout', QUEUE_DEFAULTS.visibilityTimeout);
  if (!source || visibility === undefined || fn.timeout === undefined || visibility >= fn.timeout) return;
  const window = resource.number('MaximumBatchingWindowInSeconds', 0) ?? 0;
  yield {
    resource: source,
    property: 'VisibilityTimeout',
    value: leastVisibility(fn.timeout, window),
    message:
      `'VisibilityTimeout' must be at least the timeout of ${fn.name}, which is ${fn.timeout} seconds, got ${visibility}; ` +
      `${leastVisibility(fn.timeout, window)} leaves time for retries`,
    fn,
    // Through an alias, or across stacks, it does not see it.
    isReportedByCdk: invoked?.qualifier === '$LATEST' && source.template === fn.resource.template,
  };
}
