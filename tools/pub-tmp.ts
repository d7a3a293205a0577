import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../cli/check';
import { readApplications } from '../cli/input';
import { Refusal } from '../cli/refusal';
import { RULES } from '../lib/checks/rules';

const dir = process.argv[2];
const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
  .map((f) => join(dir, f))
  .filter((f) => /\.(ya?ml|json|template)$/.test(f) && statSync(f).isFile());
const counts: Record<string, number> = {};
const lines: string[] = [];
let read = 0,
  refused = 0,
  crashed = 0,
  functions = 0,
  clean = 0;
const refusals: Record<string, number> = {};
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  if (!/AWS::(Lambda|Serverless)::/.test(text)) continue;
  try {
    const o = check(readApplications([file]), RULES, []);
    if (o.functions === 0) continue;
    read++;
    functions += o.functions;
    const bad = o.checked.filter(({ found }) => found.rule.level !== 'advice');
    if (bad.length === 0) clean++;
    for (const { found } of o.checked) {
      counts[`${found.rule.level} ${found.rule.id}`] = (counts[`${found.rule.level} ${found.rule.id}`] ?? 0) + 1;
      lines.push(`${found.rule.level}\t${found.rule.id}\t${file.slice(dir.length)}\t${found.resource.id}\t${found.sentence}`);
    }
  } catch (e) {
    if (e instanceof Refusal) {
      refused++;
      const k = e.message.replace(file, '').slice(0, 60);
      refusals[k] = (refusals[k] ?? 0) + 1;
    } else {
      crashed++;
      console.log('CRASH', file, (e as Error).stack?.split('\n').slice(0, 4).join(' | '));
    }
  }
}
console.log({ read, functions, clean, refused, crashed });
console.log(
  Object.entries(refusals)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 8),
);
for (const [k, v] of Object.entries(counts).sort((a, b) => b[1] - a[1])) console.log(v, k);
writeFileSync('/tmp/pub-findings.tsv', lines.join('\n'));
