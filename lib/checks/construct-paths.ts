import { basename } from 'node:path';
import { CfnResource, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Resource } from '../template-model/resource';

/**
 * Which construct made a resource of a template. The app is searched when it is first asked.
 *
 * @internal
 */
export class ConstructPaths {
  private paths?: ReadonlyMap<string, IConstruct>;

  constructor(private readonly app: IConstruct) {}

  public constructOf({ id, template }: Pick<Resource, 'id' | 'template'>): IConstruct | undefined {
    this.paths ??= pathsIn(this.app);
    return template.file === undefined ? undefined : this.paths.get(key(template.file, id));
  }
}

const key = (templateFile: string, logicalId: string): string => `${basename(templateFile)} ${logicalId}`;

function pathsIn(app: IConstruct): ReadonlyMap<string, IConstruct> {
  const resources = app.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node));
  return new Map(
    resources.map((resource) => {
      const stack = Stack.of(resource);
      return [key(stack.templateFile, stack.resolve(resource.logicalId)), resource];
    }),
  );
}
