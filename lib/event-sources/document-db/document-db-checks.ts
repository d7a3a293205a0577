import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { checkGiven, refuse } from '../../core/errors';
import { checkSeconds, checkWholeNumber } from '../../core/input/ranges';
import { checkText, type Texts } from '../../core/input/texts';
import { BATCH_SIZE, BATCHING_WINDOW } from '../shared/mapping-limits';
import { checkStart } from '../streams/stream-settings';
import { checkOptions } from '../supported-options';
import { DocumentDbFullDocument, type HardenedDocumentDbEventSourceProps } from './document-db-options';

const CLUSTER: Texts = {
  pattern: /^arn:[^:]+:rds:[^:]*:[^:]*:cluster:[^:]+$/,
  rule: 'the ARN of a cluster of DocumentDB',
  fix: "write for example 'arn:aws:rds:eu-west-1:111122223333:cluster:shop'",
};

const DATABASE: Texts = {
  pattern: /^[^ /.$"]{1,63}$/,
  rule: '1 to 63 characters without slash, dot, dollar, quotation mark or space',
  fix: 'name one database as the cluster does',
};

const COLLECTION: Texts = {
  pattern: /^(?!system\.)[_a-zA-Z0-9][^$]{0,56}$/,
  rule: "1 to 57 characters without dollar, begin with a letter, a digit or an underscore, and not with 'system.'",
  fix: 'name one collection, or leave it out for all',
};

/**
 * What Lambda takes for DocumentDB.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-lambda-eventsourcemapping-documentdbeventsourceconfig.html
 *
 * @internal
 */
export function checkDocumentDb(scope: IConstruct, props: HardenedDocumentDbEventSourceProps): void {
  checkOptions(scope, 'Amazon DocumentDB', props);
  checkGiven(scope, 'clusterArn', props.clusterArn, "'arn:aws:rds:eu-west-1:111122223333:cluster:shop'");
  checkGiven(scope, 'databaseName', props.databaseName, "'shop'");
  checkGiven(scope, 'secret', props.secret, "new secretsmanager.Secret(this, 'Credentials')");
  checkText(scope, 'clusterArn', props.clusterArn, CLUSTER);
  checkText(scope, 'databaseName', props.databaseName, DATABASE);
  checkText(scope, 'collectionName', props.collectionName, COLLECTION);
  checkWholeNumber(scope, 'batchSize', props.batchSize, BATCH_SIZE);
  checkSeconds(scope, 'maxBatchingWindow', props.maxBatchingWindow, BATCHING_WINDOW);
  checkStart(scope, props.startingPosition, props.startingPositionTimestamp, true);
  const { fullDocument } = props;
  if (fullDocument === undefined || Token.isUnresolved(fullDocument) || Object.values(DocumentDbFullDocument).includes(fullDocument))
    return;
  refuse(scope, `'fullDocument' must be Default or UpdateLookup, got ${fullDocument}; pass one of FullDocument`);
}
