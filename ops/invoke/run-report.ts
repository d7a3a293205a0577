/** What Lambda notes down at the end of each invocation. */
export interface RunReport {
  readonly durationMs: number;
  readonly billedMs?: number;
  readonly memoryMb?: number;
  readonly usedMb?: number;
  /** Of a cold start; with SnapStart, the time of the restore. */
  readonly initMs?: number;
  readonly traceId?: string;
}

/** Reads the report of an invocation from its log lines, in text or in JSON. None where the log level leaves it out. */
export function runReportIn(log: string): RunReport | undefined {
  for (const line of log.split('\n').reverse()) {
    const report = line.startsWith('REPORT RequestId:') ? fromText(line) : line.includes('"platform.report"') ? fromJson(line) : undefined;
    if (report) return report;
  }
  return undefined;
}

function fromText(line: string): RunReport | undefined {
  const number = (name: string): number | undefined => {
    const [, value] = new RegExp(`(?:^|\\t)\\s*${name}: ([\\d.]+)`).exec(line) ?? [];
    return value === undefined ? undefined : Number(value);
  };
  const durationMs = number('Duration');
  if (durationMs === undefined) return undefined;
  return {
    durationMs,
    billedMs: number('Billed Duration'),
    memoryMb: number('Memory Size'),
    usedMb: number('Max Memory Used'),
    initMs: number('Init Duration') ?? number('Restore Duration'),
    traceId: /XRAY TraceId: (\S+)/.exec(line)?.[1],
  };
}

function fromJson(line: string): RunReport | undefined {
  try {
    const { type, record } = JSON.parse(line);
    const { durationMs, billedDurationMs, memorySizeMB, maxMemoryUsedMB, initDurationMs, restoreDurationMs } = record?.metrics ?? {};
    if (type !== 'platform.report' || typeof durationMs !== 'number') return undefined;
    return {
      durationMs,
      billedMs: billedDurationMs,
      memoryMb: memorySizeMB,
      usedMb: maxMemoryUsedMB,
      initMs: initDurationMs ?? restoreDurationMs,
      traceId: /Root=([\w-]+)/.exec(String(record.tracing?.value))?.[1],
    };
  } catch {
    return undefined;
  }
}
