import type { App, AppProps } from 'aws-cdk-lib';
import { gatherFacts } from './demo/facts';
import { openInPromised } from './demo/findings';
import { stylesFor } from './demo/layout';
import { report } from './demo/report';

/** Shows what a hardened function creates; returns the exit code. */
export function demo(out: NodeJS.WriteStream, build?: (props: AppProps) => App): number {
  const facts = gatherFacts(build);
  const width = Math.min(Math.max(out.columns ?? 100, 80), 100);
  out.write(`${report(facts, stylesFor(out.isTTY, process.env), width).join('\n')}\n`);
  return openInPromised(facts.findings.hardened).length > 0 ? 1 : 0;
}

if (require.main === module) process.exitCode = demo(process.stdout);
