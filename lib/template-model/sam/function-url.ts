import type { ResourceBody } from '../template';
import { isObject, type Properties, pick } from './fields';

/** The URL of a function, and for a public one both permissions that its callers need. @internal */
export function urlResources(
  id: string,
  { FunctionUrlConfig }: Properties,
  alias: string | undefined,
  target: unknown,
): Record<string, ResourceBody> {
  if (!isObject(FunctionUrlConfig)) return {};
  const permission = (Action: string, condition: Properties): ResourceBody => ({
    Type: 'AWS::Lambda::Permission',
    Properties: { FunctionName: target, Principal: '*', Action, ...condition },
  });
  const isPublic = FunctionUrlConfig.AuthType === 'NONE';
  return {
    [`${id}Url`]: {
      Type: 'AWS::Lambda::Url',
      Properties: {
        TargetFunctionArn: { Ref: id },
        ...(alias === undefined ? {} : { Qualifier: alias }),
        ...pick(FunctionUrlConfig, 'AuthType', 'InvokeMode'),
      },
    },
    ...(isPublic
      ? {
          [`${id}UrlPublicPermissions`]: permission('lambda:InvokeFunctionUrl', { FunctionUrlAuthType: 'NONE' }),
          [`${id}URLInvokeAllowPublicAccess`]: permission('lambda:InvokeFunction', { InvokedViaFunctionUrl: true }),
        }
      : {}),
  };
}
