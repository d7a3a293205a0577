import { Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { functionResource } from './target-choices';

/** In seconds. */
const LONGEST = 840;

/**
 * The longest timeout of a function that reads Kafka, Amazon MQ or DocumentDB, when the app is finished. Functions on
 * managed instances have limits of their own.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/with-msk-configure.html
 *
 * @internal
 */
export function watchTimeout(mapping: lambda.EventSourceMapping, target: lambda.IFunction, called: string): void {
  mapping.node.addValidation({
    validate: () => {
      const fn = functionResource(target);
      if (!fn || fn.capacityProviderConfig || Token.isUnresolved(fn.timeout) || (fn.timeout ?? 0) <= LONGEST) return [];
      return [
        `'timeout' must be at most ${LONGEST} seconds for a function that reads ${called}, got ${fn.timeout}, which Lambda does not support there; ` +
          `pass 'timeout: Duration.minutes(14)', or less`,
      ];
    },
  });
}
