import { basename, dirname } from 'node:path';
import type { IConstruct } from 'constructs';

/**
 * Every error is thrown here: the path of the construct, then one sentence with the prop, the rule, the value and the fix.
 *
 * @internal
 */
export function refuse(scope: IConstruct, message: string): never {
  const text = `${scope.node.path || 'App'}: ${message}`;
  const error = new Error(text);
  const frames = framesOfApp();
  if (frames.length > 0) error.stack = [`Error: ${text}`, ...frames].join('\n');
  throw error;
}

/**
 * Fails the synthesis instead of the constructor, so that all functions with such a fault are reported together. The line
 * of the app that led here stands behind the sentence.
 *
 * @internal
 */
export function refuseAtSynth(scope: IConstruct, message: string): void {
  const [frame] = framesOfApp();
  const line = /\(?((?:file:|[A-Z]:)?[^\s():]+:\d+:\d+)\)?$/.exec(frame ?? '')?.[1];
  scope.node.addValidation({ validate: () => [line === undefined ? message : `${message} (at ${line})`] });
}

const OWN = basename(__dirname) === 'core' ? dirname(__dirname) : __dirname;
const LIBRARIES = /[\\/]node_modules[\\/](aws-cdk-lib|constructs|@jsii)[\\/]|node:internal|<anonymous>/;

/** Who called, without this library, the CDK and Node.js: the first is the line that one looks for. */
function framesOfApp(): string[] {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = Number.POSITIVE_INFINITY;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = limit;
  return stack.split('\n').filter((line) => /^\s+at /.test(line) && !line.includes(OWN) && !LIBRARIES.test(line));
}

/**
 * A value in an error message: text in quotes, so that it is not read as a number.
 *
 * @internal
 */
export function got(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return 'a list';
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
 * An ARN or a name is not a construct.
 *
 * @internal
 */
export function checkConstruct(scope: IConstruct, prop: string, value: IConstruct, example: string): void {
  checkGiven(scope, prop, value, example);
  if (!value.node) refuse(scope, `'${prop}' must be a construct, got ${got(value)}; pass for example ${example}`);
}
