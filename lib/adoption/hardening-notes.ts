import { type CfnResource, Stack } from 'aws-cdk-lib';
import { HARDENING, LEFT_AS_A_WHOLE } from '../core/hardening-metadata';
import { pathOf } from './app-resources';
import type { FunctionHardening, LeftProtection } from './hardening-report';

/** What is noted of a function while it is hardened. @internal */
export class HardeningNotes {
  private readonly applied: string[] = [];
  private readonly reasons: LeftProtection[] = [];

  public add(line: string): void {
    this.applied.push(line);
  }

  public leave(protection: string, reason: string): void {
    this.reasons.push({ protection, reason });
  }

  /** The notes as they are reported, and kept in the template for reviewers. */
  public keep(resource: CfnResource): FunctionHardening {
    const { applied, reasons } = this;
    resource.addMetadata(HARDENING, {
      Applied: applied,
      Left: Object.fromEntries(reasons.map(({ protection, reason }) => [protection, reason])),
    });
    return { path: pathOf(resource), applied, left: reasons };
  }
}

const OURS = 'it is a function of this library, and hardened as such';

/** What an earlier call has noted, or the function has as one of this library. @internal */
export function keptNotes(resource: CfnResource): FunctionHardening | undefined {
  const kept = resource.getMetadata(HARDENING) as { readonly Left?: Record<string, string>; readonly Operators?: unknown } | undefined;
  if (kept === undefined) return undefined;
  if (!kept.Left) {
    const reach: string[] = Stack.of(resource).resolve(kept.Operators) ?? [];
    const left = [{ protection: LEFT_AS_A_WHOLE, reason: OURS }, ...reach.map((reason) => ({ protection: 'operators', reason }))];
    return { path: pathOf(resource), applied: [], left };
  }
  const left = Object.entries(kept.Left).map(([protection, reason]) => ({ protection, reason }));
  return { path: pathOf(resource), applied: [], left };
}
