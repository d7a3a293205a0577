/*
 * What Lambda allows of durable functions.
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-configuration.html
 */

/** How long Lambda waits for an execution that a caller or an event source mapping waits for, in seconds. @internal */
export const LONGEST_WAIT = 900;

/** How long services wait for an answer at most, by the first part of their principal, in seconds. @internal */
export const SERVICE_WAITS: Readonly<Record<string, number>> = {
  apigateway: 29,
  appsync: 30,
  'cognito-idp': 5,
  elasticloadbalancing: LONGEST_WAIT,
};

/** The oldest runtime of each language. https://docs.aws.amazon.com/lambda/latest/dg/durable-supported-runtimes.html */
const OLDEST = ['nodejs22.x', 'python3.13', 'java17', 'dotnet8'];

/** @internal */
export const DURABLE_RUNTIMES = `${OLDEST.join(', ')} or newer`;

/** Whether the runtime runs durable functions. @internal */
export function runsDurably(runtime: string): boolean {
  const { language, major, minor } = versionOf(runtime);
  const oldest = OLDEST.map(versionOf).find((each) => each.language === language);
  return oldest !== undefined && (major > oldest.major || (major === oldest.major && minor >= oldest.minor));
}

function versionOf(runtime: string): { readonly language?: string; readonly major: number; readonly minor: number } {
  const [, language, major, minor = 0] = /^([a-z]+)(\d+)(?:\.(\d+))?/.exec(runtime) ?? [];
  return { language, major: Number(major), minor: Number(minor) };
}
