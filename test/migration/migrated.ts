import { App, Stage } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { AlarmActions, HardenedFunction, HardenedFunctionDefaults, type HardeningProfile } from '../../lib';
import { type Changes, changesBetween, type Resources } from '../../tools/docs/template-changes';

/** The class that an application makes its functions of: all that differs between the two versions. */
export type FunctionClass = new (scope: Construct, id: string, props: lambda.FunctionProps) => lambda.Function | HardenedFunction;

/** Adds the application to the app; its stacks are compared. */
export type Application = (app: App, Fn: FunctionClass) => void;

export interface Moved {
  readonly plain: Resources;
  readonly hardened: Resources;
  readonly changes: Changes;
}

/** The stacks of the application before and after the move, by their paths. */
export function moved(application: Application, flags: Record<string, boolean> = {}, profile?: HardeningProfile): Record<string, Moved> {
  const before = synthesized(application, lambda.Function, flags);
  const after = synthesized(application, HardenedFunction as FunctionClass, flags, profile);
  if (Object.keys(before).join() !== Object.keys(after).join()) throw new Error('the stacks are not the same');
  return Object.fromEntries(
    Object.entries(before).map(([path, plain]) => [path, { plain, hardened: after[path], changes: changesBetween(plain, after[path]) }]),
  );
}

/** Of the only stack. */
export function movedStack(application: Application, flags?: Record<string, boolean>, profile?: HardeningProfile): Moved {
  const stacks = Object.values(moved(application, flags, profile));
  if (stacks.length !== 1) throw new Error(`expected one stack, found ${stacks.length}`);
  return stacks[0];
}

function synthesized(
  application: Application,
  Fn: FunctionClass,
  flags: Record<string, boolean>,
  profile?: HardeningProfile,
): Record<string, Resources> {
  const app = new App({ context: { '@aws-cdk/aws-lambda:useCdkManagedLogGroup': false, ...flags } });
  HardenedFunctionDefaults.of(app).set({ alarmActions: AlarmActions.email('ops@example.com'), profile });
  application(app, Fn);
  const assembly = app.synth();
  const nested = app.node.children.filter((child) => Stage.isStage(child)).map((stage) => assembly.getNestedAssembly(stage.artifactId));
  return Object.fromEntries(
    [assembly, ...nested].flatMap(({ stacks }) => stacks).map((stack) => [stack.hierarchicalId, stack.template.Resources]),
  );
}

/** The logical id without its hash, after the type: `AWS::IAM::Role OrdersServiceRole`. */
export function named(resources: Resources, ids: string[]): string[] {
  return ids.map((id) => `${resources[id].Type.replace('AWS::', '')} ${short(id)}`).sort();
}

export const short = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');

/** What the update does, each resource by its type and short id. */
export function differences({ plain, hardened, changes }: Moved) {
  const by = (changed: Record<string, string[]>) =>
    Object.fromEntries(Object.entries(changed).map(([id, names]) => [named(plain, [id])[0], names]));
  return {
    added: named(hardened, changes.added),
    removed: named(plain, changes.removed),
    updated: by(changes.updated),
    replaced: by(changes.replaced),
  };
}

/** What each migration changes of a function that does not set it. */
export const FUNCTION_CHANGES = ['Architectures', 'LoggingConfig', 'MemorySize', 'Timeout', 'TracingConfig'];

/** What every move adds to a stack for the function, and once for the stack. */
export const addedFor = (id: string): string[] => [
  `CloudWatch::Alarm ${id}AlarmsErrors`,
  `CloudWatch::Alarm ${id}AlarmsThrottles`,
  `Lambda::EventInvokeConfig ${id}EventInvokeConfig`,
  `Logs::LogGroup ${id}LogGroup`,
];
export const ADDED_FOR_STACK = [
  'CloudWatch::Alarm HardenedFunctionFailedEvents1',
  'CloudWatch::Alarm HardenedFunctionFailureQueueAlarmsExpiringEvents',
  'CloudWatch::Alarm HardenedFunctionFailureQueueAlarmsStoredEvents',
  'SNS::Subscription HardenedFunctionAlarmsopsexamplecom',
  'SNS::Topic HardenedFunctionAlarms',
  'SNS::TopicPolicy HardenedFunctionAlarmsPolicy',
  'SQS::Queue HardenedFunctionFailureQueue',
  'SQS::QueuePolicy HardenedFunctionFailureQueuePolicy',
];

/** Whether there are resources of the type, and all stay as they were. */
export function untouched({ plain, hardened, changes }: Moved, type: string): boolean {
  const ids = Object.keys(plain).filter((id) => plain[id].Type === type);
  return ids.length > 0 && ids.every((id) => id in hardened && !(id in changes.updated) && !(id in changes.replaced));
}
