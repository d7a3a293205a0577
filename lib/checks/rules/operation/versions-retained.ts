import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref, resource } from '../examples/parts';

/** What SAM and the Serverless Framework call a version: they keep it without being asked. */
const RETAINED_BY_TOOLS = /(Version[0-9a-f]{10}|LambdaVersion\w{30,})$/;

const version = (DeletionPolicy?: string) => ({ ...resource('AWS::Lambda::Version', { FunctionName: ref('Orders') }), DeletionPolicy });

/** @internal */
export const VERSIONS_RETAINED: Rule = {
  id: 'VersionsRetained',
  severity: CheckSeverity.INFO,
  problem: 'Versions of a function are never deleted.',
  impact: 'Every deployment leaves one version behind until the code storage quota of the region is used up and deployments fail.',
  fix: "Set 'DeletionPolicy' of the 'AWS::Lambda::Version' to Delete, or delete old versions on a schedule.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  *find({ resources, finder }): Iterable<Violation> {
    for (const resource of resources.ofType('AWS::Lambda::Version')) {
      if (resource.deletionPolicy !== 'Retain' || RETAINED_BY_TOOLS.test(resource.id)) continue;
      const fn = finder.invokedBy(resource.get('FunctionName'))?.fn;
      // Executions of a durable function run on old versions.
      if (fn?.resource.has('DurableConfig') === false) yield { resource, message: "'DeletionPolicy' must be Delete, got Retain", fn };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: fn(), Version7: version('Retain') }],
    good: [
      { Orders: fn(), Version7: version() },
      { Orders: fn(), Version7: version('Delete') },
      { Orders: fn({ DurableConfig: { ExecutionTimeout: 300 } }), Version7: version('Retain') },
      { Orders: fn(), OrdersVersion4c1f2a9e07: version('Retain') },
    ],
  }),
};
