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

type ReadTemplate = (file: string) => TemplateBody;

const readJson: ReadTemplate = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * The templates of each application: each stage of an app is one, in a folder of its own.
 *
 * @internal
 */
export function applicationsOf(stacks: readonly StackTemplate[], read: ReadTemplate = readJson): readonly (readonly Template[])[] {
  const byFolder = new Map<string, Template[]>();
  for (const stack of stacks) {
    const folder = dirname(stack.file);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), ...withNested(stack, read)]);
  }
  return [...byFolder.values()];
}

/** With the templates of the stacks inside it, which the CDK writes beside it. */
function withNested(stack: StackTemplate, read: ReadTemplate): Template[] {
  const { name, file, region, account } = stack;
  const template = { name, body: read(file), file, region, account };
  return [template, ...nestedIn(template, assetsOf(file), read)];
}

function nestedIn(parent: Template & { readonly file: string }, assets: ReadonlyMap<string, string>, read: ReadTemplate): Template[] {
  return Object.entries(parent.body.Resources ?? {}).flatMap(([id, { Type, Properties }]) => {
    if (Type !== 'AWS::CloudFormation::Stack') return [];
    const url = JSON.stringify(Properties?.TemplateURL ?? '');
    const file = [...assets].find(([hash]) => url.includes(hash))?.[1];
    if (file === undefined || !existsSync(file)) return [];
    const nested = { ...parent, name: `${parent.name}/${id}`, body: read(file), file, deployedBy: { template: parent, id } };
    return [nested, ...nestedIn(nested, assets, read)];
  });
}

/** The files that a stack brings along, by the hashes that stand in their addresses. */
function assetsOf(templateFile: string): ReadonlyMap<string, string> {
  const manifest = templateFile.replace(/\.template\.json$/, '.assets.json');
  if (!existsSync(manifest)) return new Map();
  const { files = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly files?: Record<string, { source?: { path?: string } }> };
  return new Map(
    Object.entries(files).flatMap(([hash, { source }]): [string, string][] =>
      source?.path?.endsWith('.template.json') ? [[hash, join(dirname(templateFile), source.path)]] : [],
    ),
  );
}
