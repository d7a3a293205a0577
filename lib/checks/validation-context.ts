import { join } from 'node:path';
import * as cdk from 'aws-cdk-lib';
import { Stack, Stage, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { StackTemplate } from './app-templates';

/** What a plugin is told of a stack, since version 2.262 of the CDK. */
interface ToldStack {
  readonly stackConstructPath: string;
  readonly templatePath: string;
  readonly accountId?: string;
  readonly region?: string;
}

/** What a plugin is told, as far as a version of the CDK tells it. */
interface ToldContext {
  readonly templatePaths: string[];
  readonly appConstruct?: IConstruct;
  readonly stackTemplates?: ToldStack[];
}

/**
 * The app whose templates a plugin is asked to validate.
 *
 * @throws with the CDK 2.257, which tells a plugin the paths of templates only: what is acknowledged is not in them
 * @internal
 */
export function appOf({ appConstruct }: ToldContext): IConstruct {
  if (appConstruct !== undefined) return appConstruct;
  throw new Error(
    "the plugin 'HardenedLambdaChecks' must get the app from the CDK, got an aws-cdk-lib below 2.258.0, which passes template files only; " +
      'upgrade aws-cdk-lib, or call HardenedLambdaChecks.findings(stack)',
  );
}

/** The stacks whose templates a plugin is asked to validate. @internal */
export function stacksOf(context: ToldContext): StackTemplate[] {
  const told =
    context.stackTemplates ?? stacksIn(appOf(context)).filter(({ templatePath }) => context.templatePaths.includes(templatePath));
  return told.map(({ stackConstructPath, templatePath, region, accountId }) => ({
    name: stackConstructPath,
    file: templatePath,
    region,
    account: accountId,
  }));
}

/** Where each stack of an app was written to. */
function stacksIn(app: IConstruct): ToldStack[] {
  const stacks = app.node.findAll().filter((node): node is Stack => Stack.isStack(node));
  return stacks.map((stack) => ({
    stackConstructPath: stack.node.path,
    templatePath: join((Stage.of(stack) as Stage).outdir, stack.templateFile),
    region: resolved(stack.region),
    accountId: resolved(stack.account),
  }));
}

const resolved = (text: string): string | undefined => (Token.isUnresolved(text) ? undefined : text);

/** Whether the CDK validates templates by itself: it can since version 2.262, unless it is told not to. @internal */
export const cdkValidates = (): boolean => 'CloudFormationValidatePlugin' in cdk && process.env.CDK_VALIDATION !== 'false';
