/** What the name of a log group can be made of. */
export interface LogGroupNameContext {
  /** The id of the function's construct. */
  readonly functionId: string;

  /** The path of the function's construct in the app. */
  readonly functionPath: string;

  /**
   * The name that is set on the function.
   *
   * @default - CloudFormation generates the name at deployment
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
   */
  readonly functionName?: string;

  /** The name of the function's stack. */
  readonly stackName: string;
}

/** Names log groups by your own rule. */
export interface ILogGroupNaming {
  /** The name of the function's log group: 1 to 512 letters, digits and `. - _ / #`. It must differ between functions. */
  logGroupNameFor(context: LogGroupNameContext): string;
}

/**
 * How the log group of a function is named.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
 *
 * @example
 * declare const app: cdk.App;
 * HardenedFunctionDefaults.of(app).set({ logGroupName: LogGroupName.pattern('/aws/lambda/{function}') });
 */
export class LogGroupName {
  /** CloudFormation generates the name, so that it never clashes with a log group of an earlier deployment. The default. */
  public static generated(): LogGroupName {
    return new LogGroupName({ kind: 'generated' });
  }

  /**
   * A name with placeholders: `{function}` is the function's name, or a unique name of its construct where none is set;
   * `{stack}` the name of its stack; `{id}` the id of its construct.
   *
   * The deployment fails if a log group of this name exists already, also one that Lambda created.
   *
   * @param pattern such as `/aws/lambda/{function}`: 1 to 512 letters, digits and `. - _ / #` beside the placeholders
   */
  public static pattern(pattern: string): LogGroupName {
    return new LogGroupName({ kind: 'pattern', pattern });
  }

  /** A name by your own rule. */
  public static custom(naming: ILogGroupNaming): LogGroupName {
    return new LogGroupName({ kind: 'custom', naming });
  }

  /**
   * The log group that a function of the CDK has: `/aws/lambda/` and the function's name.
   *
   * It is made as the CDK makes it: by the stack, with the feature flag `@aws-cdk/aws-lambda:useCdkManagedLogGroup`, or else by
   * Lambda at the first invocation. Its retention stays as it is, unless the function or a scope sets `logRetention`.
   */
  public static ofLambda(): LogGroupName {
    return new LogGroupName({ kind: 'ofLambda' });
  }

  /** @internal */
  private constructor(
    /** @internal */
    public readonly _choice: LogGroupNameChoice,
  ) {}
}

/** @internal */
export type LogGroupNameChoice =
  | { readonly kind: 'generated' }
  | { readonly kind: 'ofLambda' }
  | { readonly kind: 'pattern'; readonly pattern: string }
  | { readonly kind: 'custom'; readonly naming: ILogGroupNaming };
