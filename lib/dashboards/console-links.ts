import { type Stack, Token } from 'aws-cdk-lib';
import { consoleHost } from '../core/aws/console-hosts';
import { logGroupUrl } from '../core/console-urls';

/*
 * Where the person on call looks next, in the AWS console.
 */

const inRegion = ({ region }: Stack, path: string): string => `https://${consoleHost(region)}/${path.replace('REGION', region)}`;

/** @internal */
export const logsUrl = (stack: Stack, logGroupName: string): string => logGroupUrl(stack.region, logGroupName);

/** @internal */
export const functionUrl = (stack: Stack, functionName: string): string =>
  inRegion(stack, `lambda/home?region=REGION#/functions/${functionName}?tab=monitoring`);

/** @internal */
export const tracesUrl = (stack: Stack, functionName: string): string =>
  inRegion(stack, `cloudwatch/home?region=REGION#xray:traces/query?~(query~(expression~'service*28*22${escaped(functionName)}*22*29))`);

/** @internal */
export const alarmConsoleUrl = (stack: Stack): string =>
  inRegion(stack, "cloudwatch/home?region=REGION#alarmsV2:?~(alarmStateFilter~'ALARM)");

/** @internal */
export const queueConsoleUrl = (stack: Stack, queueName: string): string =>
  inRegion(
    stack,
    `sqs/v3/home?region=REGION#/queues/https%3A%2F%2Fsqs.REGION.${stack.urlSuffix}%2F${stack.account}%2F${queueName}`.replaceAll(
      'REGION',
      stack.region,
    ),
  );

const escaped = (name: string): string => (Token.isUnresolved(name) ? name : encodeURIComponent(name));
