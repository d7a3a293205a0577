import { LONGEST_WAIT, SERVICE_WAITS } from '../../../service-limits/durable';
import type { ApplicationModel } from '../../../template-model/application-model';
import { TRIGGERS } from '../../../template-model/events/invocation';
import { lambdaTasksIn, STATE_MACHINE } from '../../../template-model/events/state-machine';
import type { LambdaFunction } from '../../../template-model/functions/lambda-function';
import { isFields, type Resource, type Value } from '../../../template-model/resource';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { fn, ref, resource } from '../examples/parts';
import { alias, method } from '../examples/triggers';

const durable = (ExecutionTimeout: unknown) => ({ Orders: fn({ DurableConfig: { ExecutionTimeout } }), Live: alias('Orders') });
const url = () => resource('AWS::Lambda::Url', { TargetFunctionArn: ref('Orders'), Qualifier: 'live', AuthType: 'AWS_IAM' });
const route = () =>
  resource('AWS::ApiGatewayV2::Integration', { ApiId: ref('Api'), IntegrationType: 'AWS_PROXY', IntegrationUri: ref('Live') });
const api = (ProtocolType: string) => resource('AWS::ApiGatewayV2::Api', { Name: 'orders', ProtocolType });
const machine = (parameters: Record<string, unknown> = {}) =>
  resource('AWS::StepFunctions::StateMachine', {
    RoleArn: 'arn:aws:iam::111122223333:role/steps',
    Definition: {
      StartAt: 'Order',
      States: {
        Order: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Parameters: { FunctionName: ref('Live'), ...parameters },
          End: true,
        },
      },
    },
  });

/** @internal */
export const DURABLE_SYNCHRONOUS_CALLER: Rule = {
  id: 'DurableSynchronousCaller',
  severity: CheckSeverity.WARNING,
  problem: 'A durable function has a caller that waits for its answer, and not as long as an execution may take.',
  impact: 'The caller gets a timeout error, while the execution continues and causes cost.',
  fix: "Set 'DurableConfig.ExecutionTimeout' to at most what the caller waits (29 seconds for API Gateway, 900 for others), or invoke the function asynchronously.",
  docsUrl: 'https://docs.aws.amazon.com/lambda/latest/dg/durable-invoking.html',
  *find(model): Iterable<Violation> {
    for (const fn of model.functions.values()) {
      const timeout = fn.resource.number('DurableConfig.ExecutionTimeout');
      const first = timeout === undefined ? undefined : waitsFor(fn, model).find(({ wait }) => timeout > wait);
      if (!first) continue;
      yield {
        resource: fn.resource,
        property: 'DurableConfig.ExecutionTimeout',
        message: `'DurableConfig.ExecutionTimeout' must be at most the ${first.wait} seconds that a caller waits (${first.by.label}), got ${timeout}`,
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { ...durable(3600), Url: url() },
      { ...durable(60), Method: method(ref('Live')) },
      { ...durable(60), Api: api('HTTP'), Route: route() },
      { ...durable(901), Machine: machine() },
    ],
    good: [
      { ...durable(900), Url: url() },
      { ...durable(900), Machine: machine() },
      { ...durable(3600), Machine: machine({ InvocationType: 'Event' }) },
      { ...durable(29), Method: method(ref('Live')) },
      { ...durable(60), Method: method(ref('Live'), { TimeoutInMillis: 60_000 }) },
      {
        ...durable(3600),
        Method: method(ref('Live'), {
          Type: 'AWS',
          RequestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" },
        }),
      },
      { ...durable(3600), Api: api('WEBSOCKET'), Route: route() },
      { ...durable(ref('Timeout')), Url: url() },
      { Orders: fn(), Live: alias('Orders'), Url: url() },
    ],
  }),
};

interface Wait {
  readonly by: Resource;
  /** In seconds. */
  readonly wait: number;
}

function waitsFor(fn: LambdaFunction, model: ApplicationModel): Wait[] {
  const { resources, finder } = model;
  const isOf = (value: Value): boolean => !isFields(value) && finder.invokedBy(value)?.fn === fn;
  const waiting = (by: Resource): Wait => ({ by, wait: LONGEST_WAIT });
  return [
    ...model.invocationsOf(fn).flatMap(({ by, resource }): Wait[] => {
      const wait = by === TRIGGERS.REST_API || by === TRIGGERS.HTTP_API ? waitOfApi(resource, model) : undefined;
      return wait === undefined ? [] : [{ by: resource, wait }];
    }),
    ...resources.ofType('AWS::Lambda::Url').flatMap((by) => (isOf(by.get('TargetFunctionArn')) ? [waiting(by)] : [])),
    ...resources
      .ofType(STATE_MACHINE)
      .flatMap((by) =>
        lambdaTasksIn(by).some(({ isAsync, functionName }) => isAsync === false && isOf(functionName)) ? [waiting(by)] : [],
      ),
  ];
}

/** In seconds; undefined where it does not wait, or only a deployment knows. */
function waitOfApi(resource: Resource, { resources }: ApplicationModel): number | undefined {
  const milliseconds = SERVICE_WAITS.apigateway * 1000;
  const isSocket = resource.has('ApiId') !== false && resources.behind(resource.get('ApiId'))?.text('ProtocolType') !== 'HTTP';
  if (isSocket) return undefined;
  const wait = resource.number(
    resource.type === 'AWS::ApiGateway::Method' ? 'Integration.TimeoutInMillis' : 'TimeoutInMillis',
    milliseconds,
  );
  return wait === undefined ? undefined : wait / 1000;
}
