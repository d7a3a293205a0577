import { Lazy, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { logGroupUrl } from '../core/console-urls';
import type { AlarmKind } from './alarm-kind';
import type { AnyObserved } from './observed';

/** @internal */
export interface AlarmText {
  /** The path of what is watched, and the name of the function. */
  readonly subject: string;
  /** Why it fired, and where to look first. */
  readonly message: string;
  /** Absent where several functions are watched. */
  readonly logGroupName?: string;
  readonly runbookUrl?: string;
}

/**
 * For the person on call: which function, why the alarm fired, where to look.
 *
 * @internal
 */
export function describeAlarm(scope: IConstruct, { subject, message, logGroupName, runbookUrl }: AlarmText): string {
  const logs = logGroupName === undefined ? '' : ` Logs: ${logGroupUrl(Stack.of(scope).region, logGroupName)}`;
  const runbook = runbookUrl ? ` Runbook: ${runbookUrl}` : '';
  const withLogs = `${subject}: ${message}${logs}${runbook}`;
  if (lengthOf(withLogs) <= LONGEST) return withLogs;
  const short = `${message}${runbook}`;
  return `${subject.slice(0, Math.max(0, LONGEST - 2 - lengthOf(short)))}: ${short}`;
}

/** @internal */
export const messageOf = <O extends AnyObserved>({ message }: Pick<AlarmKind<O>, 'message'>, observed: O): string =>
  typeof message === 'string' ? message : message(observed);

/**
 * The description of an alarm of the kind. One that may change until the app is complete is asked for more than once, and made once
 * for each message.
 *
 * @param isLate whether the text around the message may change too
 * @internal
 */
export function descriptionOf<O extends AnyObserved>(
  kind: Pick<AlarmKind<O>, 'message'>,
  observed: O,
  isLate: boolean,
  describe: (message: string) => string,
): string {
  if (typeof kind.message === 'string' && !isLate) return describe(kind.message);
  let known: { readonly message: string; readonly text: string } | undefined;
  const produce = (): string => {
    const message = messageOf(kind, observed);
    if (isLate || known?.message !== message) known = { message, text: describe(message) };
    return known.text;
  };
  return Lazy.uncachedString({ produce });
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const LONGEST = 1024;

/** The names of functions, queues and log groups are known only once deployed; few are longer than this. */
const NAME = 80;

const lengthOf = (text: string): number => {
  const parts = text.split('${Token[');
  return parts.reduce((sum, part, index) => sum + (index === 0 ? part.length : NAME + part.length - part.indexOf(']}') - 2), 0);
};
