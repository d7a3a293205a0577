import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref, resource } from '../examples/parts';

const DURABLE = fn({ DurableConfig: { ExecutionTimeout: 300 } });
const version = (DeletionPolicy?: string) => ({ ...resource('AWS::Lambda::Version', { FunctionName: ref('Orders') }), DeletionPolicy });

/** @internal */
export const DURABLE_VERSION_DELETED: Rule = {
  id: 'DurableVersionDeleted',
  severity: CheckSeverity.WARNING,
  problem: 'Versions of a durable function are deleted by the next deployment.',
  impact: 'An execution continues on the version that started it. AWS does not document what happens to it when that version is deleted.',
  fix: "Set 'DeletionPolicy' of the 'AWS::Lambda::Version' to RetainExceptOnCreate and 'UpdateReplacePolicy' to Retain.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html',
  *find({ resources, finder }): Iterable<Violation> {
    for (const resource of resources.ofType('AWS::Lambda::Version')) {
      const policy = resource.deletionPolicy ?? 'Delete';
      if (policy !== 'Delete') continue;
      const fn = finder.invokedBy(resource.get('FunctionName'))?.fn;
      if (fn?.resource.has('DurableConfig') === true)
        yield { resource, message: "'DeletionPolicy' must be RetainExceptOnCreate, got Delete", fn };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: DURABLE, Version7: version() },
      { Orders: DURABLE, Version7: version('Delete') },
    ],
    good: [
      { Orders: DURABLE, Version7: version('RetainExceptOnCreate') },
      { Orders: DURABLE, Version7: version('Retain') },
      { Orders: fn(), Version7: version() },
      { Orders: fn({ DurableConfig: ref('Durable') }), Version7: version() },
    ],
  }),
};
