import type { ApplicationModel } from '../../../template-model/application-model';
import { provisionedIn } from '../../../template-model/functions/provisioned';
import { calledBy, usedInsteadOf } from '../../../template-model/functions/qualifier-use';
import type { Resource } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, mapping, queue, ref, resource } from '../examples/parts';

const ready = (Type: string, properties: Record<string, unknown>) =>
  resource(Type, { FunctionName: ref('Orders'), ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 5 }, ...properties });
const live = ready('AWS::Lambda::Alias', { Name: 'live', FunctionVersion: '3' });
const subscribed = (Endpoint: unknown) => resource('AWS::SNS::Topic', { Subscription: [{ Protocol: 'lambda', Endpoint }] });

/** @internal */
export const PROVISIONED_UNUSED: Rule = {
  id: 'ProvisionedUnused',
  severity: CheckSeverity.WARNING,
  problem: 'An alias or a version has provisioned concurrency, and the triggers of the function invoke another qualifier.',
  impact: 'You pay for the provisioned concurrency all the time, and cold starts stay slow.',
  fix: "Use the ARN of the alias in the trigger, or remove 'ProvisionedConcurrencyConfig'.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html',
  *find(model): Iterable<Violation> {
    for (const [fn, provisioned] of provisionedIn(model)) {
      for (const { resource } of provisioned) {
        if (isBehindAlias(resource, model)) continue;
        const used = usedInsteadOf({ fn, qualifier: resource.text('Name') ?? resource.id }, model);
        if (!used) continue;
        const property = 'ProvisionedConcurrencyConfig';
        const message = `'${property}' must be on a qualifier that is invoked, got ${resource.label}, while triggers invoke ${calledBy(used)}`;
        yield { resource, property, message, fn };
      }
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: fn(), Live: live, Topic: subscribed(arn('Orders')) },
      { Orders: fn(), Version: ready('AWS::Lambda::Version', {}), Queue: queue(), Mapping: mapping('Queue', 'Orders') },
    ],
    good: [
      { Orders: fn(), Live: live, Topic: subscribed(ref('Live')) },
      { Orders: fn(), Live: live },
      {
        Orders: fn(),
        Live: live,
        Topic: subscribed(arn('Orders')),
        Api: resource('AWS::ApiGatewayV2::Integration', { ApiId: 'a1b2c3d4e5', IntegrationType: 'AWS_PROXY', IntegrationUri: ref('Live') }),
      },
      {
        Orders: fn(),
        Version: ready('AWS::Lambda::Version', {}),
        Live: resource('AWS::Lambda::Alias', {
          FunctionName: ref('Orders'),
          Name: 'live',
          FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
        }),
        Topic: subscribed(ref('Live')),
      },
    ],
  }),
};

/** Invocations of an alias are those of its version. */
const isBehindAlias = (version: Resource, model: ApplicationModel): boolean =>
  model.mentionsOf(version).some(({ by }) => by?.type === 'AWS::Lambda::Alias');
