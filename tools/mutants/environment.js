const { TestEnvironment } = require('jest-environment-node');
require('aws-cdk-lib').Aws;

/** They start the CDK's validator or npm, or replace an export: seconds each, or not possible beside a shared CDK. */
const LEFT_OUT = /accepted by CloudFormation|CloudFormation would accept it|native modules|esbuild that is not there/;

/** Above what the CDK itself makes while it loads. */
const FIRST_TOKEN = 1_000_000;

const nameOf = (block) => (block?.parent ? `${nameOf(block.parent)} ${block.name}` : '');

module.exports = class extends TestEnvironment {
  constructor(...args) {
    super(...args);
    // Names of tests have tokens in them, which start at random: a test by another name would not be found again.
    global.__cdkTokenMap.tokenCounter = FIRST_TOKEN;
  }

  handleTestEvent({ name, test }) {
    if (name === 'test_start' && LEFT_OUT.test(nameOf(test))) test.mode = 'skip';
  }
};
