import { Token } from 'aws-cdk-lib';

/*
 * The instruction set in the name of a layer or an image. A name with both, or with none, is not checked.
 */

/** A tokenized part of a name says nothing. */
const TOKENS = /\$\{Token\[[^\]]*\]\}/g;

const WORDS: Record<string, RegExp> = {
  x86_64: /(?<![a-z0-9])(x86[-_]64|x86|x64|amd64)(?![a-z0-9])/i,
  arm64: /(?<![a-z0-9])(arm|arm64|arm64[-_]?v8|aarch64|graviton\d?)(?![a-z0-9])|ARM64(?![a-z0-9])/i,
};

/** AWS's own extensions: the name alone is the one for x86_64, `-Arm64` stands behind the other. */
const OF_AWS = /^(LambdaInsightsExtension|AWS-AppConfig-Extension|AWS-Parameters-and-Secrets-Lambda-Extension)$/;

/**
 * The other architecture that a name says; undefined where it says none, or the wanted one too.
 *
 * @internal
 */
export function otherArchitectureIn(name: string, wanted: string): string | undefined {
  const text = name.replace(TOKENS, '');
  if (OF_AWS.test(text)) return wanted === 'x86_64' ? undefined : 'x86_64';
  if (WORDS[wanted]?.test(text) !== false) return undefined;
  return Object.keys(WORDS).find((other) => other !== wanted && WORDS[other].test(text));
}

/**
 * The constant of CDK's by the name of an architecture.
 *
 * @internal
 */
export const CONSTANTS: Readonly<Record<string, string>> = { x86_64: 'X86_64', arm64: 'ARM_64' };

/**
 * Whether code can be held to the architecture.
 *
 * @internal
 */
export const isChecked = (architecture: string): boolean => !Token.isUnresolved(architecture) && CONSTANTS[architecture] !== undefined;
