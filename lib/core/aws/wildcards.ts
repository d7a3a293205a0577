/** Longer than any name, ARN or action that AWS accepts: neither a pattern nor a text beyond it matches. */
const LONGEST = 2048;

/**
 * Whether a pattern covers the whole text, whatever the case: `*` stands for any text, `?` for any one character, as in IAM.
 *
 * Patterns come from templates that others wrote. No regular expression is built from them: it would try every way to
 * spread a text over several wildcards.
 *
 * @internal
 */
export function coversText(pattern: string, text: string): boolean {
  if (pattern === '*') return true;
  if (pattern.length > LONGEST || text.length > LONGEST) return false;
  return coversPieces(pattern.toLowerCase().split('*'), text.toLowerCase(), isAnyOrSame);
}

/**
 * Whether the text consists of the pieces, in their order, with any text between two of them. Each piece is taken where it is
 * found first: a later place would leave less text for the others.
 *
 * @internal
 */
export function coversPieces([first, ...others]: readonly string[], text: string, isSame: IsSame = isEqual): boolean {
  const last = others.pop();
  if (last === undefined) return first.length === text.length && isAt(text, 0, first, isSame);
  const end = text.length - last.length;
  if (end < first.length || !isAt(text, 0, first, isSame) || !isAt(text, end, last, isSame)) return false;
  let from = first.length;
  for (const piece of others) {
    while (from + piece.length <= end && !isAt(text, from, piece, isSame)) from++;
    from += piece.length;
    if (from > end) return false;
  }
  return true;
}

type IsSame = (wanted: string, got: string) => boolean;

const isEqual: IsSame = (wanted, got) => wanted === got;
const isAnyOrSame: IsSame = (wanted, got) => wanted === '?' || wanted === got;

function isAt(text: string, at: number, piece: string, isSame: IsSame): boolean {
  for (let index = 0; index < piece.length; index++) if (!isSame(piece[index], text[at + index])) return false;
  return true;
}
