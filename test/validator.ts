import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { stackOf } from './harness';

/** What the validator that is built into the CDK says of the stack, warnings too; empty where CloudFormation would accept it. */
export function validatorSays(build: (stack: Stack) => void, context: Record<string, unknown> = {}): string[] {
  const before = process.env.CDK_VALIDATION;
  const silent = jest.spyOn(console, 'error').mockImplementation(() => {});
  try {
    delete process.env.CDK_VALIDATION;
    const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true, ...context } });
    build(stackOf(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } }));
    const { directory } = app.synth();
    const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
    return report.pluginReports.flatMap(({ violations }: any) =>
      violations.map(({ ruleName, description }: any) => `${ruleName} ${description}`),
    );
  } finally {
    process.env.CDK_VALIDATION = before;
    silent.mockRestore();
  }
}
