/**
 * The handler that deletes old versions. It runs on AWS with the SDK of the runtime, so it has no dependency to bundle.
 *
 * It does nothing while a stack is updated or rolled back: CloudFormation may need the version before. What is named by an
 * alias, is one of the newest, or was replaced too short a time ago stays; a time that can't be read counts as too short.
 * Every call names a version: without one Lambda would delete the function.
 *
 * @internal
 */
export const PRUNER_CODE = `const { CloudFormation } = require('@aws-sdk/client-cloudformation');
const { Lambda, paginateListAliases, paginateListVersionsByFunction } = require('@aws-sdk/client-lambda');

exports.handler = async ({ stacks, functions }) => {
  const [cloudFormation, client] = [new CloudFormation(), new Lambda()];
  for (const StackName of stacks) {
    const { Stacks } = await cloudFormation.describeStacks({ StackName });
    const { StackStatus } = Stacks[0];
    if (!StackStatus.endsWith('_COMPLETE')) return { skipped: StackName + ' is ' + StackStatus };
  }
  const deleted = [];
  const failed = [];
  for (const each of functions) {
    await prune(client, each, deleted).catch((error) => failed.push(each.name + ': ' + error.message));
  }
  console.log({ deleted });
  if (failed.length > 0) throw new Error(failed.join('; '));
  return { deleted };
};

async function prune(client, { name, keep, days }, deleted) {
  const named = new Set();
  for await (const { Aliases } of paginateListAliases({ client }, { FunctionName: name })) {
    for (const { FunctionVersion, RoutingConfig } of Aliases) {
      for (const version of [FunctionVersion, ...Object.keys(RoutingConfig?.AdditionalVersionWeights ?? {})]) named.add(version);
    }
  }
  const versions = [];
  for await (const { Versions } of paginateListVersionsByFunction({ client }, { FunctionName: name })) {
    versions.push(...Versions.filter(({ Version }) => /^[0-9]+$/.test(Version)));
  }
  versions.sort((one, other) => other.Version - one.Version);
  const latest = Date.now() - days * 86400000;
  for (const [index, { Version }] of versions.entries()) {
    const isOld = index >= keep && Date.parse(versions[index - 1].LastModified) <= latest;
    if (!isOld || named.has(Version)) continue;
    await client.deleteFunction({ FunctionName: name, Qualifier: Version });
    deleted.push(name + ':' + Version);
  }
}
`;
