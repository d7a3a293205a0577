import { isDeeper } from '../filters/engine/depth';
import { type Part, partsOf, textOf, UNKNOWN, type Value } from './resource';

/** Characters of no text, around the number of a part that is not known. */
const [OPEN, CLOSE] = ['\uE000', '\uE001'];
const PLACEHOLDER = /\uE000(\d+)\uE001/;

/** Levels of a policy, a dashboard or a state machine: more than any has. */
const DEEPEST = 250;

/** What a text has as JSON, with references as parts of its texts; absent where it is no text of an object, or one without end. @internal */
export function readJson(value: Value): Value {
  const parts = partsOf(value);
  const [first] = parts ?? [];
  if (!parts || typeof first !== 'string' || !first.trimStart().startsWith('{')) return undefined;
  const text = parts.map((part, index) => (typeof part === 'string' ? part : `${OPEN}${index}${CLOSE}`)).join('');
  try {
    if (isDeeper(JSON.parse(text), DEEPEST)) return undefined;
    return JSON.parse(text, (_, each) => (typeof each === 'string' && each.includes(OPEN) ? filled(each, parts) : each)) as Value;
  } catch {
    return undefined;
  }
}

const filled = (text: string, parts: readonly Part[]): Value =>
  textOf(text.split(PLACEHOLDER).map((piece, index) => (index % 2 === 0 ? piece : (parts[Number(piece)] ?? UNKNOWN))));
