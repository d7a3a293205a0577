import { existsSync, statSync } from 'node:fs';
import { Lexer, Parser, parse } from 'yaml';
import { Refusal, refuse } from '../refusal';
import { textIn } from './text-reader';

const DEEPEST = 100;

function textOf(option: string, file: string): string {
  try {
    return textIn(file);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse(
      `${option}: must be a file that can be read, got ${file} (${(error as NodeJS.ErrnoException).code}); check its permissions`,
    );
  }
}

/** Asked before it is composed level by level: at the end of the stack, Node.js ends the process where a regular expression is compiled. */
function isDeep(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > DEEPEST) return true;
  }
  return false;
}

/** What a file of the user's own has, in YAML or JSON. */
export function fileOf(option: string, file: string): unknown {
  if (!existsSync(file)) refuse(`${option}: must be a file, got ${file}, which does not exist; check the path`);
  if (statSync(file).isDirectory()) refuse(`${option}: must be a file, got ${file}, which is a folder; pass the path of a file`);
  const text = textOf(option, file);
  if (isDeep(text)) refuse(`${file}: must be nested at most ${DEEPEST} levels deep, got more; write it as the documentation has it`);
  try {
    return parse(text, { logLevel: 'error' });
  } catch (error) {
    return refuse(`${file}: must be YAML or JSON, got neither: ${(error as Error).message.split('\n')[0]}`);
  }
}
