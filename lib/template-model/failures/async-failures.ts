import { FUNCTION, type FunctionFinder, type Invoked, type LambdaFunction } from '../functions/lambda-function';
import { type Answer, anyOf } from '../permissions/statements';
import type { Resource } from '../resource';
import type { Resources } from '../resources';
import { DEAD_LETTER, ON_FAILURE } from '../target-properties';
import { configured } from './failure-target';

const CONFIG = 'AWS::Lambda::EventInvokeConfig';

/** The configuration of asynchronous invocation. @internal */
export interface AsyncConfig {
  readonly resource: Resource;
  /** For whose; absent where only a deployment knows. */
  readonly invoked: Invoked | undefined;
}

/**
 * Where asynchronous events go that failed after all retries.
 *
 * @internal
 */
export class AsyncFailures {
  private readonly byFunction = new Map<LambdaFunction, AsyncConfig[]>();
  /** Whether a configuration is for a function that only a deployment knows: it may be for any. */
  private isOpen: boolean;

  constructor(resources: Resources, finder: FunctionFinder) {
    this.isOpen = resources.isOpen;
    for (const resource of resources.ofType(CONFIG)) {
      const fn = finder.invokedBy(resource.get('FunctionName'))?.fn;
      if (fn) this.byFunction.set(fn, [...this.configsOf(fn), { resource, invoked: configured(resource, finder) }]);
      else if (resources.mayName(resource.get('FunctionName'), FUNCTION)) this.isOpen = true;
    }
  }

  public configsOf(fn: LambdaFunction): readonly AsyncConfig[] {
    return this.byFunction.get(fn) ?? [];
  }

  /** Those that keep events that failed after all retries, for any qualifier. */
  public keepingConfigsOf(fn: LambdaFunction): readonly AsyncConfig[] {
    return this.configsOf(fn).filter(({ resource }) => resource.has(ON_FAILURE) !== false);
  }

  /** Whether an event that failed after all retries is kept, if it was sent to that qualifier. Dead letters are kept for all. */
  public areStored({ fn, qualifier }: Invoked): Answer {
    return anyOf([
      this.isOpen ? undefined : false,
      fn.resource.has(DEAD_LETTER),
      ...this.configsOf(fn).map(({ resource, invoked }) => {
        const keeps = resource.has(ON_FAILURE);
        if (invoked && invoked.qualifier !== qualifier) return false;
        return invoked ? keeps : keeps && undefined;
      }),
    ]);
  }
}
