/*
 * Functions that the CDK itself makes to deploy something. CloudFormation invokes them, waits for their answer and reports their
 * failures.
 */

/** Ids of constructs below which the CDK makes them: each is a contract, since logical ids are made of it. */
const IDS = [
  /^framework-(onEvent|isComplete|onTimeout)$/,
  /^AWS679f53fac002430cb0da5b7982bd2287/,
  /^Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C/,
  /^BucketNotificationsHandler050a0587b7544547bf325f094a3db834/,
  /^LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a/,
  /^@aws-cdk--aws-(eks|dynamodb)\./,
  /CustomResourceProvider$/,
];

/**
 * Whether one of the ids of a construct's path is that of a construct with which the CDK deploys something.
 *
 * @internal
 */
export const isForDeployments = (ids: readonly string[]): boolean => ids.some((id) => IDS.some((known) => known.test(id)));
