import { DELIVERY_ACTIONS } from '../../core/policies/delivery-actions';
import type { ApplicationModel } from '../application-model';
import { arnOf } from '../arns';
import type { Resource } from '../resource';
import type { FailureTarget } from './failure-target';

const FUNCTION = 'AWS::Lambda::Function';

/** The kinds of resource whose ARNs begin with each service. */
const KIND_OF_SERVICE: Readonly<Record<string, string>> = {
  sqs: 'AWS::SQS::Queue',
  sns: 'AWS::SNS::Topic',
  s3: 'AWS::S3::Bucket',
  events: 'AWS::Events::EventBus',
  lambda: FUNCTION,
};

/** What kind of resource a target is; absent where it is not known. @internal */
export function kindOfTarget({ target, value }: FailureTarget): string | undefined {
  if (target) return /^AWS::Lambda::(Alias|Version)$/.test(target.type) ? FUNCTION : target.type;
  const service = arnOf(value)?.service;
  return typeof service === 'string' ? KIND_OF_SERVICE[service] : undefined;
}

/** Those that are of the templates, with what Lambda does there. @internal */
export function* deliveriesIn(
  model: ApplicationModel,
): Iterable<FailureTarget & { readonly target: Resource; readonly actions: readonly string[]; readonly keyActions: readonly string[] }> {
  for (const failure of model.failureTargets) {
    const delivery = DELIVERY_ACTIONS[kindOfTarget(failure) ?? ''];
    if (failure.target && delivery) yield { ...failure, target: failure.target, ...delivery };
  }
}
