import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPython } from '../../tools/python';
import { EXPECTED } from './expected';
import { distinct, type Finding, templatesOf } from './finding';
import { npmFindings } from './npm-scanners';
import { page } from './page';
import { errorsOf, PYTHON_SCANNERS, pythonFindings } from './python-scanners';
import { releaseShapes, withCircle } from './release-shapes';
import { subjects } from './subjects';
import { differences } from './verdict';

const PAGE = join(__dirname, '../../docs/scanners.md');
const OLDEST_PYTHON = [3, 11] as const;

/*
 * What other scanners find in the templates, compared with what is expected (scanners/expected.ts) and with docs/scanners.md.
 * `--update` writes the page; `--newest` asks the newest versions of those that come by PyPI, and leaves the page alone.
 */
async function main(args: string[]): Promise<void> {
  const newest = args.includes('--newest');
  const scanned = subjects();
  const templates = templatesOf(scanned);
  const npm = await npmFindings(scanned, templates);
  const found = findPython(process.env, OLDEST_PYTHON);
  if ('missing' in found) {
    withoutPython(npm, found.missing);
    return;
  }
  const findings = distinct([...npm, ...pythonFindings(templates, found.python, newest)]);
  complain(differences(findings, EXPECTED));
  complain(refusedReleases(found.python, newest));
  if (!newest) comparePage(page(scanned, findings), args.includes('--update'));
  console.log(`${templates.length} templates scanned, ${findings.filter(({ acknowledged }) => !acknowledged).length} findings`);
}

/** What CloudFormation would refuse of a template with releases; also where the circle that was put into one is not found. */
function refusedReleases(python: string, newest: boolean): string[] {
  const shapes = releaseShapes();
  const broken = 'a canary with a circle';
  const errors = errorsOf({ ...shapes, [broken]: withCircle(shapes.canary) }, python, newest);
  const isCircle = (error: string) => error.startsWith(`${broken}: E3004`);
  if (!errors.some(isCircle)) return ['cfn-lint must find the circle that was put into a release (E3004), got none', ...errors];
  return errors.filter((error) => !isCircle(error)).map((error) => `a release must be accepted by CloudFormation, got ${error}`);
}

/** The rest is scanned all the same; in CI it would be a check that nobody notices is gone. */
function withoutPython(findings: Finding[], missing: string): void {
  const requested = EXPECTED.map((expected) => ({
    ...expected,
    rules: expected.rules.filter((rule) => findings.some((finding) => finding.rule === rule)),
  }));
  complain(differences(findings, requested));
  console.error(`Not scanned by ${PYTHON_SCANNERS.join(', ')}: ${missing}`);
  if (process.env.CI) process.exitCode = 1;
}

function comparePage(text: string, update: boolean): void {
  if (update) writeFileSync(PAGE, text);
  else if (!existsSync(PAGE) || readFileSync(PAGE, 'utf8') !== text)
    complain(['docs/scanners.md is not up to date; write it with `npx projen scanners --update`']);
}

function complain(complaints: string[]): void {
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
