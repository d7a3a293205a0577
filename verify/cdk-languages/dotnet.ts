import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadAssemblyFromPath } from '@jsii/spec';

/** The public types for which no source in C# was generated. */
export function missingInDotnet(root: string, packages: string): string[] {
  const { types = {}, targets } = loadAssemblyFromPath(root);
  const { namespace, packageId } = (targets?.dotnet ?? {}) as Record<string, string>;
  const project = join(packages, 'dotnet', packageId);
  const sources = Object.values(types).map(({ name }) => join(project, namespace, `${name}.cs`));
  return [join(project, `${packageId}.csproj`), ...sources].filter((file) => !existsSync(file));
}
