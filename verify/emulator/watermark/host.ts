import * as lambda from 'aws-cdk-lib/aws-lambda';

/** The architecture of this machine, on which the emulator runs functions. */
export const hostArchitecture = (): lambda.Architecture =>
  process.arch === 'arm64' ? lambda.Architecture.ARM_64 : lambda.Architecture.X86_64;
