import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App, AppProps } from 'aws-cdk-lib';
import { onlyRules } from '../../cli/commands/check';
import { report } from '../../cli/commands/report';
import { readInputs } from '../../cli/input/input';
import { commonMistakesApp } from '../../examples/common-mistakes/app';
import { ordersApp } from '../../examples/orders/app';
import { RULES } from '../../lib/checks/rules';
import { generatedApp } from './generated-app';

/** The applications whose pages are opened. */
export const APPLICATIONS: Readonly<Record<string, (props: AppProps) => App>> = {
  orders: ordersApp,
  'common-mistakes': commonMistakesApp,
  generated: (props) => generatedApp(200, props),
};

/** Writes the page of an application; returns its file. */
export function pageOf(name: string): string {
  const outdir = mkdtempSync(join(tmpdir(), 'report-'));
  APPLICATIONS[name]({ outdir }).synth();
  const file = join(outdir, `${name}.html`);
  report(readInputs([outdir], false), { check: onlyRules(RULES), outputs: [file], shortAddresses: false });
  return file;
}
