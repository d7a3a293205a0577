/** @internal */
export type NodeKind = 'source' | 'function' | 'queue' | 'target' | 'alarms' | 'topic' | 'people' | 'broken';

/** A place on the way of an event. @internal */
export interface GraphNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
  readonly detail: string;
  /** The functions for which it is drawn. */
  readonly functionKeys: readonly string[];
}

/** @internal */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** What goes along it. */
  readonly kind: 'event' | 'failure' | 'alarm';
  readonly isBroken: boolean;
}

/** @internal */
export interface EventGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}
