/*
 * What the applications in applications/ are installed with. Each version is exact: the registries of Python, Java and Go hold
 * other versions of aws-cdk-lib than npm's, ranges resolve differently in each, and templates of two versions need not be
 * equal. So each language is compared with TypeScript on the version that the language has: 2.269.0, with which this library
 * is developed, where it is published; for Java 2.271.0, the lowest after it whose jar is.
 */

/** All that pip installs, with what the packages themselves need, so that nothing moves. */
export const PYTHON = {
  'aws-cdk-lib': '2.269.0',
  'aws-cdk.asset-awscli-v1': '2.2.292',
  'aws-cdk.asset-node-proxy-agent-v6': '2.1.3',
  'aws-cdk.cloud-assembly-schema': '54.26.0',
  attrs: '26.1.0',
  cattrs: '26.2.1',
  constructs: '10.5.1',
  jsii: '1.140.0',
  publication: '0.0.3',
  'python-dateutil': '4.0.0',
  typeguard: '2.13.3',
  'typing-extensions': '4.16.0',
  tzdata: '2026.6',
};

/** By artifact: the generated pom has a range for each, which is resolved anew by every build. */
export const JAVA = {
  'aws-cdk-lib': '2.271.0',
  constructs: '10.5.1',
  'jsii-runtime': '1.140.0',
  annotations: '16.0.3',
  'javax.annotation-api': '1.3.2',
};

/** By module; constructs is the one that this aws-cdk-lib asks for. */
export const GO = {
  'github.com/aws/aws-cdk-go/awscdk/v2': 'v2.269.0',
  'github.com/aws/constructs-go/constructs/v10': 'v10.6.0',
  'github.com/aws/jsii-runtime-go': 'v1.140.0',
};

/** Beside each version of aws-cdk-lib, for TypeScript. */
export const CONSTRUCTS = '10.5.1';
