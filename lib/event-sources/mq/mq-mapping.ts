import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { STOPPED_READER } from '../../alarms/kinds/stopped-reader';
import { acknowledge } from '../../core/acknowledgements';
import { checkGiven } from '../../core/errors';
import { checkSeconds, checkWholeNumber } from '../../core/input/ranges';
import { checkText } from '../../core/input/texts';
import { BROKER } from '../../filters/engine/broker-source';
import type { BindingContext } from '../shared/binding-context';
import type { BoundSource } from '../shared/event-source-base';
import { mapSource } from '../shared/mapping';
import { BATCH_SIZE, BATCHING_WINDOW, NAME_IN_SOURCE } from '../shared/mapping-limits';
import { watchTimeout } from '../shared/polled-timeout';
import { accessBy, acknowledgeNetwork, networkStatement, secretStatements, warnOfImportedSecrets } from '../shared/source-access';
import { alarmsOf } from '../shared/source-alarms';
import { checkEncryption, resolveFilters } from '../shared/source-filters';
import { idPart, nameOfSource } from '../shared/source-name';
import { resolveWaivers } from '../shared/waived-protections';
import { checkOptions } from '../supported-options';
import type { HardenedMqEventSourceOptions } from './mq-options';
import { type MqEngine, waitingMessages } from './waiting-messages';

/**
 * Maps a queue of Amazon MQ to a function.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-mq-params.html
 *
 * @internal
 */
export function mapQueue(
  binding: BindingContext,
  engine: MqEngine,
  props: HardenedMqEventSourceOptions,
  virtualHost?: string,
): BoundSource {
  const { target } = binding;
  checkMq(target, engine, props);
  checkText(target, 'virtualHost', virtualHost, { ...NAME_IN_SOURCE, fix: "leave it out for '/'" });
  const waived = resolveWaivers(target, props.waivers);
  const filters = resolveFilters(target, BROKER, props);
  checkEncryption(target, props);
  const { brokerArn, queue, secret, batchSize, maxBatchingWindow, enabled, filterEncryption } = props;
  const { id, displayName } = nameOfSource(target, brokerArn);
  const part = virtualHost === undefined ? queue : `${virtualHost}:${queue}`;
  const { mapping, resource, policy } = mapSource(binding, {
    id: `${engine}EventSource:${id}:${idPart(target, part)}`,
    part,
    options: {
      eventSourceArn: brokerArn,
      batchSize: batchSize ?? 100,
      maxBatchingWindow,
      enabled,
      sourceAccessConfigurations: [
        accessBy('BASIC_AUTH', secret.secretArn),
        ...(virtualHost === undefined ? [] : [accessBy('VIRTUAL_HOST', virtualHost)]),
      ],
    },
    statements: () => [
      new iam.PolicyStatement({ actions: ['mq:DescribeBroker'], resources: [brokerArn] }),
      networkStatement(),
      ...secretStatements(target, secret),
    ],
    filters,
    filterEncryption,
    waived,
  });
  // CDK's mapping knows no queues.
  resource.queues = [queue];
  acknowledge(mapping, { 'Serverless-LambdaEventSourceMappingDestination': STORED_BY_BROKER });
  if (policy) acknowledgeNetwork(policy);
  warnOfImportedSecrets(mapping, [secret]);
  watchTimeout(mapping, binding, 'Amazon MQ');
  const alarms = alarmsOf(binding, mapping, props.alarms, `${queue} of ${displayName}`).make([STOPPED_READER], {
    live: target,
    displayName: `the queue ${queue}`,
    mappingId: mapping.eventSourceMappingId,
    isEnabled: enabled !== false,
    countsEvents: false,
    // What no filter matches is taken from the queue too.
    isFiltered: false,
    arriving: (window) => waitingMessages(engine, { brokerArn, queue, virtualHost }, window),
  });
  return { mapping, alarms: alarms.ofSource, filters };
}

const STORED_BY_BROKER = 'Amazon MQ takes no failure target: redelivery and dead letters are matters of the broker.';

function checkMq(scope: IConstruct, engine: string, props: HardenedMqEventSourceOptions): void {
  checkOptions(scope, 'Amazon MQ', props, engine === 'RabbitMq' ? ['virtualHost'] : []);
  checkGiven(scope, 'brokerArn', props.brokerArn, 'broker.attrArn');
  checkGiven(scope, 'queue', props.queue, "'orders'");
  checkGiven(scope, 'secret', props.secret, "new secretsmanager.Secret(this, 'Credentials')");
  checkText(scope, 'brokerArn', props.brokerArn, {
    pattern: /^arn:[^:]+:mq:[^:]*:[^:]*:broker:[^:*]+:[^:*]+$/,
    rule: 'the ARN of a broker of Amazon MQ, with its name and its id',
    fix: 'take it from the broker',
  });
  checkText(scope, 'queue', props.queue, {
    pattern: /^[\s\S]{1,1000}$/,
    rule: '1 to 1000 characters',
    fix: 'name one queue as the broker does',
  });
  checkWholeNumber(scope, 'batchSize', props.batchSize, BATCH_SIZE);
  checkSeconds(scope, 'maxBatchingWindow', props.maxBatchingWindow, BATCHING_WINDOW);
}
