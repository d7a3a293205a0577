import { type Architecture, costOf } from '../aws/prices';
import type { RunReport } from '../invoke/run-report';

/** What one memory size costs and takes. */
export interface Result {
  readonly architecture: Architecture;
  readonly memoryMb: number;
  readonly runs: number;
  /** Of warm runs, without outliers. */
  readonly durationMs: number;
  readonly billedMs: number;
  /** USD for one run. */
  readonly cost: number;
  /** The mean of the cold starts; none where there was none. */
  readonly coldStartMs?: number;
  readonly usedMb: number;
}

/** The share of the fastest, and of the slowest, that does not count. */
const CUT = 0.2;

export function resultOf(architecture: Architecture, memoryMb: number, reports: readonly RunReport[]): Result {
  const cold = reports.filter(({ initMs }) => initMs !== undefined);
  const warm = reports.filter(({ initMs }) => initMs === undefined);
  const counted = withoutOutliers(warm.length > 0 ? warm : cold);
  const billedMs = mean(counted.map((report) => report.billedMs ?? Math.ceil(report.durationMs)));
  return {
    architecture,
    memoryMb,
    runs: counted.length,
    durationMs: mean(counted.map(({ durationMs }) => durationMs)),
    billedMs,
    cost: costOf(billedMs, memoryMb, architecture),
    coldStartMs: cold.length === 0 ? undefined : mean(cold.map(({ initMs, durationMs }) => (initMs ?? 0) + durationMs)),
    usedMb: Math.max(...reports.map(({ usedMb }) => usedMb ?? 0)),
  };
}

export function withoutOutliers(reports: readonly RunReport[]): RunReport[] {
  const sorted = [...reports].sort((one, other) => one.durationMs - other.durationMs);
  const cut = Math.floor(sorted.length * CUT);
  return sorted.slice(cut, sorted.length - cut);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const least = (results: readonly Result[], of: (result: Result) => number): Result =>
  results.reduce((best, result) => (of(result) < of(best) ? result : best));

export interface Choice {
  readonly cheapest: Result;
  readonly fastest: Result;
  /** The least of both, each as a share of its greatest. */
  readonly balanced: Result;
}

export function choiceOf(results: readonly Result[]): Choice {
  const [cost, time] = [Math.max(...results.map((result) => result.cost)), Math.max(...results.map((result) => result.durationMs))];
  return {
    cheapest: least(results, (result) => result.cost),
    fastest: least(results, (result) => result.durationMs),
    balanced: least(results, (result) => result.cost / cost + result.durationMs / time),
  };
}
