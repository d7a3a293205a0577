import { join } from 'node:path';
import { run } from './run';

/** The templates that an application in Python makes with the compiled package, on a version of the CDK that PyPI has. */
export function pythonTemplates(compiled: string, version: string): Record<string, unknown> {
  const python = join(compiled, `python-${version}`, 'bin', 'python');
  run(compiled, 'npx', 'jsii-pacmak', '--code-only', '--targets', 'python', '--outdir', 'python-package');
  run(compiled, 'python3', '-m', 'venv', `python-${version}`);
  const options = ['--quiet', '--disable-pip-version-check', '--no-compile'];
  run(compiled, python, '-m', 'pip', 'install', ...options, `aws-cdk-lib==${version}`, './python-package/python');
  return JSON.parse(run(compiled, python, 'verify/cdk-range/probe.py'));
}
