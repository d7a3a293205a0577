const { createRequire } = require('node:module');
const { default: Runtime } = require('jest-runtime');

/** Loaded once for all tests of a process: most of the time of a test file would go into reading the CDK again. */
const SHARED = /^(aws-cdk-lib|constructs|cdk-nag|fast-check|esbuild|@cloud-copilot\/iam-simulate)(\/|$)/;

module.exports = class SharedCdkRuntime extends Runtime {
  requireModuleOrMock(from, name) {
    return SHARED.test(name) ? createRequire(from)(name) : super.requireModuleOrMock(from, name);
  }
};
