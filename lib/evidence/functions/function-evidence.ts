import { authorsPath } from '../../core/cdk/construct-path';
import { HARDENING } from '../../core/hardening-metadata';
import { WAIVERS } from '../../core/waiver-metadata';
import type { ApplicationModel } from '../../template-model/application-model';
import { type Hardening, hardeningIn } from '../../template-model/functions/hardening';
import type { LambdaFunction } from '../../template-model/functions/lambda-function';
import { calledResource, keyOf } from '../called';
import type { Acknowledged } from '../finding';
import { type AlarmEvidence, alarmsOf } from './alarms';
import { type FailureEvidence, failuresOf } from './failures';
import { type PermissionEvidence, permissionsOf } from './permissions';
import { type Setting, settingsOf } from './settings';

/** A protection that was waived, or left, with its reason. @internal */
export interface Reason {
  readonly what: string;
  readonly reason: string;
}

/** What the templates say of a function. @internal */
export interface FunctionEvidence {
  readonly key: string;
  readonly name: string;
  readonly logicalId: string;
  readonly template: string;
  readonly constructPath?: string;
  readonly hardening: Hardening;
  readonly profile?: string;
  readonly settings: readonly Setting[];
  /** Undefined where its role is none of the templates. */
  readonly permissions?: readonly PermissionEvidence[];
  /** A policy that only a deployment knows may add to them. */
  readonly arePermissionsWhole: boolean;
  readonly alarms: readonly AlarmEvidence[];
  readonly failures: readonly Omit<FailureEvidence, 'target' | 'mapping'>[];
  readonly retention: string;
  readonly waivers: readonly Reason[];
  readonly acknowledgements: readonly Acknowledged[];
}

/** The functions of one application. @internal */
export function functionsOf(model: ApplicationModel, acknowledged: readonly Acknowledged[], short: boolean): FunctionEvidence[] {
  return [...model.functions.values()].map((fn) => functionOf(fn, model, acknowledged, short));
}

function functionOf(fn: LambdaFunction, model: ApplicationModel, acknowledged: readonly Acknowledged[], short: boolean): FunctionEvidence {
  const { resource } = fn;
  const noted = fieldsOf(resource.metadata[HARDENING]);
  const profile = typeof noted.Profile === 'string' ? noted.Profile : undefined;
  const applied = Array.isArray(noted.Applied) ? noted.Applied.map(String) : [];
  const path = resource.constructPath === undefined ? undefined : authorsPath(resource.constructPath);
  const settings = settingsOf(fn, model, { profile, chosenBy: fieldsOf(noted.ChosenBy), applied });
  const role = model.roleOf(fn);
  return {
    key: keyOf(resource),
    name: calledResource(resource),
    logicalId: resource.id,
    template: resource.template.name,
    constructPath: path,
    hardening: hardeningIn(resource.metadata),
    profile,
    settings,
    permissions: permissionsOf(fn, model),
    arePermissionsWhole: role?.isWhole ?? false,
    alarms: alarmsOf(fn, model, short),
    failures: failuresOf(fn, model).map(({ target, mapping, ...failure }) => failure),
    retention: settings.find(({ name }) => name === 'Log retention')?.value ?? '',
    waivers: [...reasonsIn(resource.metadata[WAIVERS]), ...reasonsIn(noted.Left)],
    acknowledgements: path === undefined ? [] : acknowledged.filter((one) => isAbout(one.path, path)),
  };
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const reasonsIn = (value: unknown): Reason[] => Object.entries(fieldsOf(value)).map(([what, reason]) => ({ what, reason: String(reason) }));

/** On the function, below it, or above it. */
const isAbout = (at: string, path: string): boolean => at === path || at.startsWith(`${path}/`) || path.startsWith(`${at}/`) || at === '';
