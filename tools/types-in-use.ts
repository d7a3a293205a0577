import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as ts from 'typescript';

/*
 * Leaves the types in build/ that the index reaches: what is inside the package nobody can import. Of what is internal, only what other
 * types name stays, without its words, which nobody reads there.
 */

const BUILD = join(__dirname, '..', 'build');

/** The files of types that one leads to, itself included. */
export function reachedFrom(file: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8'), true, true).importedFiles) {
    if (fileName.startsWith('.')) reachedFrom(join(dirname(file), `${fileName}.d.ts`), seen);
  }
  return seen;
}

const parsed = (text: string): ts.SourceFile => ts.createSourceFile('types.d.ts', text, ts.ScriptTarget.Latest, true);

const isInternal = (node: ts.Node): boolean => ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal');

/** A file of types without the comments of what is internal. */
export function withoutInternalWords(text: string): string {
  const file = parsed(text);
  const printer = ts.createPrinter({ removeComments: true });
  return file.statements
    .map((statement) =>
      isInternal(statement)
        ? `\n${printer.printNode(ts.EmitHint.Unspecified, statement, file)}`
        : withoutWordsOfMembers(statement.getFullText(), statement),
    )
    .concat(text.slice(file.endOfFileToken.getFullStart()))
    .join('');
}

function withoutWordsOfMembers(text: string, statement: ts.Statement): string {
  if (!ts.isClassDeclaration(statement) && !ts.isInterfaceDeclaration(statement)) return text;
  return [...statement.members].reverse().reduce((left, member) => {
    if (!isInternal(member)) return left;
    const from = member.getFullStart() - statement.getFullStart();
    const to = member.getStart() - statement.getFullStart();
    return `${left.slice(0, from)}\n    ${left.slice(to)}`;
  }, text);
}

/** A file of types without what is internal and named neither in it nor by others, and without imports that nothing in it names. */
export function withoutUnused(text: string, isImported: (name: string) => boolean): string {
  const file = parsed(text);
  const names = new Map(file.statements.map((one) => [one, ts.isImportDeclaration(one) ? [] : identifiersIn(one)]));
  const isNamed = (name: string, except?: ts.Statement): boolean =>
    [...names].some(([statement, all]) => statement !== except && all.includes(name));
  for (const statement of file.statements.filter(isInternal)) {
    if (!declaredBy(statement).some((name) => isNamed(name, statement) || isImported(name))) names.delete(statement);
  }
  return [...names.keys()]
    .map((statement) => (ts.isImportDeclaration(statement) ? withoutUnusedNames(statement, isNamed) : statement.getFullText()))
    .concat(text.slice(file.endOfFileToken.getFullStart()))
    .join('');
}

function identifiersIn(node: ts.Node): string[] {
  if (ts.isIdentifier(node)) return [node.text];
  const found: string[] = [];
  ts.forEachChild(node, (child) => {
    found.push(...identifiersIn(child));
  });
  return found;
}

function declaredBy(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.map(({ name }) => name.getText());
  const { name } = statement as ts.DeclarationStatement;
  return name ? [name.getText()] : [];
}

function withoutUnusedNames(statement: ts.ImportDeclaration, isNamed: (name: string) => boolean): string {
  const bindings = statement.importClause?.namedBindings;
  if (!bindings) return statement.getFullText();
  if (ts.isNamespaceImport(bindings)) return isNamed(bindings.name.text) ? statement.getFullText() : '';
  const used = bindings.elements.filter(({ name }) => isNamed(name.text));
  if (used.length === bindings.elements.length) return statement.getFullText();
  if (used.length === 0) return '';
  const from = bindings.getStart() - statement.getFullStart();
  const to = bindings.end - statement.getFullStart();
  const whole = statement.getFullText();
  return `${whole.slice(0, from)}{ ${used.map((one) => one.getText()).join(', ')} }${whole.slice(to)}`;
}

/** The names that files import from each other file; `*` where one takes all. */
function importsOf(files: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const imported = new Map<string, Set<string>>();
  for (const [path, text] of files) {
    for (const statement of parsed(text).statements) {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
      const from = statement.moduleSpecifier as ts.StringLiteral | undefined;
      if (!from?.text.startsWith('.')) continue;
      const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : statement.exportClause;
      const names = bindings && 'elements' in bindings ? bindings.elements.map((one) => (one.propertyName ?? one.name).text) : ['*'];
      const target = join(dirname(path), `${from.text}.d.ts`);
      imported.set(target, new Set([...(imported.get(target) ?? []), ...names]));
    }
  }
  return imported;
}

/** Until nothing more is unused: what is left out may have named the rest. */
function leaveOutUnused(index: string): void {
  for (let changes = 1; changes > 0; ) {
    changes = 0;
    const files = new Map([...reachedFrom(index)].map((path) => [path, readFileSync(path, 'utf8')]));
    const imported = importsOf(files);
    for (const [path, text] of files) {
      const names = imported.get(path);
      const left = withoutUnused(text, (name) => names?.has(name) === true);
      if (left === text) continue;
      writeFileSync(path, left);
      changes++;
    }
  }
}

function main(): void {
  const index = join(BUILD, 'index.d.ts');
  leaveOutUnused(index);
  const used = reachedFrom(index);
  for (const file of readdirSync(BUILD, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts')) continue;
    const path = join(BUILD, file);
    if (used.has(path)) writeFileSync(path, withoutInternalWords(readFileSync(path, 'utf8')));
    else rmSync(path);
  }
}

if (require.main === module) main();
