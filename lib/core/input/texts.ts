import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { got, refuse } from '../errors';

/**
 * The texts that a prop accepts.
 *
 * @internal
 */
export interface Texts {
  readonly pattern: RegExp;
  /** The rule, in words. */
  readonly rule: string;
  /** The fix, added at the end of the message. */
  readonly fix: string;
}

/** @internal */
export function checkText(scope: IConstruct, prop: string, text: string | undefined, { pattern, rule, fix }: Texts): void {
  if (text === undefined || Token.isUnresolved(text) || (typeof text === 'string' && pattern.test(text))) return;
  refuse(scope, `'${prop}' must be ${rule}, got ${got(typeof text === 'string' ? (text as string).slice(0, 60) : text)}; ${fix}`);
}
