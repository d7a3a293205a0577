import type { EventGraph, GraphEdge, GraphNode } from '../paths/graph';

type Point = { readonly x: number; readonly y: number };

/** What is used of the library that lays out graphs: its own types are those of an ES module. */
interface Dagre {
  readonly Graph: new (options: { readonly multigraph: boolean }) => DagreGraph;
  readonly layout: (graph: DagreGraph) => void;
}

interface DagreGraph {
  setGraph(options: object): void;
  graph(): { readonly width?: number; readonly height?: number };
  setNode(name: string, size: { readonly width: number; readonly height: number }): void;
  node(name: string): Point;
  setEdge(from: string, to: string, options: object, name: string): void;
  edge(ends: { readonly v: string; readonly w: string; readonly name: string }): Partial<Point> & { readonly points: readonly Point[] };
}

const { Graph, layout }: Dagre = require('@dagrejs/dagre');

/** @internal */
export interface Placed {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
}

/** @internal */
export interface Line {
  readonly edge: GraphEdge;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Where its text is. */
  readonly at?: { readonly x: number; readonly y: number };
}

/** Paths that are connected, with the place of each part. @internal */
export interface Drawing {
  readonly nodes: readonly Placed[];
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}

/** The size of a node. @internal */
export const NODE = { width: 178, height: 44 };
/** Of a letter of a line's text, about. */
const LETTER = 6;
/** Above it, crossings are no longer minimized with all care: it would take seconds. */
const LARGE = 120;

/** A drawing for each part of the graph that is connected. @internal */
export const drawingsOf = (graph: EventGraph): Drawing[] => componentsOf(graph).map(drawn);

function drawn({ nodes, edges }: EventGraph): Drawing {
  const graph = new Graph({ multigraph: true });
  const ranker = nodes.length > LARGE ? 'longest-path' : 'network-simplex';
  graph.setGraph({ rankdir: 'LR', nodesep: 14, edgesep: 8, ranksep: 26, marginx: 8, marginy: 8, ranker });
  const indexOf = new Map(nodes.map(({ id }, index) => [id, String(index)]));
  const endsOf = ({ from, to }: GraphEdge) => ({ v: indexOf.get(from) as string, w: indexOf.get(to) as string });
  for (const { id } of nodes) graph.setNode(indexOf.get(id) as string, { ...NODE });
  for (const [index, edge] of edges.entries()) {
    const { v, w } = endsOf(edge);
    graph.setEdge(v, w, { ...sizeOf(edge.label), labelpos: 'c' }, String(index));
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    nodes: nodes.map((node) => ({ node, ...pointOf(graph.node(indexOf.get(node.id) as string)) })),
    lines: edges.map((edge, index) => {
      const { x, y, points } = graph.edge({ ...endsOf(edge), name: String(index) });
      return { edge, points, ...(x !== undefined && y !== undefined && { at: { x, y } }) };
    }),
  };
}

const pointOf = ({ x, y }: Point): Point => ({ x, y });

function sizeOf(label: string): { readonly width: number; readonly height: number } {
  const lines = label === '' ? [] : linesOf(label);
  return { width: Math.max(0, ...lines.map(({ length }) => length)) * LETTER, height: 14 * lines.length };
}

/** A text in lines of at most 24 letters, broken between words. @internal */
export function linesOf(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last !== '' && last.length + 1 + word.length > 24) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

function componentsOf({ nodes, edges }: EventGraph): EventGraph[] {
  const connected = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { from, to } of edges) {
    connected.get(from)?.push(to);
    connected.get(to)?.push(from);
  }
  const component = new Map<string, number>();
  let count = 0;
  for (const { id } of nodes) {
    if (component.has(id)) continue;
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (component.has(next)) continue;
      component.set(next, count);
      open.push(...(connected.get(next) ?? []));
    }
    count++;
  }
  const parts = Array.from({ length: count }, () => ({ nodes: [] as GraphNode[], edges: [] as GraphEdge[] }));
  for (const node of nodes) parts[component.get(node.id) as number].nodes.push(node);
  for (const edge of edges) parts[component.get(edge.from) as number].edges.push(edge);
  return parts;
}
