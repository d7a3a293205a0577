/** The latest runtime of each language; a test compares it with those that the CDK knows. @internal */
export const LATEST_RUNTIMES: Readonly<Record<string, string>> = {
  nodejs: 'nodejs24.x',
  python: 'python3.14',
  java: 'java25',
  dotnet: 'dotnet10',
  dotnetcore: 'dotnetcore3.1',
  go: 'go1.x',
  ruby: 'ruby4.0',
};

/**
 * What Security Hub's control Lambda.2 accepts, read on 2026-11-30.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html
 *
 * @internal
 */
export const SECURITY_HUB_RUNTIMES: readonly string[] = [
  'dotnet10',
  'dotnet8',
  'java25',
  'java21',
  'java17',
  'java11',
  'java8.al2',
  'java17.al2023',
  'java11.al2023',
  'java8.al2023',
  'nodejs24.x',
  'nodejs22.x',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
  'ruby4.0',
  'ruby3.4',
  'ruby3.3',
];

/** When the controls of Security Hub and the rules of AWS Config were read. @internal */
export const CONTROLS_READ = '2026-11-30';
