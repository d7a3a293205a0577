const { createHash } = require('node:crypto');
const { basename } = require('node:path');
const { TestEnvironment } = require('jest-environment-node');
require('aws-cdk-lib').Aws;
const { Runtime } = require('aws-cdk-lib/aws-lambda');

/**
 * They start the CDK's validator or npm: seconds each. Or they read a file of lib/ as it is written, which here has all changes in it.
 */
const LEFT_OUT =
  /accepted by CloudFormation|CloudFormation would accept it|native modules|packages that are installed|is up to date; make it/;

/**
 * Where the tokens of a file's tests begin: above what the CDK itself makes while it loads, and apart from those of other
 * files, since parts of the CDK that are loaded later keep theirs.
 */
const TOKENS_OF_A_FILE = 1_000_000;
const firstToken = (file) => (1 + createHash('sha256').update(basename(file)).digest().readUIntBE(0, 3)) * TOKENS_OF_A_FILE;

const nameOf = (block) => (block?.parent ? `${nameOf(block.parent)} ${block.name}` : '');

module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    // Names of tests have tokens in them, which start at random: a test by another name would not be found again.
    global.__cdkTokenMap.tokenCounter = firstToken(context.testPath);
    // Jest gives tests a copy, in which the shared CDK does not look.
    this.global.process.env = process.env;
    this.before = { env: { ...process.env }, runtimes: Runtime.ALL.length };
  }

  /** What tests change beside the CDK, or in it: a runtime joins its list, of which cdk-nag takes the newest in other tests. */
  async teardown() {
    for (const name of Object.keys(process.env)) if (!(name in this.before.env)) delete process.env[name];
    Object.assign(process.env, this.before.env);
    Runtime.ALL.splice(this.before.runtimes);
    await super.teardown();
  }

  handleTestEvent({ name, test }) {
    // The CDK reads a stack with each warning; Jest makes it a hundred frames long, and looks up the source of each.
    Error.stackTraceLimit = 5;
    if (name === 'test_start' && LEFT_OUT.test(nameOf(test))) test.mode = 'skip';
  }
};
