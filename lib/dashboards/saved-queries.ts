import { Lazy } from 'aws-cdk-lib';
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { logGroupNameOf, type ShownFunction } from './shown-function';

/** They read what Lambda itself writes in JSON format: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */
const QUERIES = {
  'errors by message': [
    'filter level in ["ERROR", "FATAL"]',
    'stats count(*) as errors, max(@timestamp) as last by coalesce(errorMessage, message)',
    'sort errors desc',
  ],
  'slowest invocations': [
    'filter type = "platform.report"',
    'fields @timestamp, record.requestId, record.metrics.durationMs',
    'sort record.metrics.durationMs desc',
    'limit 20',
  ],
  'cold starts': [
    'filter type = "platform.report" and ispresent(record.metrics.initDurationMs)',
    'stats count(*) as coldStarts, pct(record.metrics.initDurationMs, 95) as p95 by bin(1h)',
  ],
  memory: [
    'filter type = "platform.report"',
    'stats max(record.metrics.maxMemoryUsedMB) as used, max(record.metrics.memorySizeMB) as size by @log',
  ],
};

/** @internal */
export function saveQueries(scope: Construct, functions: () => readonly ShownFunction[]): void {
  const folder = scope.node.scope?.node.path ?? scope.node.path;
  const logGroupNames = Lazy.list({ produce: () => [...new Set(functions().flatMap((fn) => logGroupNameOf(fn) ?? []))] });
  for (const [name, lines] of Object.entries(QUERIES)) {
    const id = name.replace(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase());
    new CfnQueryDefinition(scope, id, { name: `${folder}/${name}`, queryString: lines.join('\n| '), logGroupNames });
  }
}
