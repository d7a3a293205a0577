import { closeSync, openSync } from 'node:fs';
import type { Command } from 'commander';
import { Exit } from '../exit';
import { type Look, look } from '../failures/look';
import { type Selection, selectionOf } from '../failures/selection';
import { isRedrive, nameOfArn, type Target, type Targets, targetsOf } from '../failures/targets';
import { refuseUnqualified } from '../invoke/durable';
import { resolveFunction } from '../names/functions';
import { replayPolicy } from '../policies/policies';
import { reachOf } from '../policies/reach';
import { refuse } from '../refusal';
import { Destinations } from '../replay/destinations';
import { isUnfinished, type Replayed, replayTarget } from '../replay/replay-target';
import { reportReplay } from '../replay/report';
import { refuseUnconfirmed, type Session } from '../session';
import { dim, type Text, text, warning } from '../terminal/text';
import { chosen, report } from './failures';
import { type NamedOptions, printPolicy, wholeNumber, withFunction, withPolicy, withSelection } from './options';

export interface ReplayOptions extends NamedOptions {
  readonly where?: string;
  readonly since?: string;
  readonly error?: string;
  readonly target?: string;
  readonly send?: boolean;
  readonly yes?: boolean;
  readonly async?: boolean;
  readonly qualifier?: string;
  readonly rate?: number;
  readonly concurrency: number;
  readonly maxFailures: number;
  readonly limit?: number;
  readonly keep?: string;
  readonly resendUnknown?: boolean;
  readonly executionName?: boolean;
}

const LONGEST_RATE = 1000;

export const describeReplay = (command: Command): Command =>
  withSelection(withPolicy(withFunction(command)))
    .description('Send failed events to their function again, and delete those that succeed')
    .option('--send', 'send; without it nothing is sent, and the failures are shown')
    .option('--yes', 'do not ask before sending')
    .option('--async', 'do not wait for the function: an event that fails again is stored as a new failure')
    .option('--qualifier <name>', 'the alias or version to send to, instead of the one of each record')
    .addOption(wholeNumber('--rate <number>', 'events in a second at most', 1, LONGEST_RATE))
    .addOption(wholeNumber('--concurrency <number>', 'events at the same time', 1, 100).default(1))
    .addOption(wholeNumber('--max-failures <number>', 'stop when so many have failed again', 1, 1_000_000).default(10))
    .addOption(wholeNumber('--limit <number>', 'send so many events at most', 1, 1_000_000))
    .option('--keep <file>', 'copy failures that fail again to this file, as JSON lines')
    .option('--resend-unknown', 'send also events that an interrupted replay has perhaps sent')
    .option('--execution-name', 'name executions of a durable function after the request: one that exists is not started again')
    .addHelpText(
      'after',
      `
Examples:
  $ cdk-hardened-lambda-ops replay Shop/Orders
  $ cdk-hardened-lambda-ops replay Shop/Orders --send --limit 1
  $ cdk-hardened-lambda-ops replay orders --send --where '{"requestPayload":{"type":["order"]}}' --rate 5

The same event is sent again, so idempotency keys in it hold. A request id in a key does not: it is a new one.
SQS itself moves the messages of redrive queues back to their source queue: selections do not apply there.`,
    );

export async function replay(session: Session, name: string, options: ReplayOptions): Promise<Exit> {
  if (options.policy) return printPolicy(session, reachOf(session, name, options).then(replayPolicy));
  // Before the look, which receives each message.
  if (options.send && options.yes !== true && !session.canConfirm) refuseUnconfirmed();
  const fn = await resolveFunction(session, name, options);
  const selection = selectionOf(options, fn, Date.now());
  const targets = await targetsOf(session, fn);
  const selected = chosen(targets.targets, options.target);
  if (options.send !== true || options.yes !== true) {
    const looks: Look[] = [];
    for (const target of selected) looks.push(await look(session, target, selection, { isFresh: options.send === true, keepsCopy: true }));
    if (options.send !== true || !session.out.isJson) await report(session, fn.name, looks, false);
    await warnOfExpired(session, targets, looks, options.qualifier);
    if (options.send !== true) session.out.line(dim(text`Nothing was sent. '--send' sends these events again.`));
    if (options.send !== true) return looks.some(({ groups }) => groups.count > 0) ? Exit.ATTENTION : Exit.GOOD;
    if (!(await session.confirm(question(looks)))) return Exit.REFUSED;
  }
  return sendAgain(session, targets, selected, selection, options);
}

const question = (looks: readonly Look[]): Text =>
  text`Send ${looks.reduce((sum, { groups }) => sum + groups.count, 0)} events again? The function runs for real.`;

/** An alias that is gone can't be invoked: the user decides where its events are sent instead. */
async function warnOfExpired(session: Session, { fn }: Targets, looks: readonly Look[], qualifier: string | undefined): Promise<void> {
  const destinations = new Destinations(session, fn, qualifier);
  for (const group of looks.flatMap(({ groups }) => groups.all)) {
    const { record } = group.example;
    if (record.kind !== 'unreadable' && record.kind !== 'message' && (await destinations.of(record)) === undefined)
      session.out.note(
        warning(
          text`${group.functionName} does not exist any more: its ${group.count} events are left; '--qualifier' sends them elsewhere`,
        ),
      );
  }
}

async function sendAgain(
  session: Session,
  targets: Targets,
  selected: readonly Target[],
  selection: Selection,
  options: ReplayOptions,
): Promise<Exit> {
  const { rate, qualifier, keep } = options;
  if (keep !== undefined) checkKept(keep);
  if (qualifier !== undefined) await checkQualifier(session, targets, qualifier);
  await refuseUnqualifiedDurable(session, targets, qualifier);
  const settings = {
    isAsync: options.async === true,
    concurrency: options.concurrency,
    maxFailures: options.maxFailures,
    limit: options.limit ?? Number.POSITIVE_INFINITY,
    resendsUnknown: options.resendUnknown === true,
    namesExecutions: options.executionName === true,
    keep,
  };
  const replayed: Replayed[] = [];
  for (const target of selected.filter(({ service }) => service === 'sqs' || service === 's3')) {
    if (isRedrive(target) && selection.isNarrowed)
      refuse(`'${nameOfArn(target.arn)}' must be moved as a whole, got a selection; leave it out, or name another '--target'`);
    if (session.signal.aborted) break;
    replayed.push(await replayTarget({ session, targets, target, selection, settings, rate, qualifier }));
  }
  await reportReplay(session.out, replayed, settings);
  return replayed.some(isUnfinished) ? Exit.ATTENTION : Exit.GOOD;
}

/** Before anything is sent: what fails again would not be kept. */
function checkKept(file: string): void {
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    refuse(`'--keep' must be a file that can be written, got '${(error as Error).message}'; choose another`);
  }
}

async function checkQualifier(session: Session, { fn }: Targets, qualifier: string): Promise<void> {
  const found = await new Destinations(session, fn, qualifier).of({ kind: 'dead letter', condition: '', error: '', view: {} });
  if (found === undefined)
    refuse(`'--qualifier' must be an alias or a version of '${fn.name}', got '${qualifier}'; choose one that exists`);
}

/** Dead letters do not record the alias. */
async function refuseUnqualifiedDurable(session: Session, { fn, targets }: Targets, qualifier: string | undefined): Promise<void> {
  if (!targets.some(({ roles }) => roles.some(({ role }) => role === 'dead letters')) || fn.qualifier !== undefined) return;
  const destination = await new Destinations(session, fn, qualifier).of({ kind: 'dead letter', condition: '', error: '', view: {} });
  if (destination?.isDurable && destination.qualifier === undefined) refuseUnqualified(fn.name);
}
