import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Template, TemplateBody } from '../template-model/template';

/** A template of an app, and where it will be deployed. @internal */
export interface StackTemplate {
  readonly name: string;
  /** Its file in the cloud assembly. */
  readonly file: string;
  readonly region?: string;
  readonly account?: string;
}

/** How the files of a cloud assembly are read. What can't be read is absent. @internal */
export interface AssemblyFiles {
  template(file: string): TemplateBody | undefined;
  /** The list of the files that a stack brings along, as it was written. */
  assets(file: string): unknown;
}

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const TRUSTED: AssemblyFiles = { template: readJson, assets: readJson };

/**
 * The templates of each application: each stage of an app is one, in a separate folder.
 *
 * @internal
 */
export function applicationsOf(stacks: readonly StackTemplate[], files: AssemblyFiles = TRUSTED): readonly (readonly Template[])[] {
  const byFolder = new Map<string, Template[]>();
  for (const stack of stacks) {
    const folder = dirname(stack.file);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), ...withNested(stack, files)]);
  }
  return [...byFolder.values()];
}

/** With the templates of the stacks inside it, which the CDK writes beside it. */
function withNested(stack: StackTemplate, files: AssemblyFiles): Template[] {
  const { name, file, region, account } = stack;
  const body = files.template(file);
  if (body === undefined) return [];
  const template = { name, body, file, region, account };
  return [template, ...new NestedTemplates(assetsOf(file, files), files).of(template)];
}

/** More than any stack deploys. Templates that deploy each other many times would grow without end. */
const MOST_NESTED = 1000;

class NestedTemplates {
  private count = 0;

  constructor(
    private readonly assets: Assets,
    private readonly files: AssemblyFiles,
  ) {}

  public of(parent: Template, above: readonly string[] = []): Template[] {
    return Object.entries(parent.body.Resources ?? {}).flatMap(([id, { Type, Properties }]) => {
      if (Type !== 'AWS::CloudFormation::Stack') return [];
      const url = JSON.stringify(Properties?.TemplateURL ?? '');
      const file = [...this.assets].find(([hash]) => url.includes(hash))?.[1];
      if (file === undefined || above.includes(file) || this.count >= MOST_NESTED || !existsSync(file)) return [];
      this.count++;
      const body = this.files.template(file);
      if (body === undefined) return [];
      const nested = { ...parent, name: `${parent.name}/${id}`, body, file, deployedBy: { template: parent, id } };
      return [nested, ...this.of(nested, [...above, file])];
    });
  }
}

type Assets = ReadonlyMap<string, string>;

/** The files that a stack brings along, by the hashes in their addresses. */
function assetsOf(templateFile: string, files: AssemblyFiles): Assets {
  const manifest = templateFile.replace(/\.template\.json$/, '.assets.json');
  if (manifest === templateFile || !existsSync(manifest)) return new Map();
  const listed = files.assets(manifest) as { readonly files?: Record<string, { source?: { path?: unknown } } | null> } | undefined | null;
  return new Map(
    Object.entries(Object(listed?.files) as NonNullable<typeof listed>['files'] & object).flatMap(([hash, asset]): [string, string][] => {
      const path = asset?.source?.path;
      return typeof path === 'string' && path.endsWith('.template.json') ? [[hash, join(dirname(templateFile), path)]] : [];
    }),
  );
}
