import { type Document, isAlias, isMap, isPair, isScalar, isSeq, parseDocument } from 'yaml';
import { refuse } from '../refusal';

/** More than any template has: an alias that repeats aliases would grow beyond. */
const MOST_NODES = 500_000;

/** Reads YAML; `!Sub` and its like become `Fn::Sub`. */
export function fromYaml(name: string, text: string, deepest: number): unknown {
  const document = parseDocument(text, { logLevel: 'silent', version: '1.1', schema: 'core', uniqueKeys: false });
  const [error] = document.errors;
  // The parser recurses, and tells of its own stack.
  if (error?.message.includes('call stack')) refuse(tooDeep(name, deepest));
  if (error) refuse(`${name}: a template must be JSON or YAML, got neither: ${error.message.split('\n')[0].replace(/:$/, '')}`);
  return new Reading(name, document, deepest).plain(document.contents, deepest);
}

const tooDeep = (name: string, deepest: number): string =>
  `${name}: a template must be nested at most ${deepest} levels deep and not repeat itself without end, got more; unroll its aliases`;

class Reading {
  private nodes = 0;

  constructor(
    private readonly name: string,
    private readonly document: Document,
    private readonly deepest: number,
  ) {}

  public plain(node: unknown, levels: number): unknown {
    this.nodes += 1;
    if (levels < 0 || this.nodes > MOST_NODES) {
      refuse(tooDeep(this.name, this.deepest));
    }
    if (isAlias(node)) return this.plain(node.resolve(this.document), levels - 1);
    const value = this.untagged(node, levels);
    const tag = (node as { readonly tag?: string } | null)?.tag;
    return tag?.startsWith('!') && !tag.startsWith('!!') ? longForm(tag.slice(1), value) : value;
  }

  private untagged(node: unknown, levels: number): unknown {
    if (isScalar(node)) return node.value instanceof Date ? node.source : node.value;
    if (isSeq(node)) return node.items.map((item) => this.plain(item, levels - 1));
    if (!isMap(node)) return node ?? null;
    const fields: Record<string, unknown> = Object.create(null);
    for (const pair of node.items) {
      if (isPair(pair)) fields[String(this.plain(pair.key, levels - 1))] = this.plain(pair.value, levels - 1);
    }
    return fields;
  }
}

function longForm(tag: string, value: unknown): Record<string, unknown> {
  if (tag === 'Ref' || tag === 'Condition') return { [tag]: value };
  if (tag === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { 'Fn::GetAtt': dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${tag}`]: value };
}
