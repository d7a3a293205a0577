/**
 * JSON as it is written: keys may be repeated, and a number keeps its spelling.
 */
export type Node = ObjectNode | ListNode | ScalarNode;

export interface ObjectNode {
  readonly kind: 'object';
  readonly fields: readonly (readonly [string, Node])[];
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

export interface ScalarNode {
  readonly kind: 'scalar';
  /** The JSON text. */
  readonly text: string;
}

export const object = (...fields: (readonly [string, Node])[]): ObjectNode => ({ kind: 'object', fields });
export const list = (...items: Node[]): ListNode => ({ kind: 'list', items });
/** JSON text as it stands. */
export const raw = (text: string): ScalarNode => ({ kind: 'scalar', text });
export const value = (of: string | number | boolean | null): ScalarNode => raw(JSON.stringify(of));

export function written(node: Node): string {
  if (node.kind === 'scalar') return node.text;
  if (node.kind === 'list') return `[${node.items.map(written).join(',')}]`;
  return `{${node.fields.map(([key, inner]) => `${JSON.stringify(key)}:${written(inner)}`).join(',')}}`;
}

/** Every node of a pattern, with whether it is an entry of a list; what stands after an operator is left out. */
export function* nodesOf(node: Node, inList = false): Generator<{ readonly node: Node; readonly inList: boolean }> {
  yield { node, inList };
  if (node.kind === 'list') for (const item of node.items) yield* nodesOf(item, true);
  if (node.kind !== 'object' || inList) return;
  for (const [key, inner] of node.fields) {
    if (key === '$or' && inner.kind === 'list') for (const member of inner.items) yield* nodesOf(member);
    else yield* nodesOf(inner);
  }
}

/** Every node, what stands after operators included. */
export function* allNodes(node: Node): Generator<Node> {
  yield node;
  const inner = node.kind === 'list' ? node.items : node.kind === 'object' ? node.fields.map(([, of]) => of) : [];
  for (const one of inner) yield* allNodes(one);
}
