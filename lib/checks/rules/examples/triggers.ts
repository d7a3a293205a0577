import type { ResourceBody } from '../../../template-model/template';
import { arn, policy, ref, resource } from './parts';

/*
 * What examples of triggers, failures and permissions are made of.
 */

type Properties = Readonly<Record<string, unknown>>;

/** An alias `live` of the function with the logical id. @internal */
export const alias = (target: string): ResourceBody =>
  resource('AWS::Lambda::Alias', { FunctionName: ref(target), FunctionVersion: '1', Name: 'live' });

/** A subscription of what the reference stands for to a topic elsewhere. @internal */
export const subscription = (Endpoint: unknown, properties: Properties = {}): ResourceBody =>
  resource('AWS::SNS::Subscription', {
    Protocol: 'lambda',
    TopicArn: 'arn:aws:sns:eu-west-1:111122223333:orders',
    Endpoint,
    ...properties,
  });

/** A rule for events that has one target. @internal */
export const rule = (Arn: unknown, target: Properties = {}, properties: Properties = {}): ResourceBody =>
  resource('AWS::Events::Rule', { EventPattern: { source: ['shop'] }, Targets: [{ Id: 'Orders', Arn, ...target }], ...properties });

/** @internal */
export const permission = (FunctionName: unknown, Principal: unknown, properties: Properties = {}): ResourceBody =>
  resource('AWS::Lambda::Permission', { Action: 'lambda:InvokeFunction', FunctionName, Principal, ...properties });

/** How asynchronous events of the function with the logical id end. @internal */
export const invokeConfig = (target: string, properties: Properties = {}): ResourceBody =>
  resource('AWS::Lambda::EventInvokeConfig', { FunctionName: ref(target), Qualifier: '$LATEST', ...properties });

/** @internal */
export const onFailure = (Destination: unknown): Properties => ({ DestinationConfig: { OnFailure: { Destination } } });

/** @internal */
export const deadLetters = (id: string): Properties => ({ DeadLetterConfig: { TargetArn: arn(id) } });

/** @internal */
export const allow = (Action: unknown, Resource: unknown = '*', others: Properties = {}): Properties => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...others,
});

/** A policy on the queue with the logical id. @internal */
export const queuePolicy = (id: string, ...statement: Properties[]): ResourceBody =>
  resource('AWS::SQS::QueuePolicy', { Queues: [ref(id)], PolicyDocument: policy(...statement) });

/** A method of a REST API elsewhere that invokes what the reference stands for, with what is behind its ARN. @internal */
export const method = (target: unknown, integration: Properties = {}, ...behind: unknown[]): ResourceBody =>
  resource('AWS::ApiGateway::Method', {
    RestApiId: 'a1b2c3d4e5',
    ResourceId: 'abc123',
    HttpMethod: 'GET',
    AuthorizationType: 'AWS_IAM',
    Integration: {
      Type: 'AWS_PROXY',
      IntegrationHttpMethod: 'POST',
      Uri: {
        'Fn::Join': ['', ['arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/', target, ...behind, '/invocations']],
      },
      ...integration,
    },
  });

/** @internal */
export const schedule = (Arn: unknown, target: Properties = {}, properties: Properties = {}): ResourceBody =>
  resource('AWS::Scheduler::Schedule', {
    FlexibleTimeWindow: { Mode: 'OFF' },
    ScheduleExpression: 'rate(1 hour)',
    Target: { Arn, RoleArn: 'arn:aws:iam::111122223333:role/schedules', ...target },
    ...properties,
  });
