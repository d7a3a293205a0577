import type { ResourceBody } from './picture/template';

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
