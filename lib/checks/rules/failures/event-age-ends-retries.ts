import { EVENT_RETRIES, LONGEST_EVENT_AGE, RETRY_WAITS } from '../../../service-limits/retry-horizon';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { fn, ref } from '../examples/parts';
import { invokeConfig } from '../examples/triggers';

/** @internal */
export const EVENT_AGE_ENDS_RETRIES: Rule = {
  id: 'EventAgeEndsRetries',
  severity: CheckSeverity.WARNING,
  problem: 'The maximum age of asynchronous events is shorter than the wait before the retries.',
  impact: 'Lambda waits one minute before the first retry and two minutes before the second, so the events expire before they are retried.',
  fix: "Set 'MaximumEventAgeInSeconds' to 3600, or set 'MaximumRetryAttempts' to 0.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html',
  *find(model) {
    for (const resource of model.resources.ofType('AWS::Lambda::EventInvokeConfig')) {
      const retries = resource.number('MaximumRetryAttempts', EVENT_RETRIES);
      const age = resource.number('MaximumEventAgeInSeconds', LONGEST_EVENT_AGE);
      const last = RETRY_WAITS.slice(0, retries ?? 0).reduce((sum, wait) => sum + wait, 0);
      if (age === undefined || last === 0 || age > last) continue;
      yield {
        resource,
        property: 'MaximumEventAgeInSeconds',
        message: `'MaximumEventAgeInSeconds' must be above ${last} with 'MaximumRetryAttempts' ${retries}, got ${age}`,
        fn: model.finder.invokedBy(resource.get('FunctionName'))?.fn,
      };
    }
  },
  examples: (): Examples => ({
    fixed: { Orders: fn(), Config: invokeConfig('Orders', { MaximumEventAgeInSeconds: 3600 }) },
    bad: [
      { Orders: fn(), Config: invokeConfig('Orders', { MaximumEventAgeInSeconds: 180 }) },
      { Orders: fn(), Config: invokeConfig('Orders', { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 1 }) },
    ],
    good: [
      { Orders: fn(), Config: invokeConfig('Orders', { MaximumEventAgeInSeconds: 181 }) },
      { Orders: fn(), Config: invokeConfig('Orders', { MaximumEventAgeInSeconds: 61, MaximumRetryAttempts: 1 }) },
      { Orders: fn(), Config: invokeConfig('Orders', { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 }) },
      { Orders: fn(), Config: invokeConfig('Orders', { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: ref('Retries') }) },
      { Orders: fn(), Config: invokeConfig('Orders', { MaximumRetryAttempts: 2 }) },
    ],
  }),
};
