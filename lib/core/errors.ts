import { basename, dirname } from 'node:path';
import type { IConstruct } from 'constructs';

/**
 * Every error is thrown here: the path of the construct, then one sentence with the prop, the rule, the value and the fix.
 *
 * @internal
 */
export function refuse(scope: IConstruct, message: string): never {
  throw refusal(`${scope.node.path || 'App'}: ${message}`);
}

/** What `refuse` threw, and no other error. */
const refusals = new WeakSet<object>();

function refusal(text: string): Error {
  const error = new Error(text);
  refusals.add(error);
  const frames = framesOfApp();
  if (frames.length > 0) error.stack = [`Error: ${text}`, ...frames].join('\n');
  return error;
}

/**
 * Reports what several checks refuse in one error, so that nobody fixes one prop only to meet the next.
 *
 * @internal
 */
export class Refusals {
  private readonly messages: string[] = [];

  /** What the function returns; undefined where it refuses, and then `throwAny` throws. */
  public gather<T>(check: () => T): T {
    try {
      return check();
    } catch (error) {
      if (!refusals.has(error as object)) throw error;
      this.messages.push((error as Error).message);
      return undefined as T;
    }
  }

  /**
   * Throws all that was refused, a line for each.
   *
   * @param scope what it would refuse at synth comes in the same error then
   */
  public throwAny(scope?: IConstruct): void {
    if (this.messages.length === 0) return;
    const atSynth = scope?.node.validate().map((message) => `${scope.node.path}: ${message}`) ?? [];
    throw refusal([...new Set([...this.messages, ...atSynth])].join('\n'));
  }
}

/**
 * Runs all of the checks, and throws once.
 *
 * @internal
 */
export function together(...checks: readonly (() => void)[]): void {
  const refused = new Refusals();
  for (const check of checks) refused.gather(check);
  refused.throwAny();
}

/**
 * Fails the synthesis instead of the constructor, so that all functions with such a fault are reported together: for what one
 * choice of a scope, or one habit of an app, makes wrong in many of them, and without which the function can still be built. The
 * line of the app that led here stands behind the sentence.
 *
 * @internal
 */
export function refuseAtSynth(scope: IConstruct, message: string): void {
  const line = lineOfApp();
  scope.node.addValidation({ validate: () => [`${message}${line}`] });
}

/**
 * The line of the app that led here, to stand behind a message; empty where it is not known.
 *
 * @internal
 */
export function lineOfApp(): string {
  const [frame] = framesOfApp();
  const line = /\(?((?:file:|[A-Z]:)?[^\s():]+:\d+:\d+)\)?$/.exec(frame ?? '')?.[1];
  return line === undefined ? '' : ` (at ${line})`;
}

const OWN = basename(__dirname) === 'core' ? dirname(__dirname) : __dirname;
/** Frames without a file are those of built-in functions: `Array.map (<anonymous>)`. A module itself is an `Object.<anonymous>` with one. */
const PASSED_THROUGH = /[\\/]node_modules[\\/](aws-cdk-lib|constructs|@jsii|ts-node|tsx)[\\/]|node:internal|(\(| )<anonymous>\)?$/;

/**
 * Who called, without this library, the CDK and Node.js: the first is the line that one looks for, even where a package made
 * the function. In other languages than JavaScript there is none: the frames are those of jsii.
 *
 * @internal
 */
export function framesOfApp(): string[] {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = Number.POSITIVE_INFINITY;
  try {
    return nearestFramesOfApp();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/**
 * The same of as many frames as Node.js captures, which costs less.
 *
 * @param above the function whose caller is the first frame
 * @internal
 */
export function nearestFramesOfApp(above?: (...args: never[]) => unknown): string[] {
  if (process.env.JSII_AGENT !== undefined) return [];
  const captured: { stack?: string } = {};
  Error.captureStackTrace(captured, above);
  const { stack = '' } = captured;
  const [ofApp, ofPackages]: [string[], string[]] = [[], []];
  for (const line of stack.split('\n')) {
    if (!line.trimStart().startsWith('at ') || line.includes(OWN) || PASSED_THROUGH.test(line)) continue;
    if (/[\\/]node_modules[\\/]/.test(line)) ofPackages.push(line);
    else ofApp.push(line);
  }
  return [...ofApp, ...ofPackages];
}

/**
 * A value in an error message: text in quotes, so that it is not read as a number.
 *
 * @internal
 */
export function got(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'function') return value.name === '' ? 'a function' : value.name;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/**
 * For props that TypeScript requires, and JavaScript may omit.
 *
 * @internal
 */
export function checkGiven(scope: IConstruct, prop: string, value: unknown, example: string): void {
  if (value === undefined || value === null) refuse(scope, `'${prop}' must be given, got ${value}; pass for example ${example}`);
}

/**
 * For calls on a scope. What is no construct has no path to name.
 *
 * @internal
 */
export function checkScope(call: string, scope: IConstruct | undefined | null, example: string): void {
  if (!scope?.node) throw refusal(`'${call}' must get a construct, got ${got(scope)}; pass for example ${example}`);
}

/**
 * Whether the CDK can bind the value to what it is passed to. JavaScript lets anything through, and each of its functions has a `bind`.
 *
 * @internal
 */
export const canBind = (value: unknown): boolean =>
  typeof value === 'object' && typeof (value as { readonly bind?: unknown } | null)?.bind === 'function';

/**
 * For permissions that are granted: a name or an ARN is not a principal.
 *
 * @internal
 */
export function checkGrantee(scope: IConstruct, call: string, grantee: { readonly grantPrincipal: object } | undefined | null): void {
  if (typeof grantee?.grantPrincipal === 'object' && grantee.grantPrincipal !== null) return;
  refuse(scope, `'${call}' must get an iam.IGrantable, got ${got(grantee)}; pass for example a role or a function`);
}

/**
 * An ARN or a name is not a construct.
 *
 * @internal
 */
export function checkConstruct(scope: IConstruct, prop: string, value: IConstruct, example: string): void {
  checkGiven(scope, prop, value, example);
  if (!value.node) refuse(scope, `'${prop}' must be a construct, got ${got(value)}; pass for example ${example}`);
}
