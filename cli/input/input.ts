import { existsSync, realpathSync, statSync } from 'node:fs';
import type { Template } from '../../lib/template-model/template';
import { NoTemplate, Refusal, refuse } from '../refusal';
import { type Application, noNotes } from './application';
import { applicationsIn } from './cloud-assembly';
import { searchFolder } from './folder';
import { type Inputs, Problems, type Reading } from './inputs';
import { pathsOf } from './pattern';
import { mayBeTemplate, type ReadTemplate, readTemplate } from './template-text';
import { TextReader } from './text-reader';

export const STANDARD_INPUT = '-';

interface Named extends ReadTemplate {
  readonly file: string;
  readonly template: Template;
}

/**
 * Each folder that the CDK synthesized is an application, or one a stage. All other templates together are one too, unless
 * each is to be checked apart.
 */
export function readInputs(paths: readonly string[], isEach: boolean): Inputs {
  const reading: Reading = { reader: new TextReader(), problems: new Problems() };
  const seen = new Seen();
  const applications: Application[] = [];
  const templates: Named[] = [];
  const all = paths.flatMap((path) => reading.problems.attempt(path, () => pathsOf(path)) ?? []);
  for (const path of all) {
    reading.problems.attempt(path, () => {
      if (path !== STANDARD_INPUT && !existsSync(path)) {
        refuse(`${path}: must be a template, a folder or a pattern, got nothing of that name; check the path`);
      }
      if (path === STANDARD_INPUT) templates.push(named('standard input', undefined, reading.reader.standardInput()));
      else if (statSync(path).isDirectory()) readFolder(path, reading, seen, applications, templates);
      else if (seen.isFirst(path)) templates.push(named(path, path, reading.reader.named(path)));
    });
  }
  const loose = isEach ? templates.map((one) => [one]) : templates.length > 0 ? [templates] : [];
  return { applications: [...applications, ...loose.map(applicationOf)], problems: reading.problems.all, isEach };
}

/** A file may be named twice, or be in a folder that is named too: it is read once. */
class Seen {
  private readonly paths = new Set<string>();

  public isFirst(path: string): boolean {
    const real = realpathSync(path);
    const isFirst = !this.paths.has(real);
    this.paths.add(real);
    return isFirst;
  }
}

function readFolder(folder: string, reading: Reading, seen: Seen, applications: Application[], templates: Named[]): void {
  const { assemblies, files } = searchFolder(folder, reading);
  for (const assembly of assemblies.filter((one) => seen.isFirst(one))) {
    reading.problems.attempt(assembly, () => applications.push(...applicationsIn(assembly, reading)));
  }
  const before = templates.length + reading.problems.all.length;
  const unread = files.filter((one) => seen.isFirst(one));
  for (const file of unread) {
    reading.problems.attempt(file, () => {
      const text = reading.reader.within(folder, file);
      if (mayBeTemplate(text)) templates.push(...unlessNone(() => named(file, file, text)));
    });
  }
  if (assemblies.length === 0 && unread.length === files.length && templates.length + reading.problems.all.length === before) {
    throw new Refusal(
      `${folder}: a folder must have templates, or be a cloud assembly with 'manifest.json', got neither; run 'cdk synth' first, or pass the files of templates`,
    );
  }
}

/** Other tools have files that look like templates. */
function unlessNone(read: () => Named): Named[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof NoTemplate) return [];
    throw error;
  }
}

function named(name: string, file: string | undefined, text: string): Named {
  const read = readTemplate(name, text);
  return { ...read, file: name, template: { name, file, body: read.body } };
}

const applicationOf = (templates: readonly Named[]): Application => ({
  templates: templates.map(({ template }) => template),
  positions: new Map(templates.map(({ template, positions }) => [template, positions])),
  notes: noNotes(),
});
