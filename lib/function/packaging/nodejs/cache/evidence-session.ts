import { EvidenceCollector } from './evidence';
import type { Before, Evidence, FileStates } from './file-states';
import type { Metafile, Resolution } from './resolution';

/** What a bundle was made of, with the digest of all that it names. */
export interface CertainEvidence {
  readonly evidence: Evidence;
  readonly digest: string;
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

  /** Undefined where something may have changed while the bundle was made, or where nobody can tell what was looked at. */
  public collect(root: string, resolution: Resolution, metafile: Metafile, before: Before): CertainEvidence | undefined {
    const name = JSON.stringify([root, resolution]);
    const open = this.sessions.get(name);
    const found = open && this.within(open, root, metafile);
    if (found) return found;
    const session = { before, collector: new EvidenceCollector(root, resolution) };
    this.sessions.set(name, session);
    const certain = this.within(session, root, metafile);
    if (!certain) this.sessions.delete(name);
    return certain;
  }

  private within({ before, collector }: Session, root: string, metafile: Metafile): CertainEvidence | undefined {
    const evidence = collector.collect(metafile);
    if (evidence === undefined) return undefined;
    const digest = this.states.digest(root, evidence);
    return this.states.isUntouched(root, evidence, before) ? { evidence, digest } : undefined;
  }
}
