import * as ts from 'typescript';

/**
 * A line for each statement of the bundle, with the calls right behind it that keep its name: a stack trace names such a line. esbuild
 * itself breaks lines by their length alone, which tells less and compresses worse.
 */
export function withStatementLines(code: string): string {
  const { statements } = ts.createSourceFile('index.js', code, ts.ScriptTarget.Latest, true);
  const begins = statements.filter((statement, index) => index > 0 && !keepsName(statement)).map((statement) => statement.getStart());
  const pieces = begins.map((begin, index) => code.slice(begins[index - 1] ?? 0, begin).trimEnd());
  return [...pieces, code.slice(begins.at(-1) ?? 0)].join('\n');
}

const keepsName = (statement: ts.Statement): boolean =>
  ts.isExpressionStatement(statement) && ts.isCallExpression(statement.expression) && ts.isIdentifier(statement.expression.expression);
