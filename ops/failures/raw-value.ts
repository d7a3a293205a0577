/**
 * The text of a field of an object, as it is in the JSON: parsed and written again, large numbers would be other numbers.
 */
export function rawValueOf(json: string, field: string): string | undefined {
  let found: string | undefined;
  let depth = 0;
  let start = -1;
  let key: string | undefined;
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at];
    if (character === '"') {
      const end = endOfText(json, at);
      if (depth === 1 && start < 0 && key === undefined) key = JSON.parse(json.slice(at, end + 1));
      at = end;
    } else if (character === ':' && depth === 1 && start < 0) start = at + 1;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']' || (character === ',' && depth === 1)) {
      if (depth === 1 && start >= 0) {
        if (key === field) found = json.slice(start, at).trim();
        start = -1;
        key = undefined;
      }
      if (character !== ',') depth -= 1;
    }
  }
  return found;
}

function endOfText(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
}
