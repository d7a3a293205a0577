import type { Template } from '../../../template-model/template';
import { CheckSeverity } from '../../check-severity';
import type { Example, Examples, Rule, Violation } from '../../rule';
import { fn, mapping, queue, ref } from '../examples/parts';

const reads = (Pattern: unknown): Example => ({
  Orders: fn(),
  Queue: queue(),
  Mapping: mapping('Queue', 'Orders', { FilterCriteria: { Filters: [{ Pattern }] } }),
});

/** @internal */
export const FILTER_INTRINSIC_AS_TEXT: Rule = {
  id: 'FilterIntrinsicAsText',
  severity: CheckSeverity.ERROR,
  problem: 'A filter pattern contains an intrinsic function as literal text.',
  impact: 'No record matches the filter: Lambda deletes all messages of a queue and skips all records of a stream without an error.',
  fix: "Build the whole 'Pattern' with 'Fn::Sub', or write the value itself.",
  docsUrl: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html',
  *find(model): Iterable<Violation> {
    for (const { resource, readPatterns, invoked } of model.mappings) {
      for (const [index, pattern] of readPatterns.entries()) {
        const got = textsIn(pattern).find((text) => isReference(text, resource.template));
        if (got === undefined) continue;
        yield {
          resource,
          property: `FilterCriteria.Filters.${index}.Pattern`,
          message: `'FilterCriteria' must have literal values, got ${JSON.stringify(got)}, which CloudFormation does not resolve inside a pattern`,
          fn: invoked?.fn,
        };
      }
    }
  },
  examples: (): Examples => ({
    bad: [
      reads('{"body":{"shop":["!Ref Orders"]}}'),
      reads(`{"body":{"shop":[{"prefix":"!Sub \${AWS::Region}-"}]}}`),
      reads(`{"body":{"region":["\${AWS::Region}"]}}`),
      reads(`{"body":{"queue":["\${Queue.QueueName}"]}}`),
    ],
    good: [
      reads('{"body":{"shop":["orders"]}}'),
      reads({ 'Fn::Sub': `{"body":{"region":["\${AWS::Region}"]}}` }),
      reads({ 'Fn::Sub': [`{"body":{"shop":["\${Shop}"]}}`, { Shop: ref('Name') }] }),
      // Nothing of the template has that name
      reads(`{"body":{"text":["\${placeholder}"]}}`),
      reads('{"body":{"text":["!Reference"]}}'),
      reads('no JSON'),
    ],
  }),
};

function textsIn(part: unknown): string[] {
  if (typeof part === 'string') return [part];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(textsIn) : [];
}

/** A tag of YAML, or a name of the template or of AWS in the way of `Fn::Sub`. */
function isReference(text: string, { body }: Template): boolean {
  if (/^!(Ref|Sub|GetAtt|ImportValue|FindInMap) /.test(text)) return true;
  const names = [...text.matchAll(/\$\{([^{}]+)\}/g)].flatMap(([, inner]) => /^[A-Za-z0-9:]+/.exec(inner) ?? []);
  return names.some((name) => name.startsWith('AWS::') || [body.Resources, body.Parameters].some((all) => all && Object.hasOwn(all, name)));
}
