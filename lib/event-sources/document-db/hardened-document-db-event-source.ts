import { Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { EventSourceAlarms } from '../../alarms/event-source-alarms';
import { ITERATOR_AGE } from '../../alarms/kinds/iterator-age';
import { OVERSIZED_RECORDS } from '../../alarms/kinds/oversized-records';
import { acknowledge } from '../../core/acknowledgements';
import type { ServicePolicy } from '../../core/policies/service-policy';
import type { BindingContext } from '../shared/binding-context';
import { type BoundSource, EventSourceBase } from '../shared/event-source-base';
import { mapSource } from '../shared/mapping';
import { watchTimeout } from '../shared/polled-timeout';
import { accessBy, acknowledgeNetwork, networkStatement, secretStatements, warnOfImportedSecrets } from '../shared/source-access';
import { alarmsOf } from '../shared/source-alarms';
import { idPart, nameOfSource, type SourceName } from '../shared/source-name';
import { resolveWaivers } from '../shared/waived-protections';
import { checkDocumentDb } from './document-db-checks';
import type { HardenedDocumentDbEventSourceProps } from './document-db-options';

/**
 * The change stream of a DocumentDB cluster that a function reads: with no more permissions than Lambda uses, and alarms
 * for late and lost events.
 *
 * Lambda has no filters, retries, partial responses or failure targets for DocumentDB: a batch that fails is tried until it
 * succeeds, or until its events are gone from the stream. An event of more than 6 MB is lost. Calls from DocumentDB are not
 * traced by X-Ray, and the function's timeout is at most 840 seconds.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
 *
 * @example
 * declare const credentials: secretsmanager.Secret;
 * declare const orders: HardenedFunction;
 * orders.addEventSource(new HardenedDocumentDbEventSource({
 *   clusterArn: 'arn:aws:rds:eu-west-1:111122223333:cluster:shop',
 *   databaseName: 'shop',
 *   collectionName: 'orders',
 *   startingPosition: lambda.StartingPosition.TRIM_HORIZON,
 *   secret: credentials,
 * }));
 */
export class HardenedDocumentDbEventSource extends EventSourceBase {
  constructor(private readonly props: HardenedDocumentDbEventSourceProps) {
    super();
  }

  /** @internal */
  protected _bind(binding: BindingContext): BoundSource {
    const { target } = binding;
    const { props } = this;
    checkDocumentDb(target, props);
    const { clusterArn, databaseName, collectionName, fullDocument, secret, batchSize, maxBatchingWindow, enabled } = props;
    const name = nameOfSource(target, clusterArn);
    const part = collectionName === undefined ? databaseName : `${databaseName}.${collectionName}`;
    const { mapping, resource, policy } = mapSource(binding, {
      id: `DocumentDbEventSource:${name.id}:${idPart(target, part)}`,
      part,
      options: {
        eventSourceArn: clusterArn,
        batchSize: batchSize ?? 100,
        maxBatchingWindow,
        enabled,
        startingPosition: props.startingPosition,
        startingPositionTimestamp: props.startingPositionTimestamp,
        sourceAccessConfigurations: [accessBy('BASIC_AUTH', secret.secretArn)],
      },
      statements: () => [...clusterStatements(clusterArn), networkStatement(), ...secretStatements(target, secret)],
      filters: [],
      waived: resolveWaivers(target, props.waivers),
    });
    // CDK's mapping knows no DocumentDB.
    resource.documentDbEventSourceConfig = { databaseName, collectionName, fullDocument };
    acknowledge(mapping, { 'Serverless-LambdaEventSourceMappingDestination': TRIED_FOR_EVER });
    if (policy) acknowledgeResources(policy, clusterArn);
    warnOfImportedSecrets(mapping, [secret]);
    watchTimeout(mapping, binding, 'DocumentDB');
    return { mapping, alarms: this.makeAlarms(binding, mapping, part, name), filters: [] };
  }

  private makeAlarms(
    binding: BindingContext,
    mapping: lambda.EventSourceMapping,
    part: string,
    { displayName: clusterName }: SourceName,
  ): EventSourceAlarms {
    const { target } = binding;
    const displayName = `${part} of ${clusterName}`;
    return alarmsOf(binding, mapping, this.props.alarms, displayName).make([ITERATOR_AGE, OVERSIZED_RECORDS], {
      live: target,
      displayName,
      mappingId: mapping.eventSourceMappingId,
    }).ofSource;
  }
}

const TRIED_FOR_EVER =
  'DocumentDB takes no failure target: Lambda tries a batch until it succeeds, or its events are gone from the stream.';

/** Of the parameters and the subnets the ARN of the cluster says account and region only. */
const besideCluster = (clusterArn: string, kind: 'cluster-pg' | 'subgrp'): string => `${Fn.split(':cluster:', clusterArn, 2)[0]}:${kind}:*`;

/** https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html */
const clusterStatements = (clusterArn: string): iam.PolicyStatement[] => [
  new iam.PolicyStatement({ actions: ['rds:DescribeDBClusters'], resources: [clusterArn] }),
  new iam.PolicyStatement({ actions: ['rds:DescribeDBClusterParameters'], resources: [besideCluster(clusterArn, 'cluster-pg')] }),
  new iam.PolicyStatement({ actions: ['rds:DescribeDBSubnetGroups'], resources: [besideCluster(clusterArn, 'subgrp')] }),
];

function acknowledgeResources(policy: ServicePolicy, clusterArn: string): void {
  acknowledgeNetwork(policy);
  const reason = "The cluster's ARN does not name its parameter group and its subnet group; both are only described.";
  policy.acknowledgeWildcard(besideCluster(clusterArn, 'cluster-pg'), reason);
  policy.acknowledgeWildcard(besideCluster(clusterArn, 'subgrp'), reason);
}
