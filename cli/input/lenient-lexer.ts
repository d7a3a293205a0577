import { Lexer } from 'yaml';

/** What the lexer of the YAML library keeps to itself. */
interface LexerInside {
  /** How far the lines of the current block have to be indented. */
  indentNext: number;
  flowLevel: number;
  charAt(ahead: number): string | undefined;
  parseFlowCollection(): Lexemes;
  parseQuotedScalar(): Lexemes;
  lex(text: string): Iterable<string>;
}
type Lexemes = Generator<string, unknown, unknown>;

const StrictLexer = Lexer as unknown as new () => LexerInside;

/** Behind a dash in a list or an object in brackets: the dash is text. */
const ENDS_ITEM = [',', ']', '}'];

/**
 * Reads YAML as PyYAML does, and with it CloudFormation, SAM and the AWS CLI: within brackets and quotes the indentation has no
 * meaning, and a single dash within brackets is text.
 */
export class LenientLexer extends StrictLexer {
  public override *parseFlowCollection(): Lexemes {
    return yield* this.unindented(super.parseFlowCollection());
  }

  public override *parseQuotedScalar(): Lexemes {
    return yield* this.unindented(super.parseQuotedScalar());
  }

  /** A dash is text where no space is behind it: what ends an item is none. */
  public override charAt(ahead: number): string | undefined {
    const sign = super.charAt(ahead);
    const isBehindDash = ahead === 1 && this.flowLevel > 0 && super.charAt(0) === '-';
    return isBehindDash && ENDS_ITEM.includes(sign ?? '') ? '-' : sign;
  }

  /** What follows behind the brackets or quotes is indented again. */
  private *unindented(lexemes: Lexemes): Lexemes {
    const { indentNext } = this;
    this.indentNext = 0;
    const next = yield* lexemes;
    this.indentNext = indentNext;
    return next;
  }
}
