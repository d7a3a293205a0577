import * as ts from 'typescript';

/*
 * A source of lib/ as it is bundled. esbuild reads TypeScript itself, since modules of `jsii` are CommonJS: each keeps a wrapper and
 * calls `(0, module_1.name)()`, a quarter of the package. What `jsii` adds to a class has to be added here.
 */

/** The marks of the classes of one file, by their names: by it `jsii` knows in another language of which class an object is. */
export type Marks = ReadonlyMap<string, { readonly fqn: string; readonly version: string }>;

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The source with the marks, and without what only tests and pages of rules use. */
export function packagedSource(source: string, marks: Marks, isRule: boolean): string {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const edits = file.statements.flatMap((statement) => [...requiring(statement), ...marked(statement, marks)]);
  return edited(source, [...edits, ...(isRule ? withoutExamples(file) : [])]);
}

/** A copy of a whole module of the CDK, name by name, is what esbuild makes of `import *`. */
function requiring(statement: ts.Statement): Edit[] {
  if (!ts.isImportDeclaration(statement) || statement.importClause?.isTypeOnly) return [];
  const { importClause, moduleSpecifier } = statement;
  const bindings = importClause?.namedBindings;
  if (!bindings || !ts.isNamespaceImport(bindings) || moduleSpecifier.getText().startsWith("'.")) return [];
  return [
    {
      from: statement.getStart(),
      to: statement.end,
      text: `import ${bindings.name.text} = require(${moduleSpecifier.getText()});`,
    },
  ];
}

function marked(statement: ts.Statement, marks: Marks): Edit[] {
  const mark = ts.isClassDeclaration(statement) && statement.name ? marks.get(statement.name.text) : undefined;
  if (!mark || !ts.isClassDeclaration(statement)) return [];
  const from = statement.members.pos;
  return [{ from, to: from, text: ` static [Symbol.for('jsii.rtti')] = ${JSON.stringify(mark)};` }];
}

/** The examples of a rule, from which its test and its page are made. */
function withoutExamples(file: ts.SourceFile): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (!ts.isPropertyAssignment(node) || node.name.getText() !== 'examples') {
      ts.forEachChild(node, visit);
      return;
    }
    edits.push({ from: node.getStart(), to: node.end + (file.text[node.end] === ',' ? 1 : 0), text: '' });
  };
  visit(file);
  return edits;
}

const edited = (source: string, edits: readonly Edit[]): string =>
  [...edits]
    .sort((one, other) => other.from - one.from)
    .reduce((text, { from, to, text: by }) => text.slice(0, from) + by + text.slice(to), source);
