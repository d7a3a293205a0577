import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { onlyRules } from '../../cli/commands/check';
import { evidenceInputsOf } from '../../cli/commands/report';
import { readInputs } from '../../cli/input/input';
import { RULES } from '../../lib/checks/rules';
import { gatherEvidence, REPORT_ENDS, rendererOf } from '../../lib/evidence/evidence-report';

/*
 * Writes every report of every template below a folder, into nothing: none may crash, and none may take half a second.
 */

const TEMPLATE = /\.(ya?ml|json|template)$/;
const RESOURCES = /Type["']?\s*:\s*["']?(AWS|Custom)::/;
const MOST_MILLISECONDS = 500;

function templatesBelow(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
  return files.filter((file) => TEMPLATE.test(file) && statSync(file).isFile() && RESOURCES.test(readFileSync(file, 'utf8'))).sort();
}

function main(folder: string | undefined): void {
  if (folder === undefined) {
    console.error('npx projen report:survey FOLDER');
    process.exitCode = 2;
    return;
  }
  const times: { readonly file: string; readonly milliseconds: number }[] = [];
  let [refused, functions] = [0, 0];
  for (const file of templatesBelow(folder)) {
    const inputs = readInputs([file], false);
    if (inputs.problems.length > 0) {
      refused++;
      continue;
    }
    const { inputs: read } = evidenceInputsOf(inputs, onlyRules(RULES));
    const start = performance.now();
    const evidence = gatherEvidence(read, { shortAddresses: true });
    for (const end of REPORT_ENDS) rendererOf(end)?.(evidence);
    times.push({ file, milliseconds: performance.now() - start });
    functions += evidence.summary.functions;
  }
  const slow = times.filter(({ milliseconds }) => milliseconds >= MOST_MILLISECONDS);
  for (const { file, milliseconds } of slow)
    console.error(`${file}: must take less than ${MOST_MILLISECONDS} ms, got ${Math.round(milliseconds)}`);
  const sorted = times.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other);
  const at = (part: number) => Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0);
  console.log(
    `${times.length} templates with ${functions} functions, ${refused} refused; median ${at(0.5)} ms, 99 of 100 below ${at(0.99)} ms, slowest ${at(1)} ms`,
  );
  if (slow.length > 0 || times.length === 0) process.exitCode = 1;
}

main(process.argv[2]);
