import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { footprintLine, footprintOf } from './footprint';
import { shuffled } from './statistics';
import { type Made, type Scenario, unfairness } from './synthesis';

export type SideName = 'hardened' | 'adopted' | 'hand-written' | 'queue-each';

/** One round: what was measured of the library, and of its counterpart right before or after. */
export interface Pair {
  readonly subject: number;
  readonly counterpart: number;
}

/** What an application of 1,000 functions may take at most, compared with one that hardens nothing. */
const LARGE_LIMITS = { time: 2.5, memory: 1.7 };

export interface Comparison {
  /** What the ratio may be at most, where it is not the limit of all. */
  readonly limit?: number;
  readonly what: string;
  readonly unit: string;
  readonly pairs: Pair[];
}

interface Sample {
  readonly value: number;
  readonly types: Record<string, number>;
}

/** The memory of a fresh process is asked for through the worker's own answer; the built-in validation is off in all. */
export const ENVIRONMENT = {
  ...process.env,
  NODE_OPTIONS: '',
  CDK_VALIDATION: 'false',
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
};

export class Bench {
  /** The subject is the library; the counterpart measured against itself shows what is noise. */
  constructor(
    private readonly folder: string,
    private readonly subject: SideName = 'hardened',
  ) {}

  /** Import, first function and synth, each in a fresh process. */
  public first(rounds: number): Comparison {
    const sample = (side: SideName): Sample => {
      const { milliseconds, types } = this.work<{ milliseconds: number; types: Sample['types'] }>('first', side);
      return { value: milliseconds, types };
    };
    return { what: 'first function, fresh process', unit: 'ms', pairs: this.alternate(rounds, sample) };
  }

  /** The memory of 100 functions, each in a fresh process. */
  public memory(rounds: number): Comparison {
    const sample = (side: SideName): Sample => {
      const { megabytes, types } = this.work<{ megabytes: number; types: Sample['types'] }>('memory', side);
      return { value: megabytes, types };
    };
    return { what: 'memory of 100 functions', unit: 'MB', pairs: this.alternate(rounds, sample) };
  }

  /** 100 functions, against 100 by hand with a failure queue each: other resources, and they must not cost less. */
  public withQueueEach(rounds: number): Comparison {
    const pairs = this.manyOf(rounds, 'addFunction', this.subject, 'queue-each', (subject, counterpart) => ({
      subject: subject.value,
      counterpart: counterpart.value,
    }));
    return { what: '100 functions, against a queue each by hand', unit: 'ms', pairs, limit: 1 };
  }

  /** 100 functions in 10 stacks, over and over in one process. */
  public many(rounds: number, scenario: Scenario, what: string): Comparison {
    return { what, unit: 'ms', pairs: this.manyOf(rounds, scenario, this.subject, 'hand-written', pairOf) };
  }

  /** 100 plain functions that are adopted. */
  public adoption(rounds: number): Comparison {
    return { what: '100 adopted', unit: 'ms', pairs: this.manyOf(rounds, 'addFunction', 'adopted', 'hand-written', pairOf) };
  }

  private manyOf(
    rounds: number,
    scenario: Scenario,
    subject: SideName,
    counterpart: SideName,
    pair: (subject: Sample, counterpart: Sample) => Pair,
  ): Pair[] {
    const drawn = Array.from({ length: rounds }, () => shuffled(['subject', 'counterpart'] as const));
    const sides = drawn.flat().map((role) => (role === 'subject' ? subject : counterpart));
    const samples = this.work<{ milliseconds: number; types: Sample['types'] }[]>('many', scenario, ...sides);
    return drawn.map((order, round) => {
      const of = (role: 'subject' | 'counterpart'): Sample => {
        const { milliseconds, types } = samples[2 * round + order.indexOf(role)];
        return { value: milliseconds, types };
      };
      return pair(of('subject'), of('counterpart'));
    });
  }

  /** An application of 1,000 functions, each in a fresh process, compared with one that hardens nothing and with one by hand. */
  public large(rounds: number): Comparison[] {
    const measured = Array.from({ length: rounds }, () => {
      const round: Record<string, { milliseconds: number; megabytes: number }> = {};
      for (const side of shuffled(['hardened', 'adopted', 'hand-written', 'plain'])) round[side] = this.work('large', side);
      return round;
    });
    const pairs = (unit: 'milliseconds' | 'megabytes', subject = 'hardened', counterpart = 'plain') =>
      measured.map((round) => ({ subject: round[subject][unit], counterpart: round[counterpart][unit] }));
    return [
      { what: '1,000 functions, CPU time, against plain ones', unit: 'ms', pairs: pairs('milliseconds'), limit: LARGE_LIMITS.time },
      { what: '1,000 functions, memory, against plain ones', unit: 'MB', pairs: pairs('megabytes'), limit: LARGE_LIMITS.memory },
      { what: '1,000 functions, CPU time', unit: 'ms', pairs: pairs('milliseconds', 'hardened', 'hand-written') },
      { what: '1,000 adopted, CPU time', unit: 'ms', pairs: pairs('milliseconds', 'adopted', 'hand-written') },
    ];
  }

  /** What each of 100 functions has in AWS, beside a plain one. */
  public footprint(): string {
    const [hardened, plain] = ['hardened', 'plain'].map((side) => this.work<{ functions: number; templates: Made[] }>('templates', side));
    return footprintLine(
      hardened.functions,
      footprintOf(hardened.templates, hardened.functions),
      footprintOf(plain.templates, plain.functions),
    );
  }

  /** What the library takes to load beyond the CDK, in ms. */
  public loading(rounds: number): number[] {
    return Array.from({ length: rounds }, () => this.work<{ milliseconds: number }>('loading').milliseconds);
  }

  private alternate(rounds: number, sample: (side: SideName) => Sample): Pair[] {
    return Array.from({ length: rounds }, () => {
      const round: Record<string, Sample> = {};
      for (const role of shuffled(['subject', 'counterpart'])) round[role] = sample(role === 'subject' ? this.subject : 'hand-written');
      return pairOf(round.subject, round.counterpart);
    });
  }

  private work<T>(...args: string[]): T {
    const answer = execFileSync(process.execPath, ['--expose-gc', join(this.folder, 'worker.js'), ...args], {
      env: ENVIRONMENT,
      encoding: 'utf8',
      maxBuffer: 64_000_000,
    });
    return JSON.parse(answer);
  }
}

/** A comparison of different things is none. */
function pairOf(subject: Sample, counterpart: Sample): Pair {
  const unfair = unfairness(subject.types, counterpart.types);
  if (unfair.length > 0)
    throw new Error(`the two sides must make the same resources, got ${unfair.join(', ')}; fix verify/bench/hand-written.ts`);
  return { subject: subject.value, counterpart: counterpart.value };
}
