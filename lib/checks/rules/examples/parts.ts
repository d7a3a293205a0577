import type { ResourceBody } from '../../../template-model/template';

/*
 * What examples are made of, so that each shows only what it is about.
 */

type Properties = Readonly<Record<string, unknown>>;

/** @internal */
export const resource = (
  Type: string,
  Properties: Properties = {},
  others: Omit<ResourceBody, 'Type' | 'Properties'> = {},
): ResourceBody => ({
  Type,
  Properties,
  ...others,
});

/** @internal */
export const arn = (id: string): unknown => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** @internal */
export const ref = (id: string): unknown => ({ Ref: id });

/** A text of parts. @internal */
export const join = (...parts: unknown[]): unknown => ({ 'Fn::Join': ['', parts] });

/** @internal */
export const fn = (properties: Properties = {}): ResourceBody =>
  resource('AWS::Lambda::Function', {
    Code: { ZipFile: 'exports.handler = async () => {};' },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Role: 'arn:aws:iam::111122223333:role/orders',
    ...properties,
  });

/** @internal */
export const queue = (properties: Properties = {}): ResourceBody => resource('AWS::SQS::Queue', properties);

/** A mapping of the source with the logical id to the function with the logical id. @internal */
export const mapping = (source: string, target: string, properties: Properties = {}): ResourceBody =>
  resource('AWS::Lambda::EventSourceMapping', { EventSourceArn: arn(source), FunctionName: ref(target), ...properties });

/** A policy that moves what failed to the queue with the logical id. @internal */
export const redrive = (id: string, maxReceiveCount: unknown = 5): { readonly RedrivePolicy: unknown } => ({
  RedrivePolicy: { deadLetterTargetArn: arn(id), maxReceiveCount },
});

/** With a stream of new images. @internal */
export const table = (properties: Properties = {}): ResourceBody =>
  resource('AWS::DynamoDB::Table', {
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    ...properties,
  });

/** A mapping of the table's stream, from its beginning. @internal */
export const streamMapping = (source: string, target: string, properties: Properties = {}): ResourceBody =>
  mapping(source, target, {
    EventSourceArn: { 'Fn::GetAtt': [source, 'StreamArn'] },
    StartingPosition: 'TRIM_HORIZON',
    ...properties,
  });

/** @internal */
export const policy = (...statements: unknown[]): Properties => ({ Version: '2012-10-17', Statement: statements });

/** A role for functions with these statements. @internal */
export const role = (...statements: unknown[]): ResourceBody => roleOf('lambda.amazonaws.com', ...statements);

/** A role for another service. @internal */
export const roleOf = (Service: string, ...statements: unknown[]): ResourceBody =>
  resource('AWS::IAM::Role', {
    AssumeRolePolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } }),
    ...(statements.length > 0 ? { Policies: [{ PolicyName: 'Orders', PolicyDocument: policy(...statements) }] } : {}),
  });

/** A key that leaves it to the account, and these statements. @internal */
export const key = (...statements: unknown[]): ResourceBody =>
  resource('AWS::KMS::Key', {
    KeyPolicy: policy(
      { Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: 'arn:aws:iam::111122223333:root' } },
      ...statements,
    ),
  });

/** Where the results of a function's asynchronous events go, as in `{ OnFailure: arn('Failed') }`. @internal */
export const invokeConfig = (target: string, destinations: Properties, Qualifier = '$LATEST'): ResourceBody =>
  resource('AWS::Lambda::EventInvokeConfig', {
    FunctionName: ref(target),
    Qualifier,
    DestinationConfig: Object.fromEntries(Object.entries(destinations).map(([way, Destination]) => [way, { Destination }])),
  });
