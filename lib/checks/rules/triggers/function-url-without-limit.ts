import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref, resource } from '../examples/parts';

const url = (AuthType: unknown) => resource('AWS::Lambda::Url', { TargetFunctionArn: ref('Orders'), AuthType });

/** @internal */
export const FUNCTION_URL_WITHOUT_LIMIT: Rule = {
  id: 'FunctionUrlWithoutLimit',
  severity: CheckSeverity.INFO,
  problem: 'A public function URL invokes a function without reserved concurrency.',
  impact: 'Anyone can call the URL as often as they like: at your cost, and with all concurrency that the account has.',
  fix: "Set 'ReservedConcurrentExecutions' of the function to the number of concurrent requests that you want to pay for.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html',
  *find(model): Iterable<Violation> {
    for (const url of model.resources.ofType('AWS::Lambda::Url')) {
      const fn = model.finder.invokedBy(url.get('TargetFunctionArn'))?.fn;
      if (url.text('AuthType') !== 'NONE' || fn?.resource.has('ReservedConcurrentExecutions') !== false) continue;
      const message = `'ReservedConcurrentExecutions' must be set for a function with a public URL (${url.label}), got none`;
      yield { resource: fn.resource, property: 'ReservedConcurrentExecutions', message, fn };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: fn(), Url: url('NONE') }],
    good: [
      { Orders: fn({ ReservedConcurrentExecutions: 20 }), Url: url('NONE') },
      { Orders: fn(), Url: url('AWS_IAM') },
      { Orders: fn(), Url: url(ref('AuthType')) },
    ],
  }),
};
