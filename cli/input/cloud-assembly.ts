import { existsSync, realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { applicationsOf, type StackTemplate } from '../../lib/checks/app-templates';
import { isDeeper } from '../../lib/filters/engine/depth';
import { refuse } from '../refusal';
import { type Application, type AssemblyNotes, noNotes, noteKey, type SourceLine } from './application';
import type { Reading } from './inputs';
import type { Positions } from './positions';
import { type ReadTemplate, readTemplate } from './template-text';

/** More than any file of the CDK has. */
const DEEPEST = 100;
const ACKNOWLEDGED = 'aws:cdk:acknowledged-rules';
const LOGICAL_ID = 'aws:cdk:logicalId';
const CREATION_STACK = 'aws:cdk:creationStack';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

export const manifestIn = (folder: string): string => join(folder, 'manifest.json');

/** Reads what `cdk synth` writes: the stacks of the app, and of each of its stages. Nothing outside of the folder is read. */
export function applicationsIn(folder: string, reading: Reading): Application[] {
  const assembly = new Assembly(folder, reading);
  assembly.gather(folder);
  if (!assembly.hasStacks) refuse(`${folder}: a cloud assembly must have a stack, got none; add one to the app, then run 'cdk synth'`);
  return assembly.applications();
}

class Assembly {
  private readonly stacks: StackTemplate[] = [];
  private readonly notes: AssemblyNotes = noNotes();
  private readonly seen = new Set<string>();
  private isEmpty = true;

  constructor(
    private readonly root: string,
    private readonly reading: Reading,
  ) {}

  public get hasStacks(): boolean {
    return !this.isEmpty;
  }

  public gather(folder: string): void {
    const real = realpathSync(folder);
    if (this.seen.has(real)) return;
    this.seen.add(real);
    for (const [id, artifact] of Object.entries(this.artifactsOf(folder))) {
      const { type, properties } = fieldsOf(artifact);
      const { templateFile, directoryName } = fieldsOf(properties);
      if (type === 'cdk:cloud-assembly' && textOf(directoryName)) this.gatherNested(folder, directoryName as string);
      if (type !== 'aws:cloudformation:stack' || !textOf(templateFile)) continue;
      this.isEmpty = false;
      this.addStack(folder, id, fieldsOf(artifact), join(folder, templateFile as string));
    }
  }

  public applications(): Application[] {
    const { reader, problems } = this.reading;
    const read = new Map<string, ReadTemplate | undefined>();
    const files = {
      template: (file: string) => {
        if (!read.has(file))
          read.set(
            file,
            problems.attempt(file, () => readTemplate(file, reader.within(this.root, file))),
          );
        return read.get(file)?.body;
      },
      assets: (file: string) => problems.attempt(file, () => this.json(file)),
    };
    return applicationsOf(this.stacks, files)
      .filter((templates) => templates.length > 0)
      .map((templates) => ({
        templates,
        positions: new Map(templates.map((template) => [template, read.get(template.file as string)?.positions as Positions])),
        notes: this.notes,
      }));
  }

  private artifactsOf(folder: string): Fields {
    return fieldsOf(fieldsOf(this.json(manifestIn(folder))).artifacts);
  }

  private gatherNested(folder: string, name: string): void {
    const nested = join(folder, name);
    this.reading.problems.attempt(nested, () => this.gather(nested));
  }

  private addStack(folder: string, id: string, artifact: Fields, file: string): void {
    const { displayName, environment, metadata, additionalMetadataFile } = artifact;
    if (!existsSync(file)) {
      const message = `${folder}: 'manifest.json' must name files that exist, got ${relative(folder, file)}; run 'cdk synth' again`;
      this.reading.problems.all.push({ file, message });
      return;
    }
    const [account, region] = (textOf(environment) ?? '').replace('aws://', '').split('/');
    const known = (value?: string) => (value === undefined || value.startsWith('unknown-') ? undefined : value);
    this.stacks.push({ name: textOf(displayName) ?? id, file, account: known(account), region: known(region) });
    const more = textOf(additionalMetadataFile) && join(folder, additionalMetadataFile as string);
    const moreMetadata = more === undefined ? {} : this.reading.problems.attempt(more, () => this.json(more));
    for (const [path, entries] of Object.entries({ ...fieldsOf(metadata), ...fieldsOf(moreMetadata) })) {
      if (Array.isArray(entries)) note(path.replace(/^\//, ''), entries.map(fieldsOf), file, this.notes);
    }
  }

  private json(file: string): unknown {
    const text = this.reading.reader.within(this.root, file);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      refuse(`${file}: must be JSON, got something else; run 'cdk synth' again`);
    }
    if (isDeeper(value, DEEPEST)) refuse(`${file}: must be nested at most ${DEEPEST} levels deep, got more; run 'cdk synth' again`);
    return value;
  }
}

function note(path: string, entries: readonly Fields[], file: string, { acknowledged, paths, sources }: AssemblyNotes): void {
  for (const { type, data } of entries) {
    if (type === LOGICAL_ID && textOf(data)) paths.set(noteKey(file, data as string), path);
    const source = type === CREATION_STACK && Array.isArray(data) ? data.map(sourceLine).find((line) => line !== undefined) : undefined;
    if (source) sources.set(path, source);
    if (type !== ACKNOWLEDGED) continue;
    const reasons = acknowledged.get(path) ?? new Map<string, string>();
    for (const [id, reason] of Object.entries(fieldsOf(data))) reasons.set(id, String(reason));
    acknowledged.set(path, reasons);
  }
}

/** The place in a frame of a stack trace, as in `new Shop (/app/lib/shop.ts:12:5)`, where it is code of the app. */
function sourceLine(frame: unknown): SourceLine | undefined {
  const [, file, line, column] = /(?:^|\()(?:file:\/\/)?([^()]+?):(\d{1,9}):(\d{1,9})\)?$/.exec(textOf(frame) ?? '') ?? [];
  if (file === undefined || /^node:|[\\/]node_modules[\\/]/.test(file)) return undefined;
  const path = relative(process.cwd(), file);
  return path.startsWith(`..${sep}`) ? undefined : { file: path, line: Number(line), column: Number(column) };
}
