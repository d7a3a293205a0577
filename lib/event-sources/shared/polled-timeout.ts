import { Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { LONGEST_POLLED_TIMEOUT } from '../../service-limits/polled-timeout';
import { functionResource } from './event-source-settings';

/**
 * The longest timeout of a function that reads Kafka, Amazon MQ or DocumentDB, when the app is finished. Functions on
 * managed instances have limits of their own.
 *
 * @internal
 */
export function watchTimeout(mapping: lambda.EventSourceMapping, target: lambda.IFunction, called: string): void {
  mapping.node.addValidation({
    validate: () => {
      const fn = functionResource(target);
      if (!fn || fn.capacityProviderConfig || Token.isUnresolved(fn.timeout) || (fn.timeout ?? 0) <= LONGEST_POLLED_TIMEOUT) return [];
      return [
        `'timeout' must be at most ${LONGEST_POLLED_TIMEOUT} seconds for a function that reads ${called}, got ${fn.timeout}, which Lambda does not support there; ` +
          `pass 'timeout: Duration.minutes(14)', or less`,
      ];
    },
  });
}
