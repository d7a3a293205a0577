import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Report {
  readonly pluginReports: unknown[];
}

/** The report of the plugins that have looked at an assembly, without the lines of code, which differ by language. */
function reportOf(assembly: string): Report | undefined {
  const file = join(assembly, 'validation-report.json');
  // It is written only where there is a plugin.
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, 'utf8'), (key, value) => (/stackTraces?$/i.test(key) ? undefined : value));
}

/** How the findings of the checks, and what was acknowledged of them, differ between two assemblies. */
export function compareReports(made: string, expected: string): string[] {
  const wanted = reportOf(expected);
  if (!wanted?.pluginReports.length) throw new Error(`'${expected}' must hold a finding to compare with, got none; leave one in the app`);
  const report = reportOf(made);
  if (!report) return ['the checks have not run: no validation-report.json'];
  const [found, other] = [report, wanted].map(({ pluginReports }) => JSON.stringify(pluginReports));
  return found === other ? [] : [`the checks found ${found}, in TypeScript ${other}`];
}
