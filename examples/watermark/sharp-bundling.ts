import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';

/**
 * How a handler that uses sharp is bundled. Its native parts can't be bundled: npm installs them beside the bundle, in the version of
 * your lock file, for the function's architecture instead of that of your machine.
 */
export function withSharp({ name }: lambda.Architecture): BundlingOptions {
  const cpu = name === lambda.Architecture.ARM_64.name ? 'arm64' : 'x64';
  return { nodeModules: ['sharp'], environment: { npm_config_os: 'linux', npm_config_cpu: cpu, npm_config_libc: 'glibc' } };
}
