import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Aspects, type IAspect, Shims, Stack, Stage } from 'aws-cdk-lib';
import { AlarmActions, HardenedFunctionDefaults, Hardening, type HardeningReport, LambdaHardening } from '../../lib';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, any>;
  readonly DependsOn?: string | string[];
  readonly Metadata?: Record<string, any>;
  readonly DeletionPolicy?: string;
}

/** The resources of each stack, by its path. */
export type Templates = Record<string, Record<string, TemplateResource>>;

/** Adds an application to an app; its functions are made by whomever it likes. */
export type Application = (app: App) => void;

export interface Adopted {
  readonly plain: Templates;
  readonly hardened: Templates;
  readonly report: HardeningReport;
}

/** How functions are hardened. */
export type Way = (app: App) => HardeningReport;

export const BY_CALL: Way = (app) => Hardening.of(app).apply();

/** Aspects do not cross the border of a stage, so each stage gets it. */
export const BY_ASPECT: Way = (app) => {
  const mixin = new LambdaHardening();
  for (const stage of app.node.findAll().filter((node) => Stage.isStage(node))) Aspects.of(stage).add(Shims.asAspect(mixin));
  return mixin.report;
};

export function adopted(application: Application, flags: Record<string, unknown> = {}, way: Way = BY_CALL, aspect?: IAspect): Adopted {
  const plain = make(application, flags, aspect);
  const hard = make(application, flags, aspect);
  const report = way(hard);
  return { plain: templatesOf(plain), hardened: templatesOf(hard), report };
}

function make(application: Application, flags: Record<string, unknown>, aspect: IAspect | undefined): App {
  const app = new App({ context: { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': false, ...flags } });
  HardenedFunctionDefaults.of(app).set({ alarmActions: AlarmActions.email('ops@example.com') });
  application(app);
  if (aspect) Aspects.of(app).add(aspect);
  return app;
}

/** Nested stacks and stages included. */
export function templatesOf(app: App): Templates {
  app.synth();
  const stacks = app.node.findAll().filter((node): node is Stack => Stack.isStack(node));
  return Object.fromEntries(
    stacks.map((stack) => {
      const directory = (Stage.of(stack) as Stage).synth().directory;
      return [stack.node.path, JSON.parse(readFileSync(join(directory, stack.templateFile), 'utf8')).Resources ?? {}];
    }),
  );
}

/** The only resource of the type, or the one whose id begins with the prefix. */
export function resource(templates: Templates, type: string, prefix = '', stack = Object.keys(templates)[0]): TemplateResource {
  const found = Object.entries(templates[stack]).filter(([id, { Type }]) => Type === type && id.startsWith(prefix));
  if (found.length !== 1) throw new Error(`expected one ${type} ${prefix}, found ${found.map(([id]) => id).join(', ') || 'none'}`);
  return found[0][1];
}

export const ofType = (templates: Templates, type: string): string[] =>
  Object.values(templates).flatMap((resources) => Object.keys(resources).filter((id) => resources[id].Type === type));

/** The properties that may come to a resource that exists: none of them replaces it. */
export const MAY_COME: Record<string, string[]> = {
  'AWS::Lambda::Function': ['LoggingConfig', 'MemorySize', 'Timeout', 'TracingConfig'],
  'AWS::IAM::Role': ['Policies'],
  'AWS::Lambda::EventInvokeConfig': ['DestinationConfig'],
  'AWS::Lambda::EventSourceMapping': ['BisectBatchOnFunctionError'],
  'AWS::Logs::LogGroup': ['RetentionInDays'],
  'AWS::SQS::Queue': ['RedrivePolicy'],
  // What a nested stack needs of its parent.
  'AWS::CloudFormation::Stack': ['Parameters', 'TemplateURL'],
};

const REPLACED = /service-role\/AWSLambda(Basic|VPCAccess)ExecutionRole/;

/** All that is lost, changed or replaced: a line each. */
export function losses({ plain, hardened }: Pick<Adopted, 'plain' | 'hardened'>): string[] {
  return Object.keys(plain).flatMap((path) => {
    const [before, after] = [stable(plain[path]), stable(hardened[path])];
    return Object.keys(before)
      .filter((id) => !isShared(id))
      .flatMap((id) => lossesOf(`${path} ${id}`, before[id], after[id]));
  });
}

/** An alarm of the library that the functions of a stack share watches more of them then. */
const isShared = (id: string): boolean => id.startsWith('HardenedFunctionFailedEvents');

/** A version has another id with each configuration, and the CDK makes a new one then. */
const stable = (resources: Record<string, TemplateResource>): Record<string, TemplateResource> =>
  JSON.parse(JSON.stringify(resources).replace(/(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g, '$1'));

function lossesOf(where: string, before: TemplateResource, after: TemplateResource | undefined): string[] {
  if (!after) return [`${where}: is gone`];
  const [old, now] = [before.Properties ?? {}, after.Properties ?? {}];
  const come = Object.keys(now).filter((name) => !(name in old) && !MAY_COME[before.Type]?.includes(name));
  const dependencies = [before.DependsOn ?? []].flat().filter((id) => ![after.DependsOn ?? []].flat().includes(id));
  return [
    ...(before.Type === after.Type && before.DeletionPolicy === after.DeletionPolicy ? [] : [`${where}: another type or policy`]),
    ...come.map((name) => `${where}: has ${name} now`),
    ...dependencies.map((id) => `${where}: does not wait for ${id}`),
    ...Object.keys(old)
      .filter((name) => !(before.Type === 'AWS::CloudFormation::Stack' && name === 'TemplateURL'))
      .flatMap((name) => lost(`${where}.${name}`, old[name], now[name])),
  ];
}

/** What is in one value and not in the other. Lists may be longer than they were, and in the same order. */
function lost(where: string, before: unknown, after: unknown): string[] {
  if (Array.isArray(before) && where.endsWith('.ManagedPolicyArns')) {
    const kept = before.filter((arn) => !REPLACED.test(JSON.stringify(arn)));
    const now = JSON.stringify(after ?? []);
    return kept.filter((arn) => !now.includes(JSON.stringify(arn))).map((arn) => `${where}: ${JSON.stringify(arn)} is gone`);
  }
  if (Array.isArray(before)) {
    if (!Array.isArray(after)) return [`${where}: is no list`];
    const texts = after.map((entry) => JSON.stringify(entry));
    return before.filter((entry) => !texts.includes(JSON.stringify(entry))).map((entry) => `${where}: ${JSON.stringify(entry)} is gone`);
  }
  if (typeof before !== 'object' || before === null) return before === after ? [] : [`${where}: ${before} is ${JSON.stringify(after)} now`];
  if (typeof after !== 'object' || after === null) return [`${where}: is gone`];
  return Object.entries(before).flatMap(([name, value]) => lost(`${where}.${name}`, value, (after as Record<string, unknown>)[name]));
}
