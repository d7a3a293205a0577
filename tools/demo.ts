import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { App, AppProps } from 'aws-cdk-lib';
import { onlyRules } from '../cli/commands/check';
import { evidenceInputsOf, report as writeReport } from '../cli/commands/report';
import { readInputs } from '../cli/input/input';
import { ordersApp } from '../examples/orders/app';
import { RULES } from '../lib/checks/rules';
import { gatherEvidence } from '../lib/evidence/evidence-report';
import { findingsOf, openInPromised } from './demo/findings';
import { stylesFor } from './demo/layout';
import { report } from './demo/report';

/** Where the demo leaves the assembly of the example and its page. */
const OUTPUT = join(__dirname, '../examples/orders/cdk.out');

/** Shows what hardened functions create, and leaves the page with all of it; returns the exit code. */
export function demo(out: NodeJS.WriteStream, build: (props: AppProps) => App = ordersApp, outdir = OUTPUT): number {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const app = build({ outdir });
  app.synth();
  const page = join(outdir, 'functions.html');
  const check = onlyRules(RULES);
  writeReport(readInputs([outdir], false), { check, outputs: [page], shortAddresses: false });
  const evidence = gatherEvidence(evidenceInputsOf(readInputs([outdir], false), check).inputs);
  const findings = findingsOf(app);
  const width = Math.min(Math.max(out.columns ?? 100, 80), 100);
  const lines = report(evidence, findings, relative(process.cwd(), page), stylesFor(out.isTTY, process.env), width);
  out.write(`${lines.join('\n')}\n`);
  return openInPromised(findings).length > 0 ? 1 : 0;
}

if (require.main === module) process.exitCode = demo(process.stdout);
