/**
 * When AWS stops patching a runtime, and from when on functions with it can neither be made nor updated.
 *
 * As of 2026-11-23, from https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html; only runtimes with a date.
 *
 * @internal
 */
export const RUNTIME_LIFECYCLE: Record<string, { readonly deprecated: string; readonly updateBlocked: string }> = {
  'nodejs24.x': { deprecated: '2028-04-30', updateBlocked: '2028-07-01' },
  'nodejs22.x': { deprecated: '2027-04-30', updateBlocked: '2027-07-01' },
  'nodejs20.x': { deprecated: '2026-04-30', updateBlocked: '2027-03-03' },
  'nodejs18.x': { deprecated: '2025-09-01', updateBlocked: '2027-03-03' },
  'nodejs16.x': { deprecated: '2024-06-12', updateBlocked: '2027-03-03' },
  'nodejs14.x': { deprecated: '2023-12-04', updateBlocked: '2027-03-03' },
  'nodejs12.x': { deprecated: '2023-03-31', updateBlocked: '2023-04-30' },
  'nodejs10.x': { deprecated: '2021-07-30', updateBlocked: '2022-02-14' },
  'nodejs8.10': { deprecated: '2020-03-06', updateBlocked: '2020-03-06' },
  'python3.14': { deprecated: '2029-06-30', updateBlocked: '2029-08-31' },
  'python3.13': { deprecated: '2029-06-30', updateBlocked: '2029-08-31' },
  'python3.12': { deprecated: '2028-10-31', updateBlocked: '2029-01-10' },
  'python3.11': { deprecated: '2027-06-30', updateBlocked: '2027-08-31' },
  'python3.10': { deprecated: '2026-10-31', updateBlocked: '2027-03-03' },
  'python3.9': { deprecated: '2025-12-15', updateBlocked: '2027-03-03' },
  'python3.8': { deprecated: '2024-10-14', updateBlocked: '2027-03-03' },
  'python3.7': { deprecated: '2023-12-04', updateBlocked: '2027-03-03' },
  'python3.6': { deprecated: '2022-07-18', updateBlocked: '2022-08-29' },
  'python2.7': { deprecated: '2021-07-15', updateBlocked: '2022-05-30' },
  java25: { deprecated: '2029-06-30', updateBlocked: '2029-08-31' },
  java21: { deprecated: '2029-06-30', updateBlocked: '2029-08-31' },
  java17: { deprecated: '2027-06-30', updateBlocked: '2027-08-31' },
  java11: { deprecated: '2027-06-30', updateBlocked: '2027-08-31' },
  'java8.al2': { deprecated: '2027-06-30', updateBlocked: '2027-08-31' },
  java8: { deprecated: '2024-01-08', updateBlocked: '2027-03-03' },
  dotnet10: { deprecated: '2028-11-14', updateBlocked: '2029-01-15' },
  dotnet8: { deprecated: '2026-11-10', updateBlocked: '2027-03-03' },
  dotnet6: { deprecated: '2024-12-20', updateBlocked: '2027-03-03' },
  'dotnetcore3.1': { deprecated: '2023-04-03', updateBlocked: '2023-05-03' },
  'dotnetcore2.1': { deprecated: '2022-01-05', updateBlocked: '2022-04-13' },
  'ruby4.0': { deprecated: '2029-03-31', updateBlocked: '2029-05-31' },
  'ruby3.4': { deprecated: '2028-03-31', updateBlocked: '2028-05-31' },
  'ruby3.3': { deprecated: '2027-03-31', updateBlocked: '2027-05-31' },
  'ruby3.2': { deprecated: '2026-03-31', updateBlocked: '2027-03-03' },
  'ruby2.7': { deprecated: '2023-12-07', updateBlocked: '2027-03-03' },
  'ruby2.5': { deprecated: '2021-07-30', updateBlocked: '2022-03-31' },
  'provided.al2023': { deprecated: '2029-06-30', updateBlocked: '2029-08-31' },
  'provided.al2': { deprecated: '2026-07-31', updateBlocked: '2027-03-03' },
  provided: { deprecated: '2024-01-08', updateBlocked: '2027-03-03' },
  'go1.x': { deprecated: '2024-01-08', updateBlocked: '2027-03-03' },
};

/**
 * The lifecycle of a runtime that is deprecated at that time.
 *
 * @internal
 */
export function deprecationOn(time: Date, runtime: string): { readonly deprecated: string; readonly updateBlocked: string } | undefined {
  const lifecycle = RUNTIME_LIFECYCLE[runtime];
  return lifecycle && Date.parse(lifecycle.deprecated) <= time.getTime() ? lifecycle : undefined;
}
