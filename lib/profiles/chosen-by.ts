import type { HardenedFunctionDefaultOptions } from './default-options';

/** Who has chosen a setting; where nobody is noted, the profile has. @internal */
export type ChosenBy = 'function' | 'scope';

/** The options that reviewers see in the template, each with the props of a function that choose the same. */
const REVIEWED: { readonly [option in keyof HardenedFunctionDefaultOptions]?: readonly string[] } = {
  architecture: [],
  memorySize: [],
  timeout: [],
  tracing: [],
  loggingFormat: ['logFormat'],
  logRetention: ['logGroup'],
  retryAttempts: [],
  maxEventAge: [],
  environment: [],
  powertools: [],
  layers: [],
  vpc: [],
  encryptionKey: ['environmentEncryption'],
};

/**
 * Who chose the options that reviewers see.
 *
 * @param own the function's props
 * @param resolved those and what its scopes have chosen
 * @internal
 */
export function chosenBy(own: object, resolved: Readonly<Record<string, unknown>>): Record<string, ChosenBy> {
  const chosen: Record<string, ChosenBy> = {};
  for (const [option, others] of Object.entries(REVIEWED)) {
    if (option in own || others.some((other) => other in own)) chosen[option] = 'function';
    else if (isChosen(resolved[option])) chosen[option] = 'scope';
  }
  return chosen;
}

/** Variables of scopes are joined: without any, they are an empty object. */
const isChosen = (value: unknown): boolean =>
  value !== undefined && !(typeof value === 'object' && Object.keys(value as object).length === 0);
