import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';

/** A module of one side: what it adds to a scope, in each scenario. */
export interface Side {
  addFunction(scope: Construct, id: string): unknown;
  addFront(scope: Construct, id: string): void;
  addQueueWorker(scope: Construct, id: string): void;
  addReleasedFunction(scope: Construct, id: string): void;
  addStreamReader(scope: Construct, id: string): void;
  /** What is done once everything is made. */
  complete?(app: IConstruct): void;
}

export type Scenario = Exclude<keyof Side, 'complete'>;

export interface Size {
  readonly stacks: number;
  readonly functionsPerStack: number;
}

/** A template, as far as it is compared. */
export interface Made {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties?: Record<string, unknown> }>;
}

export interface Synthesis {
  readonly milliseconds: number;
  readonly templates: Made[];
}

/** Builds and synthesizes an app. Reading the templates back, and tidying up, is not part of the time. */
export function synthesize(side: Side, { stacks, functionsPerStack }: Size, scenario: Scenario = 'addFunction', start?: number): Synthesis {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  const begin = start ?? performance.now();
  try {
    const app = new App({ outdir });
    for (let number = 1; number <= stacks; number++) {
      const stack = new Stack(app, `Shop${number}`);
      for (let each = 1; each <= functionsPerStack; each++) side[scenario](stack, `Orders${each}`);
    }
    side.complete?.(app);
    const assembly = app.synth();
    const milliseconds = performance.now() - begin;
    return { milliseconds, templates: assembly.stacks.map(({ template }) => template) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** How many resources there are of each type. */
export function countTypes(templates: Made[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { Type } of templates.flatMap(({ Resources }) => Object.values(Resources))) counts[Type] = (counts[Type] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([one], [other]) => one.localeCompare(other)));
}

/** What the two sides make differently, in words; nothing where the comparison is fair. */
export function unfairness(here: Record<string, number>, there: Record<string, number>): string[] {
  return [...new Set([...Object.keys(here), ...Object.keys(there)])]
    .filter((type) => here[type] !== there[type])
    .map((type) => `${type}: ${here[type] ?? 0} against ${there[type] ?? 0}`);
}
