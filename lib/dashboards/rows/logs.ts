import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { logGroupNameOf } from '../shown-function';
import { FULL_WIDTH, type Row } from './row';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html */
const MOST_LOG_GROUPS = 50;

/** Errors of both log formats. */
const LAST_ERRORS = [
  'fields @timestamp, coalesce(errorMessage, message, @message) as text, @logStream',
  'filter level in ["ERROR", "FATAL", "error", "fatal"] or @message like /Task timed out|Runtime exited|errorType/',
  'sort @timestamp desc',
  'limit 20',
];

/** @internal */
export const LOGS: Row = {
  title: 'What the logs contain',
  widgets: ({ functions }) => {
    const logGroupNames = [...new Set(functions.flatMap((fn) => logGroupNameOf(fn) ?? []))].slice(0, MOST_LOG_GROUPS);
    if (logGroupNames.length === 0) return [];
    return [new cloudwatch.LogQueryWidget({ title: 'Last errors', logGroupNames, queryLines: LAST_ERRORS, width: FULL_WIDTH, height: 6 })];
  },
};
