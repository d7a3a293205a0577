import { Token } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { LONGEST_POLLED_TIMEOUT } from '../../service-limits/polled-timeout';
import type { BindingContext } from './binding-context';

/**
 * The longest timeout of a function that reads Kafka, Amazon MQ or DocumentDB, when the app is finished. Functions on
 * managed instances have other limits.
 *
 * @internal
 */
export function watchTimeout(mapping: lambda.EventSourceMapping, { resource: fn }: BindingContext, serviceName: string): void {
  mapping.node.addValidation({
    validate: () => {
      if (!fn || fn.capacityProviderConfig || Token.isUnresolved(fn.timeout) || (fn.timeout ?? 0) <= LONGEST_POLLED_TIMEOUT) return [];
      return [
        `'timeout' must be at most ${LONGEST_POLLED_TIMEOUT} seconds for a function that reads ${serviceName}, got ${fn.timeout}, which Lambda does not support there; ` +
          `pass 'timeout: Duration.minutes(14)', or less`,
      ];
    },
  });
}
