import type { Evidence } from './file-states';

/**
 * What one step of resolution looks at, and the steps that it leads to.
 *
 * @internal
 */
export class Step {
  public readonly files: string[] = [];
  /** Folder and name. */
  public readonly names: [string, string][] = [];
  /** Settings that are in effect where the step is. */
  public readonly configs: string[] = [];
  /** Imports that such settings may send elsewhere. */
  public readonly specifiers: string[] = [];
  public readonly next: Step[] = [];
  /** Nobody can tell what else is looked at. */
  public isOpen = false;
}

/**
 * Steps that several bundles take are taken once: what two functions import is found the same way for both.
 *
 * @internal
 */
export class Steps {
  private readonly taken = new Map<string, Step>();
  private current = new Step();

  /** The step that is being taken. */
  public get now(): Step {
    return this.current;
  }

  /** Takes a step, unless it was taken before. */
  public once(key: string, take: () => void): void {
    const known = this.taken.get(key);
    if (known) {
      this.current.next.push(known);
      return;
    }
    const step = new Step();
    this.taken.set(key, step);
    this.current.next.push(step);
    this.within(step, take);
  }

  /** What happens in it belongs to the step. */
  public within(step: Step, take: () => void): void {
    const before = this.current;
    this.current = step;
    try {
      take();
    } finally {
      this.current = before;
    }
  }
}

/**
 * A step with all that it leads to.
 *
 * @internal
 */
export function allSteps(first: Step): Set<Step> {
  const found = new Set([first]);
  for (const step of found) for (const next of step.next) found.add(next);
  return found;
}

/**
 * All that the steps look at; undefined where nobody can tell.
 *
 * @internal
 */
export function evidenceOf(steps: ReadonlySet<Step>): Evidence | undefined {
  const files = new Set<string>();
  const names = new Map<string, Set<string>>();
  for (const step of steps) {
    if (step.isOpen) return undefined;
    for (const file of step.files) files.add(file);
    for (const [folder, name] of step.names) names.set(folder, (names.get(folder) ?? new Set()).add(name));
  }
  const named = [...names]
    .map(([folder, wanted]) => [folder, [...wanted].sort()] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return { files: [...files].sort(), names: Object.fromEntries(named) };
}
