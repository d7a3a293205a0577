import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Finding, findingOn, type ScannedTemplate } from './finding';
import { installed, outputOf } from './python';

export const PYTHON_SCANNERS = ['cfn-lint', 'checkov', 'parliament', 'cloudsplaining'];

const REGION = 'eu-west-1';
/** About how the CDK writes templates, which nobody reads: what is joined could be substituted, a dependency listed twice. */
const CDKS_WRITING = ['W3005', 'I1022'];

/** What they find, who come by PyPI. */
export function pythonFindings(templates: ScannedTemplate[], python: string, newest: boolean): Finding[] {
  const folder = mkdtempSync(join(tmpdir(), 'scanned-'));
  try {
    for (const [index, { stack }] of templates.entries()) {
      writeFileSync(join(folder, `${index}.json`), JSON.stringify(stack.template, undefined, 1));
    }
    const linters = installed(python, 'lint', newest);
    const scanned = (file: string) => templates[Number(basename(file, '.json'))];
    return [
      ...cfnLint(linters, folder, templates.length, scanned),
      ...checkov(installed(python, 'checkov', newest), folder, scanned),
      ...policies(linters, templates),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What cfn-lint is sure that CloudFormation refuses of templates by name: the name, the rule and its message. */
export function errorsOf(templates: Record<string, object>, python: string, newest: boolean): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'linted-'));
  try {
    const names = Object.keys(templates);
    for (const [index, name] of names.entries()) writeFileSync(join(folder, `${index}.json`), JSON.stringify(templates[name]));
    return lint(installed(python, 'lint', newest), folder, names.length)
      .filter(({ Rule }) => Rule.Id.startsWith('E'))
      .map(({ Filename, Rule, Message }) => `${names[Number(basename(Filename, '.json'))]}: ${Rule.Id} ${Message}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Scanned = (file: string) => ScannedTemplate;

interface LintMatch {
  readonly Filename: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path: (string | number)[] | null };
}

function lint(bin: string, folder: string, count: number): LintMatch[] {
  const files = Array.from({ length: count }, (_, index) => join(folder, `${index}.json`));
  const args = ['-c', 'I', '-r', REGION, '-i', ...CDKS_WRITING, '-f', 'json', '-t', ...files];
  return JSON.parse(outputOf(join(bin, 'cfn-lint'), args));
}

function cfnLint(bin: string, folder: string, count: number, scanned: Scanned): Finding[] {
  return lint(bin, folder, count).map(({ Filename, Rule, Location }) =>
    findingOn(scanned(Filename), 'cfn-lint', Rule.Id, String(Location.Path?.[1])),
  );
}

interface CheckovReport {
  readonly results: { readonly failed_checks: { readonly file_path: string; readonly check_id: string; readonly resource: string }[] };
  readonly summary: { readonly parsing_errors: number };
}

function checkov(bin: string, folder: string, scanned: Scanned): Finding[] {
  const args = ['-d', folder, '--framework', 'cloudformation', '--skip-download', '--quiet', '-o', 'json'];
  const { results, summary }: CheckovReport = JSON.parse(outputOf(join(bin, 'checkov'), args));
  if (summary.parsing_errors > 0) throw new Error(`checkov must read every template, got ${summary.parsing_errors} that it cannot`);
  return results.failed_checks.map(({ file_path, check_id, resource }) =>
    findingOn(scanned(file_path), 'checkov', check_id, resource.split('.').pop()),
  );
}

function policies(bin: string, templates: ScannedTemplate[]): Finding[] {
  const held = templates.flatMap((template) => Object.entries(template.stack.policies).map(([id, policy]) => ({ template, id, policy })));
  const input = JSON.stringify(held.map(({ policy }) => policy));
  const found: { policy: number; scanner: string; rule: string }[] = JSON.parse(
    outputOf(join(bin, 'python'), [join(__dirname, 'policies.py')], input),
  );
  return found.map(({ policy, scanner, rule }) => findingOn(held[policy].template, scanner, rule, held[policy].id));
}
