import type { ApplicationModel } from '../../template-model/application-model';
import { type Mapping, SourceKind } from '../../template-model/events/mapping';
import type { LambdaFunction } from '../../template-model/functions/lambda-function';
import type { Resource } from '../../template-model/resource';
import { calledResource, keyOf } from '../called';
import type { CostLine } from './cost-evidence';
import { type Term, term } from './terms';

const MB_IN_GB = 1024;
const HOURS = 730;
/** Where the template gives none; of Kafka it is one. */
const FEWEST_SQS_POLLERS = 2;
/** An idle queue is asked by about five pollers, each for 20 seconds. */
const IDLE_POLLS = (5 * HOURS * 3600) / 20 / 1e6;

/** What a million events of a function cost. @internal */
export function functionLines(fn: LambdaFunction, model: ApplicationModel): CostLine[] {
  const { resource } = fn;
  const functionKey = keyOf(resource);
  const line = (of: Resource, protection: string, parts: { readonly idle?: Term[]; readonly perMillion?: Term[] }): CostLine => ({
    key: keyOf(of),
    label: calledResource(of),
    type: of.type,
    protection,
    functionKey,
    idle: parts.idle ?? [],
    perMillion: parts.perMillion ?? [],
  });
  const isArm = resource.get('Architectures.0') === 'arm64';
  const gb = (resource.number('MemorySize', 128) ?? 128) / MB_IN_GB;
  const traced = resource.get('TracingConfig.Mode') === 'Active';
  const group = model.logGroupOf(fn);
  const logs = term('logs', 'logIngestedGb', 1e6, ['logSize']);
  return [
    line(resource, 'function', {
      perMillion: [
        term('requests', 'lambdaRequest', 1),
        term('duration', isArm ? 'lambdaGbSecondArm' : 'lambdaGbSecondX86', gb, ['duration']),
        ...(group ? [] : [logs]),
      ],
      idle: provisionedOf(fn, model, gb, isArm),
    }),
    ...(traced ? [line(resource, 'tracing', { perMillion: [term('traces', 'trace', 1, ['traced'])] })] : []),
    ...(group ? [line(group, 'logs', { perMillion: [logs] })] : []),
    ...model.mappingsOf(fn).map((mapping) =>
      line(mapping.resource, 'event sources', {
        idle: [
          ...(mapping.kind === SourceKind.SQS && mapping.isEnabled !== false ? [term('polls', 'queueRequest', IDLE_POLLS)] : []),
          ...pollersOf(mapping),
        ],
        // Received and deleted, a batch at a time; each message is sent by itself.
        perMillion:
          mapping.kind === SourceKind.SQS
            ? [term('messages sent', 'queueRequest', 1), term('batches received and deleted', 'queueRequest', 2, [], 'batch')]
            : [],
      }),
    ),
    ...failureTargetsOf(fn, model).map((target) =>
      line(target, 'failure capture', {
        perMillion: [term('failed events', target.type === 'AWS::SNS::Topic' ? 'topicPublish' : 'queueRequest', 1, ['failed'])],
      }),
    ),
  ];
}

function failureTargetsOf(fn: LambdaFunction, model: ApplicationModel): readonly Resource[] {
  const direct = model.failureTargets
    .filter(({ invoked, kind }) => invoked.fn === fn && kind !== 'on-success')
    .flatMap(({ target }) => target ?? []);
  const redrives = model.mappingsOf(fn).flatMap(({ source }) => (source && model.queues.get(source)?.redrive) ?? []);
  return [...new Set([...direct, ...redrives])].filter(({ type }) => type === 'AWS::SQS::Queue' || type === 'AWS::SNS::Topic');
}

function provisionedOf(fn: LambdaFunction, model: ApplicationModel, gb: number, isArm: boolean): Term[] {
  const ofFunction = model.resources
    .ofType('AWS::Lambda::Alias', 'AWS::Lambda::Version')
    .filter((resource) => model.finder.invokedBy(resource.get('FunctionName'))?.fn === fn);
  const count = ofFunction.reduce(
    (sum, resource) => sum + (resource.number('ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions', 0) ?? 0),
    0,
  );
  const price = isArm ? 'provisionedGbSecondArm' : 'provisionedGbSecondX86';
  return count === 0 ? [] : [term('provisioned concurrency', price, (count * gb * HOURS * 3600) / 1e6)];
}

function pollersOf({ kind, resource }: Mapping): Term[] {
  if (resource.has('ProvisionedPollerConfig') !== true) return [];
  const pollers = resource.number('ProvisionedPollerConfig.MinimumPollers', kind === SourceKind.SQS ? FEWEST_SQS_POLLERS : 1) ?? 0;
  return pollers === 0 ? [] : [term('event pollers', 'pollerHour', pollers * HOURS)];
}
