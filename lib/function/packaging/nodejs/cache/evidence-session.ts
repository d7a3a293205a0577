import { EvidenceCollector } from './evidence';
import type { Before, Evidence, FileStates } from './file-states';
import type { Input, Resolution } from './resolution';

/** What a bundle was made of, with the digest of all that it names. */
export interface CertainEvidence {
  readonly evidence: Evidence;
  readonly digest: string;
  /** Of the sources alone. */
  readonly sources: string;
}

interface Session {
  readonly before: Before;
  readonly collector: EvidenceCollector;
}

/**
 * Collects the evidence of the bundles of one process. Those that are resolved in the same way share what was found, as long as
 * nothing that they name was touched since the first of them was made.
 *
 * @internal
 */
export class EvidenceSessions {
  private readonly sessions = new Map<string, Session>();

  constructor(private readonly states: FileStates) {}

  /**
   * Looks at what a bundle was made of the last time, while it is made anew: most of it is the same. What is found counts as
   * for a bundle that was made a moment ago.
   */
  public prepare(root: string, resolution: Resolution, inputs: readonly Input[], before: Before): void {
    const evidence = this.sessionOf(root, resolution, before).collector.collect(inputs);
    if (evidence) this.states.digest(root, evidence);
  }

  /** Undefined where something may have changed since the time before, or where nobody can tell what was looked at. */
  public collect(root: string, resolution: Resolution, inputs: readonly Input[], before: Before): CertainEvidence | undefined {
    const found = this.within(this.sessionOf(root, resolution, before), root, inputs);
    if (found) return found;
    const name = nameOf(root, resolution);
    this.sessions.delete(name);
    const certain = this.within(this.sessionOf(root, resolution, before), root, inputs);
    if (!certain) this.sessions.delete(name);
    return certain;
  }

  private sessionOf(root: string, resolution: Resolution, before: Before): Session {
    const name = nameOf(root, resolution);
    const open = this.sessions.get(name);
    if (open && open.before.time <= before.time) return open;
    const session = { before, collector: new EvidenceCollector(root, resolution) };
    this.sessions.set(name, session);
    return session;
  }

  private within({ before, collector }: Session, root: string, inputs: readonly Input[]): CertainEvidence | undefined {
    const evidence = collector.collect(inputs);
    if (evidence === undefined) return undefined;
    const digest = this.states.digest(root, evidence);
    const sources = this.states.sources(root, evidence);
    return this.states.isUntouched(root, evidence, before) ? { evidence, digest, sources } : undefined;
  }
}

const nameOf = (root: string, resolution: Resolution): string => JSON.stringify([root, resolution]);
