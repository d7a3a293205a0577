import type { LambdaFunction } from './lambda-function';
import { partsOf, Reference, type Resource } from './resource';
import type { Resources } from './resources';

const LOG_GROUP = 'AWS::Logs::LogGroup';
const PREFIX = '/aws/lambda/';

/**
 * The log groups of the templates, and which function writes to which.
 *
 * @internal
 */
export class FunctionLogs {
  /** Those with the name that Lambda takes where nothing is said, for functions whose name is made up. */
  private readonly byFunction = new Map<Resource, Resource>();

  constructor(private readonly resources: Resources) {
    for (const group of resources.ofType(LOG_GROUP)) {
      const [prefix, fn, ...others] = partsOf(group.get('LogGroupName')) ?? [];
      if (prefix === PREFIX && fn instanceof Reference && others.length === 0) this.byFunction.set(fn.resource, group);
    }
  }

  /** Absent where it is none of the templates, or it is not known. */
  public of({ resource }: LambdaFunction): Resource | undefined {
    const named = resource.get('LoggingConfig.LogGroup');
    if (named !== undefined) return this.resources.behind(named, LOG_GROUP);
    const name = resource.text('FunctionName');
    return this.byFunction.get(resource) ?? (name === undefined ? undefined : this.resources.named(LOG_GROUP, `${PREFIX}${name}`));
  }
}
