import type { ResourceBody, Template } from '../template-model/template';

const PATH = 'aws:cdk:path';

/** Where the CDK made a resource, by its template and its logical id. @internal */
export type PathOf = (template: Template, id: string) => string | undefined;

/** The templates with the paths of constructs, also where an app does not write them into its templates. @internal */
export function withPaths(templates: readonly Template[], pathOf: PathOf): Template[] {
  const made = new Map<Template, Template>();
  const rewritten = (template: Template): Template => {
    const known = made.get(template);
    if (known) return known;
    const { deployedBy, body } = template;
    const entries = Object.entries(body.Resources ?? {}).map(([id, resource]) => [id, placed(resource, pathOf(template, id))] as const);
    const copy: Template = {
      ...template,
      ...(deployedBy && { deployedBy: { ...deployedBy, template: rewritten(deployedBy.template) } }),
      ...(body.Resources && { body: { ...body, Resources: Object.fromEntries(entries) } }),
    };
    made.set(template, copy);
    return copy;
  };
  return templates.map(rewritten);
}

function placed(resource: ResourceBody, path: string | undefined): ResourceBody {
  if (path === undefined || typeof resource !== 'object' || resource === null || resource.Metadata?.[PATH] !== undefined) return resource;
  return { ...resource, Metadata: { ...resource.Metadata, [PATH]: path } };
}
