import { Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { isIntrinsic } from '../cdk/intrinsic';

/*
 * IAM counts the characters of policies without white space.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */

/** All inline policies of one role together. @internal */
export const INLINE_CHARACTERS = 10_240;

/** One managed policy. @internal */
export const MANAGED_CHARACTERS = 6_144;

/** Managed policies of one role: by default, and with a raised quota. @internal */
export const MANAGED_POLICIES = { usual: 20, most: 25 } as const;

/** What a policy has beside its statements: `{"Version":"2012-10-17","Statement":[]}`. @internal */
export const FRAME = 40;

/** A value that is known at deployment counts as a long ARN. */
const UNKNOWN = 'x'.repeat(200);

/** @internal */
export function charactersOf(scope: IConstruct, statement: iam.PolicyStatement): number {
  const json = statement.toStatementJson();
  return (charactersUnresolved(json) ?? charactersIn(Stack.of(scope).resolve(json))) + 1;
}

/** What a statement has beside its actions and resources. */
const STATEMENT = 100;

/**
 * The most that a statement may have: its JSON costs more than all else here, and few roles come near the limit.
 *
 * @internal
 */
export function mostCharactersOf(statement: iam.PolicyStatement): number {
  const { sid, actions, resources, hasPrincipal, conditions, notActions, notResources } = statement;
  const isPlain = !hasPrincipal && notActions.length + notResources.length + Object.keys(conditions).length === 0;
  if (!isPlain) return Number.POSITIVE_INFINITY;
  return [...actions, ...resources, sid ?? ''].reduce((sum, text) => sum + mostIn(text), STATEMENT);
}

function mostIn(text: string): number {
  if (!Token.isUnresolved(text)) return JSON.stringify(text).length + 1;
  const { tokens } = Tokenization.reverseString(text);
  return tokens.length > 0 && tokens.every(Reference.isReference) ? UNKNOWN.length + 3 : Number.POSITIVE_INFINITY;
}

/** The same without resolving, which costs more than all else here; undefined where only that tells. */
function charactersUnresolved(json: object): number | undefined {
  let isKnown = true;
  const text = JSON.stringify(json, (key, value) => {
    isKnown &&= !Token.isUnresolved(key);
    if (!Token.isUnresolved(value)) return value;
    isKnown &&= typeof value === 'string' && Tokenization.reverseString(value).tokens.every(Reference.isReference);
    return UNKNOWN;
  });
  return isKnown ? text.length : undefined;
}

/**
 * The most that documents may have, told without resolving them: in an app whose roles have grants, that costs more than all else
 * that is checked of them.
 *
 * @internal
 */
export function mostCharactersIn(documents: readonly unknown[]): number {
  let isKnown = true;
  const text = JSON.stringify(documents, function (this: Record<string, unknown>, key, json) {
    const value = this[key] instanceof iam.PolicyDocument ? json : this[key];
    isKnown &&= !Token.isUnresolved(key);
    if (!Token.isUnresolved(value)) return json;
    isKnown &&= typeof value === 'string' && Tokenization.reverseString(value).tokens.every(Reference.isReference);
    return `${UNKNOWN}${value}`;
  });
  return isKnown ? text.length : Number.POSITIVE_INFINITY;
}

/** The characters of what is resolved. @internal */
export const charactersIn = (resolved: unknown, unknown = UNKNOWN): number =>
  JSON.stringify(resolved, (_, value) => (isIntrinsic(value) ? unknown : value))?.length ?? 0;

/** The least that it can have. @internal */
export const leastCharactersIn = (resolved: unknown): number => charactersIn(resolved, '');

/**
 * The statements in as many documents as managed policies need.
 *
 * @internal
 */
export function inManagedPieces(scope: IConstruct, statements: readonly iam.PolicyStatement[]): iam.PolicyStatement[][] {
  const pieces: iam.PolicyStatement[][] = [];
  let free = 0;
  for (const statement of statements) {
    const characters = charactersOf(scope, statement);
    if (characters > free) {
      pieces.push([]);
      free = MANAGED_CHARACTERS - FRAME;
    }
    pieces[pieces.length - 1].push(statement);
    free -= characters;
  }
  return pieces;
}
