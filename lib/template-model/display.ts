import { type Part, partsOf, Unknown, type Value } from './resource';

function shownPart(part: Part): string {
  if (typeof part === 'string') return part;
  return part instanceof Unknown ? `<${part.name}>` : `<${part.resource.label}${part.attribute === 'Ref' ? '' : `.${part.attribute}`}>`;
}

/** As a message shows it. @internal */
export function shown(value: Value): string {
  const parts = partsOf(value);
  const text = parts
    ? parts.map(shownPart).join('')
    : (JSON.stringify(value, (_, inner) => (partsOf(inner) ? shown(inner) : inner)) ?? 'nothing');
  return text.length > 80 ? `${text.slice(0, 80)}...` : text;
}
