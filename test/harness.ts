import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  type NagPack,
  NIST80053R4Checks,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
} from 'cdk-nag';
import type { Construct, IConstruct } from 'constructs';
import { AlarmActions, HardenedFunction, type HardenedFunctionProps } from '../lib';

export const CODE = {
  runtime: lambda.Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: lambda.Code.fromInline('exports.handler = async () => {};'),
};

/** All that a function must be told. */
export const TOLD = { ...CODE, alarmActions: AlarmActions.none('a test looks at the template') };

/** All that a source of a stream or a topic must be told of where reading begins. */
export const OLDEST = { startingPosition: lambda.StartingPosition.TRIM_HORIZON };

export const stackOf = (app: App = new App(), id = 'Shop', props?: StackProps): Stack => new Stack(app, id, props);

export function orders(scope: Construct, props: Partial<HardenedFunctionProps> = {}, id = 'Orders'): HardenedFunction {
  return new HardenedFunction(scope, id, { ...TOLD, ...props });
}

/** The template of a stack that holds one function. */
export function templateOf(props: Partial<HardenedFunctionProps> = {}, stack: Stack = stackOf()): Template {
  orders(stack, props);
  return Template.fromStack(stack);
}

/** The properties of the only resource of the type, or of the one whose logical id starts with the prefix. */
export function only(template: Template, type: string, prefix = ''): Record<string, any> {
  const found = Object.entries(template.findResources(type)).filter(([id]) => id.startsWith(prefix));
  if (found.length !== 1) throw new Error(`expected one ${type} ${prefix}, found ${found.map(([id]) => id).join(', ') || 'none'}`);
  return (found[0][1] as { Properties: Record<string, any> }).Properties;
}

/** What the function's own role allows Lambda itself, apart from the user's grants. */
export const serviceStatements = (template: Template, role = 'OrdersServiceRole'): any[] =>
  (only(template, 'AWS::IAM::Role', role).Policies ?? []).flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement);

/** The warnings below a scope, each with the id by which it is acknowledged. */
export const warningsOf = (scope: IConstruct): string[] =>
  scope.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === 'aws:cdk:warning')
    .map(({ data }) => String(data));

type Pack = new (scope: IConstruct) => NagPack;
const EVERYDAY_PACKS: Pack[] = [AwsSolutionsChecks, ServerlessChecks];
export const ALL_PACKS: Pack[] = [...EVERYDAY_PACKS, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks];

/** What cdk-nag's packs find in the app, but for what is acknowledged: `path rule`. */
export function findingsOf(app: App, packs = EVERYDAY_PACKS): string[] {
  app.synth();
  return packs
    .flatMap((Pack) => new Pack(app).validateScope(app).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      (violatingResources as unknown as { constructPath: string }[]).map(({ constructPath }) => `${constructPath} ${ruleName}`),
    )
    .sort();
}

/** What is acknowledged in the app: `path rule`. */
export function acknowledgementsOf(app: App): string[] {
  return app.node
    .findAll()
    .flatMap(({ node }) => node.metadata.map(({ type, data }) => ({ path: node.path, type, data })))
    .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
    .flatMap(({ path, data }) => Object.keys(data).map((rule) => `${path} ${rule.replace('Annotation::', '')}`))
    .sort();
}

/** Throws what the synthesis refuses of the construct itself; gives it back where that is nothing. */
export function accepted<T extends IConstruct>(made: T): T {
  const [fault] = made.node.validate();
  if (fault !== undefined) throw new Error(`${made.node.path}: ${fault}`);
  return made;
}
