import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { missingInDotnet } from '../cdk-languages/dotnet';
import { equal, filesOf, type PackageJson, required, type Step } from './step';

const REQUIRED = ['Amazon.JSII.Runtime', 'Amazon.CDK.Lib', 'Constructs'];
/** NuGet refuses longer ones. */
const LIMITS = { PackageId: 100, Description: 4000, PackageTags: 4000 };

type Fields = Record<string, string>;

/** https://learn.microsoft.com/nuget/create-packages/package-authoring-best-practices */
export function projectProblems(xml: string, files: readonly string[], packageJson: PackageJson): string[] {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false, isArray: isList });
  const { PropertyGroup, ItemGroup } = parser.parse(xml).Project as { PropertyGroup: Fields[]; ItemGroup: Record<string, Fields[]>[] };
  const fields: Fields = Object.assign({}, ...PropertyGroup);
  const included = (kind: string) => ItemGroup.flatMap((group) => group[kind] ?? []).map(({ Include }) => Include);
  const needs = included('PackageReference');
  const { packageId } = (packageJson.jsii as { targets: { dotnet: { packageId: string } } }).targets.dotnet;
  const { Description, Authors, PackageLicenseExpression, ProjectUrl, RepositoryUrl, RepositoryType, PackageTags } = fields;
  return [
    ...required('the .NET project', {
      ...{ Description, Authors, PackageLicenseExpression, ProjectUrl, RepositoryUrl, RepositoryType, PackageTags },
      GenerateDocumentationFile: fields.GenerateDocumentationFile,
      TargetFramework: fields.TargetFramework,
    }),
    ...equal('the .NET project', 'PackageId', fields.PackageId, packageId),
    ...equal('the .NET project', 'PackageVersion', fields.PackageVersion, packageJson.version),
    ...equal('the .NET project', 'PackageLicenseExpression', PackageLicenseExpression, packageJson.license),
    ...Object.entries(LIMITS).flatMap(([field, limit]) =>
      (fields[field] ?? '').length > limit ? [`the .NET project must have a '${field}' of at most ${limit} characters`] : [],
    ),
    ...REQUIRED.filter((name) => !needs.includes(name)).map((name) => `the .NET project must reference ${name}, got ${needs.join(', ')}`),
    ...filesOf('the .NET project', files, ['LICENSE', 'NOTICE', ...included('EmbeddedResource')]),
  ];
}

const isList = (name: string) => ['PropertyGroup', 'ItemGroup', 'PackageReference', 'EmbeddedResource'].includes(name);

/** The project is read, not built: .NET is not among the tools that this repository needs. The release builds it. */
export const nuget: Step = {
  name: 'NuGet',
  tools: [],

  run({ root, code, packageJson }) {
    const { packageId } = (packageJson.jsii as { targets: { dotnet: { packageId: string } } }).targets.dotnet;
    const folder = join(code, 'dotnet', packageId);
    const xml = readFileSync(join(folder, `${packageId}.csproj`), 'utf8');
    const missing = missingInDotnet(root, code).map((file) => `the .NET project must contain ${file}, got none`);
    return {
      made: `${packageId}.csproj and its sources; not compiled`,
      problems: [...projectProblems(xml, readdirSync(folder), packageJson), ...missing],
    };
  },
};
