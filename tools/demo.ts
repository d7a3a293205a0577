import type { App, AppProps } from 'aws-cdk-lib';
import { gatherFacts } from './demo/facts';
import { judge } from './demo/findings';
import { stylesFor } from './demo/layout';
import { report } from './demo/report';

/** Shows what one line made; answers with the exit code. */
export function demo(out: NodeJS.WriteStream, build?: (props: AppProps) => App): number {
  const facts = gatherFacts(build);
  const width = Math.min(Math.max(out.columns ?? 100, 80), 100);
  out.write(`${report(facts, stylesFor(out.isTTY, process.env), width).join('\n')}\n`);
  return judge(facts.findings.hardened).length > 0 ? 1 : 0;
}

if (require.main === module) process.exitCode = demo(process.stdout);
