import { runReportIn } from '../../ops/invoke/run-report';

describe('the report of an invocation', () => {
  test('is read from a text log', () => {
    const log = [
      'START RequestId: 1 Version: 3',
      'REPORT RequestId: 1\tDuration: 12.34 ms\tBilled Duration: 163 ms\tMemory Size: 512 MB\tMax Memory Used: 70 MB\tInit Duration: 150.20 ms\t',
      'XRAY TraceId: 1-65-ab\tSegmentId: 2\tSampled: true',
    ].join('\n');
    expect(runReportIn(log)).toEqual({ durationMs: 12.34, billedMs: 163, memoryMb: 512, usedMb: 70, initMs: 150.2, traceId: undefined });
  });

  test('is read from a JSON log', () => {
    const record = {
      requestId: '1',
      metrics: { durationMs: 1.5, billedDurationMs: 2, memorySizeMB: 128, maxMemoryUsedMB: 66 },
      tracing: { spanId: 's', type: 'X-Amzn-Trace-Id', value: 'Root=1-65-ab;Parent=p;Sampled=1' },
      status: 'success',
    };
    const log = [
      '{"level":"INFO","message":"platform.report is not here"}',
      JSON.stringify({ time: 't', type: 'platform.report', record }),
    ].join('\n');
    expect(runReportIn(log)).toEqual({ durationMs: 1.5, billedMs: 2, memoryMb: 128, usedMb: 66, initMs: undefined, traceId: '1-65-ab' });
  });

  test('is none where the log level leaves it out, or where the handler logs something that looks like it', () => {
    expect(runReportIn('START\nEND')).toBeUndefined();
    expect(runReportIn('{"type":"platform.report"}\n{"message":"\\"platform.report\\""')).toBeUndefined();
    expect(runReportIn('my REPORT RequestId: 1\tDuration: 1 ms')).toBeUndefined();
  });
});
