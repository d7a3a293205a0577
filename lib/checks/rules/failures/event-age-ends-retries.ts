import { CheckSeverity } from '../../check-level';
import type { Examples, Rule } from '../../rule';
import { fn, ref } from '../examples/parts';
import { invokeConfig } from '../examples/triggers';

const DEFAULTS = { retries: 2, age: 21_600 };

/** Seconds before each retry. */
const RETRY_WAITS = [60, 120];

/** @internal */
export const EVENT_AGE_ENDS_RETRIES: Rule = {
  id: 'EventAgeEndsRetries',
  severity: CheckSeverity.WARNING,
  problem: 'Asynchronous events are too old before their retries come.',
  impact:
    'Lambda waits one minute before the first retry and two more before the second; an event that is older by then is not tried again.',
  fix: "raise 'MaximumEventAgeInSeconds', or lower 'MaximumRetryAttempts' to what can happen",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html',
  *find(model) {
    for (const resource of model.resources.ofType('AWS::Lambda::EventInvokeConfig')) {
      const retries = resource.number('MaximumRetryAttempts', DEFAULTS.retries);
      const age = resource.number('MaximumEventAgeInSeconds', DEFAULTS.age);
      const last = RETRY_WAITS.slice(0, retries ?? 0).reduce((sum, wait) => sum + wait, 0);
      if (age === undefined || last === 0 || age > last) continue;
      yield {
        resource,
        property: 'MaximumEventAgeInSeconds',
        message: `'MaximumEventAgeInSeconds' must be more than ${last} with 'MaximumRetryAttempts' of ${retries}, got ${age}`,
        fn: model.finder.invokedBy(resource.get('FunctionName'))?.fn,
      };
    }
  },
  examples: (): Examples => ({
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
