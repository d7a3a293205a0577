import type { Template, TemplateBody } from './template';

/** Transforms that make nothing that a rule would miss: what SAM makes of functions is spelled out before. */
const PLAIN = ['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions'];

/**
 * Whether a template makes resources that it does not spell out, by a loop or a macro: what seems to be missing may be
 * among them.
 *
 * @internal
 */
export const makesHiddenResources = ({ body }: Template): boolean =>
  isTransformed(body) || Object.keys(body.Resources ?? {}).some((id) => id.startsWith('Fn::'));

/** Whether a template gives permissions that it does not spell out: by a connector of SAM's. @internal */
export const givesHiddenPermissions = ({ body }: Template): boolean =>
  Object.values(body.Resources ?? {}).some(
    (resource) => resource?.Type === 'AWS::Serverless::Connector' || 'Connectors' in Object(resource),
  );

function isTransformed(body: TemplateBody): boolean {
  const { Transform } = body as { readonly Transform?: unknown };
  const transforms = Transform === undefined ? [] : Array.isArray(Transform) ? Transform : [Transform];
  return transforms.some((transform) => !PLAIN.includes(transform));
}
