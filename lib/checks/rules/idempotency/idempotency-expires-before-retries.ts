import { VARIABLES } from '../../../core/idempotency-names';
import { retriesOf } from '../../../template-model/failures/retries';
import { CheckSeverity } from '../../check-severity';
import type { Examples, Rule, Violation } from '../../rule';
import { arn, fn, invokeConfig, mapping, queue, redrive, ref, resource, streamMapping, table } from '../examples/parts';
import { rule } from '../examples/triggers';

const knowing = (seconds: unknown, properties: Readonly<Record<string, unknown>> = {}) =>
  fn({ Timeout: 30, Environment: { Variables: { IDEMPOTENCY_EXPIRES_AFTER_SECONDS: seconds } }, ...properties });
const ofQueue = (seconds: unknown, properties: Readonly<Record<string, unknown>>) => ({
  Orders: knowing(seconds),
  Incoming: queue({ VisibilityTimeout: 180, ...properties }),
  Failed: queue(),
  Mapping: mapping('Incoming', 'Orders'),
});
const ofStream = (seconds: unknown, properties: Readonly<Record<string, unknown>> = {}) => ({
  Orders: knowing(seconds),
  Table: table(),
  Mapping: streamMapping('Table', 'Orders', properties),
});
const ofKinesis = (seconds: unknown, hours: unknown) => ({
  Orders: knowing(seconds),
  Clicks: resource('AWS::Kinesis::Stream', { RetentionPeriodHours: hours }),
  Mapping: streamMapping('Clicks', 'Orders', { EventSourceArn: arn('Clicks') }),
});

/** @internal */
export const IDEMPOTENCY_EXPIRES_BEFORE_RETRIES: Rule = {
  id: 'IdempotencyExpiresBeforeRetries',
  severity: CheckSeverity.WARNING,
  problem: 'A function drops what it knows of an event before the last retry of that event.',
  impact: 'A late retry is taken for a new event, and has its effect a second time.',
  fix: "Raise 'IDEMPOTENCY_EXPIRES_AFTER_SECONDS' to the time in which the event may be delivered again, or set fewer retries of the source.",
  docsUrl: 'https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/#expiring-idempotency-records',
  *find(model): Iterable<Violation> {
    const property = `Environment.Variables.${VARIABLES.expiry}`;
    for (const fn of model.functions.values()) {
      const seconds = fn.resource.get(property) === undefined ? undefined : fn.resource.number(property);
      if (seconds === undefined) continue;
      const late = retriesOf(model, fn).find(({ horizon }) => horizon !== undefined && horizon > seconds);
      if (!late) continue;
      yield {
        resource: fn.resource,
        property,
        message: `'${property}' must be at least ${late.horizon}, the seconds in which events of ${late.called} (${late.resource.label}) may be delivered again, got ${seconds}`,
        value: String(late.horizon),
        fn,
      };
    }
  },
  examples: (): Examples => ({
    bad: [
      { Orders: knowing('3600'), Rule: rule(arn('Orders')) },
      { Orders: knowing('3600'), Rule: rule(arn('Orders')), Config: invokeConfig('Orders', {}) },
      ofQueue('899', redrive('Failed', 5)),
      ofQueue('3600', {}),
      ofStream('86399'),
      ofKinesis('86400', 48),
    ],
    good: [
      { Orders: knowing('21630'), Rule: rule(arn('Orders')) },
      { Orders: knowing(ref('Seconds')), Rule: rule(arn('Orders')) },
      { Orders: knowing('60', { Timeout: ref('Timeout') }), Rule: rule(arn('Orders')) },
      { Orders: fn(), Rule: rule(arn('Orders')) },
      { Orders: knowing('60'), Rule: rule(arn('Orders'), {}, { State: 'DISABLED' }) },
      {
        Orders: knowing('60'),
        Rule: rule(arn('Orders')),
        Config: resource('AWS::Lambda::EventInvokeConfig', { FunctionName: ref('Orders'), Qualifier: '$LATEST', MaximumRetryAttempts: 0 }),
      },
      {
        Orders: knowing('630'),
        Rule: rule(arn('Orders')),
        Config: resource('AWS::Lambda::EventInvokeConfig', {
          FunctionName: ref('Orders'),
          Qualifier: '$LATEST',
          MaximumEventAgeInSeconds: 600,
        }),
      },
      ofQueue('900', redrive('Failed', 5)),
      ofQueue('60', redrive('Failed', ref('Receives'))),
      ofQueue('60', { VisibilityTimeout: ref('Visibility') }),
      ofQueue('345600', {}),
      ofStream('86400'),
      ofStream('60', { MaximumRetryAttempts: 3 }),
      ofStream('600', { MaximumRecordAgeInSeconds: 600 }),
      ofStream('60', { Enabled: false }),
      ofKinesis('60', ref('Hours')),
      ofKinesis('172800', 48),
    ],
  }),
};
