import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { NestedStack, Stack } from 'aws-cdk-lib';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { type Application, adopted, losses, MAY_COME } from './adopted';
import { deployments, ENVIRONMENT, odd, plainFunction } from './odd-application';

/*
 * The line of the hardening is removed again: what an update from the hardened templates back to the plain ones does. What an
 * application loses on the way there is tested beside this; all that came on the way is taken back here.
 */

const reader: Application = (app) => {
  const stack = new Stack(app, 'Shop', { env: ENVIRONMENT });
  plainFunction(stack, 'Orders').addEventSource(new sources.SqsEventSource(new sqs.Queue(stack, 'Queue')));
  plainFunction(new NestedStack(stack, 'Nested'), 'Inside');
};

/** What holds logs or events, which nobody may lose by removing a line. */
const WITH_DATA = ['AWS::Logs::LogGroup', 'AWS::SQS::Queue'];
/** Names of which an account has one: what is kept with one could not be made again. */
const NAMES = ['LogGroupName', 'QueueName', 'AlarmName', 'TopicName', 'PolicyName', 'ManagedPolicyName'];

describe.each([
  ['one function that reads a queue, and one in a nested stack', reader],
  ['what the CDK makes for deployments', deployments],
  ['an application with everything odd', odd],
])('going back, of %s', (_, application) => {
  const { plain, hardened } = adopted(application);
  const removed = Object.keys(plain).flatMap((path) => Object.entries(hardened[path]).filter(([id]) => !(id in plain[path])));

  test('has nothing to restore: the way there loses nothing', () => {
    expect(losses({ plain, hardened })).toEqual([]);
  });

  test('keeps what holds logs or events, under names that are generated, so that the line can be added again', () => {
    const kept = removed.filter(([, { DeletionPolicy }]) => /^Retain/.test(String(DeletionPolicy)));
    const withData = removed.filter(([, { Type }]) => WITH_DATA.includes(Type));
    expect(withData.length).toBeGreaterThan(0);
    expect(withData.filter((each) => !kept.includes(each))).toEqual([]);
    for (const [, { Type, Properties = {} }] of kept)
      expect(Object.keys(Properties).filter((name) => Type !== 'AWS::Lambda::Version' && NAMES.includes(name))).toEqual([]);
  });
});

test('what comes to resources that exist replaces none of them, neither on the way there nor back', () => {
  const spec = loadAwsServiceSpecSync();
  for (const [type, names] of Object.entries(MAY_COME)) {
    const { properties } = spec.lookup('resource', 'cloudFormationType', 'equals', type).only();
    for (const name of [...names, ...(type === 'AWS::IAM::Role' ? ['ManagedPolicyArns'] : [])])
      expect([type, name, properties[name]?.causesReplacement ?? 'no']).toEqual([type, name, 'no']);
  }
  const { properties } = spec.lookup('resource', 'cloudFormationType', 'equals', 'AWS::Lambda::Function').only();
  expect(properties.FunctionName.causesReplacement).toBe('yes');
});

test('going back takes the redrive policy from the queue, and keeps the redrive queue', () => {
  const { plain, hardened } = adopted(reader);
  const [id] = Object.keys(plain.Shop).filter((each) => plain.Shop[each].Type === 'AWS::SQS::Queue');
  expect([plain.Shop[id].Properties?.RedrivePolicy, hardened.Shop[id].Properties?.RedrivePolicy]).toEqual([undefined, expect.anything()]);
  const redrive = Object.keys(hardened.Shop).filter((each) => /^QueueRedrive[0-9A-F]{8}$/.test(each));
  expect(redrive.map((each) => hardened.Shop[each].DeletionPolicy)).toEqual(['RetainExceptOnCreate']);
});
