import type { EventGraph, GraphEdge, GraphNode } from './graph';

/** A source of more functions than that is drawn at each of them: lines to hundreds of functions can't be followed. */
const MOST_SHARED = 12;

/** Adds each node and each line once. @internal */
export class GraphBuilder {
  private readonly nodes = new Map<string, GraphNode>();
  private readonly edges = new Map<string, GraphEdge>();

  /** The id of what functions may share. */
  public sourceId(name: string, functionKey: string): string {
    const shared = this.nodes.get(name);
    const isFull = shared !== undefined && shared.functionKeys.length >= MOST_SHARED && !shared.functionKeys.includes(functionKey);
    return isFull ? `${functionKey}|${name}` : name;
  }

  public add(node: GraphNode): void {
    const known = this.nodes.get(node.id);
    const functionKeys = [...new Set([...(known?.functionKeys ?? []), ...node.functionKeys])];
    this.nodes.set(node.id, { ...(known ?? node), functionKeys });
  }

  public connect(edge: GraphEdge): void {
    const id = JSON.stringify([edge.from, edge.to, edge.kind, edge.label]);
    if (!this.edges.has(id)) this.edges.set(id, edge);
  }

  public done(): EventGraph {
    return { nodes: [...this.nodes.values()], edges: [...this.edges.values()] };
  }
}
