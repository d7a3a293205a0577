import * as ts from 'typescript';

/*
 * esbuild keeps names by a call that defines them: `{ validate: keep(() => [], "validate") }`. JavaScript itself gives a function the
 * name of its property, which is never shortened, so there the call only costs time whenever the object is made, and memory for a
 * second name.
 */

/** What esbuild calls to keep a name. */
const HELPER = /\bvar (\w+)=\((\w+),\w+\)=>\w+\(\2,"name",\{value:\w+,configurable:!0\}\)/;

/** The bundle without calls that give a function the name that it has. */
export function withInferredNames(code: string): string {
  const helper = HELPER.exec(code)?.[1];
  if (helper === undefined)
    throw new Error("the bundle must have esbuild's helper that keeps names, got none; adapt tools/inferred-names.ts");
  const pieces: string[] = [];
  let end = 0;
  /** Lines stay as short as they are. */
  const leaveOut = (from: number, to: number): void => {
    pieces.push(code.slice(end, from), code.slice(from, to).includes('\n') ? '\n' : '');
    end = to;
  };
  const visit = (node: ts.Node): void => {
    const named = ts.isPropertyAssignment(node) ? functionNamedBy(node, helper) : undefined;
    if (named) leaveOut(named.call.getStart(), named.fn.getStart());
    ts.forEachChild(node, visit);
    if (named) leaveOut(named.fn.end, named.call.end);
  };
  visit(ts.createSourceFile('index.js', code, ts.ScriptTarget.Latest, true));
  return [...pieces, code.slice(end)].join('');
}

interface Named {
  readonly call: ts.CallExpression;
  readonly fn: ts.Expression;
}

function functionNamedBy({ name, initializer: call }: ts.PropertyAssignment, helper: string): Named | undefined {
  if (!ts.isCallExpression(call) || !ts.isIdentifier(call.expression) || call.expression.text !== helper) return undefined;
  const [fn, given] = call.arguments;
  const isAnonymous = ts.isArrowFunction(fn) || (ts.isFunctionExpression(fn) && fn.name === undefined);
  const key = ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : undefined;
  return isAnonymous && given && ts.isStringLiteral(given) && given.text === key ? { call, fn } : undefined;
}
