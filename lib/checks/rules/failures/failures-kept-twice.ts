import { shown } from '../../../template-model/display';
import { type FailureTarget, TargetKind } from '../../../template-model/failures/failure-target';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule } from '../../rule';
import { arn, fn, queue } from '../examples/parts';
import { deadLetters, invokeConfig, onFailure } from '../examples/triggers';

/** @internal */
export const FAILURES_KEPT_TWICE: Rule = {
  id: 'FailuresKeptTwice',
  severity: CheckSeverity.WARNING,
  problem: 'The dead-letter queue and the on-failure destination of a function are the same resource.',
  impact: 'Every failed event is stored twice in two formats, so a replay processes it twice.',
  fix: "Remove 'DeadLetterConfig', and keep the on-failure destination, which includes the error as well.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html',
  *find(model) {
    const letters = new Map(
      model.failureTargets.filter(({ kind }) => kind === TargetKind.DEAD_LETTER).map((letter) => [letter.invoked.fn, letter]),
    );
    for (const failure of model.failureTargets) {
      const letter = failure.kind === TargetKind.ON_FAILURE ? letters.get(failure.invoked.fn) : undefined;
      if (!letter || !isSame(letter, failure)) continue;
      yield {
        resource: failure.resource,
        property: failure.property,
        message: `'${failure.property}' must be another resource than 'DeadLetterConfig' of the function, got ${shown(failure.value)} for both`,
        fn: failure.invoked.fn,
      };
    }
  },
  examples: (): Examples => ({
    fixed: { Orders: fn(), Failed: queue(), Config: invokeConfig('Orders', onFailure(arn('Failed'))) },
    bad: [
      { Orders: fn(deadLetters('Failed')), Failed: queue(), Config: invokeConfig('Orders', onFailure(arn('Failed'))) },
      {
        Orders: fn({ DeadLetterConfig: { TargetArn: 'arn:aws:sqs:eu-west-1:111122223333:failed' } }),
        Config: invokeConfig('Orders', onFailure('arn:aws:sqs:eu-west-1:111122223333:failed')),
      },
    ],
    good: [
      { Orders: fn(deadLetters('Dead')), Dead: queue(), Failed: queue(), Config: invokeConfig('Orders', onFailure(arn('Failed'))) },
      { Orders: fn(deadLetters('Failed')), Other: fn(), Failed: queue(), Config: invokeConfig('Other', onFailure(arn('Failed'))) },
      {
        Orders: fn({ DeadLetterConfig: { TargetArn: { Ref: 'DeadArn' } } }),
        Config: invokeConfig('Orders', onFailure({ Ref: 'FailedArn' })),
      },
    ],
  }),
};

const isSame = (one: FailureTarget, other: FailureTarget): boolean =>
  one.target ? one.target === other.target : typeof one.value === 'string' && one.value === other.value;
