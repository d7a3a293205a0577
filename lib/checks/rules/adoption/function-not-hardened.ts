import { HARDENING } from '../../../core/hardening-metadata';
import { hardeningIn } from '../../../template-model/functions/hardening';
import type { ResourceBody } from '../../../template-model/template';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn } from '../examples/parts';

const withMetadata = (key: string, value: unknown): ResourceBody => ({ ...fn(), Metadata: { [key]: value } });

/** @internal */
export const FUNCTION_NOT_HARDENED: Rule = {
  id: 'FunctionNotHardened',
  severity: CheckSeverity.ERROR,
  problem: 'A function is not hardened by this library, which the application requires of all of its functions.',
  impact: 'Failures may notify nobody, logs may be kept forever, and events that the function fails to process may be lost.',
  fix: "Use 'HardenedFunction' for it, or apply 'Hardening.of(app)' to functions that other constructs create.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/best-practices.html',
  *find(model): Iterable<Violation> {
    for (const one of model.functions.values()) {
      if (hardeningIn(one.resource.metadata) !== 'none') continue;
      yield { resource: one.resource, message: `the function ${one.name} must be hardened, got no metadata '${HARDENING}'`, fn: one };
    }
  },
  examples: (): Examples => ({
    bad: [{ Orders: fn() }, { Orders: withMetadata('aws:cdk:path', 'Shop/Orders/Resource') }],
    good: [
      { Orders: withMetadata(HARDENING, { Profile: 'standard' }) },
      { Orders: withMetadata(HARDENING, { Applied: ['tracing'], Left: { timeout: 'it is set' } }) },
      { Orders: withMetadata(HARDENING, { Applied: [], Left: { all: 'CloudFront runs it' } }) },
      { Provider: withMetadata('aws:cdk:path', 'Shop/Custom::S3AutoDeleteObjectsCustomResourceProvider/Handler') },
    ],
  }),
};
