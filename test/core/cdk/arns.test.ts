import { App, Aws, Fn } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { isQueue, isSame, resourceBehind } from '../../../lib/core/cdk/arns';
import { stackOf } from '../../harness';

const LITERAL = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const stack = stackOf(new App());
const queue = new sqs.Queue(stack, 'Queue');
const topic = new sns.Topic(stack, 'Topic');

test('behind the ARN of a construct is its resource', () => {
  expect(resourceBehind(queue.queueArn)).toBe(queue.node.defaultChild);
});

test.each([
  ['a literal', LITERAL],
  ['more than a reference', `${queue.queueArn}/*`],
  ['a pseudo parameter', Aws.ACCOUNT_ID],
  ['an import', Fn.importValue('Arn')],
])('behind %s is none', (_, arn) => expect(resourceBehind(arn)).toBeUndefined());

test.each([
  ["a queue's", queue.queueArn, true],
  ["a topic's", topic.topicArn, false],
  ['a literal one', LITERAL, true],
  ['a literal one of China', LITERAL.replace('aws', 'aws-cn'), true],
  ["a topic's literal one", LITERAL.replace('sqs', 'sns'), false],
  ['one that is only mentioned', `of ${LITERAL}`, false],
  ['one without a partition', LITERAL.replace('aws', ''), false],
])('the ARN of a queue or not: %s', (_, arn, expected) => expect(isQueue(arn)).toBe(expected));

test.each([
  ['one resource', queue.queueArn, queue.queueArn, true],
  ['two resources', queue.queueArn, topic.topicArn, false],
  ['a resource and a literal', queue.queueArn, LITERAL, false],
  ['one literal', LITERAL, LITERAL, true],
  ['two literals', LITERAL, `${LITERAL}2`, false],
  ['one import', Fn.importValue('Arn'), Fn.importValue('Arn'), true],
  ['two imports', Fn.importValue('Arn'), Fn.importValue('Other'), false],
])('the same or not: %s', (_, one, other, expected) => expect(isSame(stack, one, other)).toBe(expected));

test('a resource of another stack is the same there', () => {
  const app = new App();
  const [made, other] = [stackOf(app, 'Made'), stackOf(app, 'Other')];
  const { queueArn } = new sqs.Queue(made, 'Queue');
  expect(isSame(other, queueArn, queueArn)).toBe(true);
});
