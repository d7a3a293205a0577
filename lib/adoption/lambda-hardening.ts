import { CfnResource, Stage } from 'aws-cdk-lib';
import type { IConstruct, IMixin } from 'constructs';
import { checkScope, refuse } from '../core/errors';
import { AppResources, FUNCTION } from './app-resources';
import { hardenFunction } from './harden-function';
import { type FunctionHardening, HardeningReport } from './hardening-report';
import { keepListed, resourcesBeforeHardening, tokensMade } from './resources-made';

/**
 * Hardens functions that exist, whoever made them: a mixin for one construct and everything below it, or an aspect for what is made
 * later. `Hardening.of(scope).apply()` hardens all functions below a scope.
 *
 * It reads what the app has made for a function: apply it after the function's alarms, aliases and event sources. One mixin for
 * many functions is the fastest: it reads the app once, and again where resources were made in between.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/mixins.html
 *
 * @example
 * declare const fn: lambda.Function;
 * fn.with(new LambdaHardening());
 *
 * @example
 * declare const stack: cdk.Stack;
 * cdk.Aspects.of(stack).add(cdk.Shims.asAspect(new LambdaHardening()));
 */
export class LambdaHardening implements IMixin {
  private readonly hardened: FunctionHardening[] = [];
  private app?: AppResources;
  private tokens = Number.NaN;

  /** What was done so far. */
  public get report(): HardeningReport {
    return HardeningReport._of(this.hardened);
  }

  /** Whether the construct is a function's resource: of any class, or raw. */
  public supports(construct: IConstruct): boolean {
    return CfnResource.isCfnResource(construct) && construct.cfnResourceType === FUNCTION;
  }

  /** Hardens one function. An error after its stage was synthesized. */
  public applyTo(construct: IConstruct): void {
    checkScope('LambdaHardening.applyTo', construct, 'the resource of a function');
    if (!this.supports(construct)) {
      refuse(
        construct,
        `'LambdaHardening' must be applied to the resource of a function, got another construct; write '.with(new LambdaHardening())' on it`,
      );
    }
    this._harden(this.appOf(construct), construct);
    this.tokens = tokensMade();
    keepListed(construct.node.root, this.tokens);
  }

  /** As it was read for the function before, where nothing but hardening has made resources since. */
  private appOf({ node }: IConstruct): AppResources {
    const tokens = tokensMade();
    const isCurrent = this.app?.root === node.root && tokens === this.tokens + 1;
    this.app = isCurrent && this.app ? this.app : new AppResources(node.root, resourcesBeforeHardening(node.root, tokens));
    return this.app;
  }

  /** @internal */
  public _harden(app: AppResources, construct: IConstruct, exclusion?: string): void {
    checkNotSynthesized(construct);
    app.readAgain();
    this.hardened.push(hardenFunction(app, construct as CfnResource, exclusion));
  }
}

/** A stage is synthesized once: what changes later is not in its templates. */
function checkNotSynthesized(construct: IConstruct): void {
  const stage = Stage.of(construct);
  if ((stage as unknown as { readonly assembly?: object } | undefined)?.assembly === undefined) return;
  const name = stage?.node.path ? `the stage ${stage.node.path}` : 'the app';
  refuse(
    construct,
    `functions must be hardened before ${name} is synthesized, got it after, so that nothing would be in the templates; ` +
      "move the call above 'synth()', 'HardenedLambdaChecks.findings()', and a pipeline's 'addStage()'",
  );
}
