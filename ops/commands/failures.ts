import type { Command } from 'commander';
import { Exit } from '../exit';
import type { Group } from '../failures/groups';
import { type Look, look } from '../failures/look';
import { selectionOf } from '../failures/selection';
import { nameOfArn, type Target, targetsOf } from '../failures/targets';
import { resolveFunction } from '../names/functions';
import { failuresPolicy } from '../policies/policies';
import { reachOf } from '../policies/reach';
import { refuse } from '../refusal';
import type { Session } from '../session';
import { shownDuration } from '../terminal/durations';
import { block, bold, dim, good, text, warning } from '../terminal/text';
import { type NamedOptions, printPolicy, withFunction, withPolicy, withSelection } from './options';

export interface FailuresOptions extends NamedOptions {
  readonly where?: string;
  readonly since?: string;
  readonly error?: string;
  readonly target?: string;
  readonly refresh?: boolean;
  readonly copy: boolean;
  readonly showPayload?: boolean;
}

export const describeFailures = (command: Command): Command =>
  withSelection(withPolicy(withFunction(command)))
    .description('Show which events of a function failed, grouped by cause, without deleting anything')
    .option('--refresh', 'read the queues again, although there is a copy of what they held')
    .option('--no-copy', 'keep no copy of the failures on this machine')
    .option('--show-payload', 'show the event of each example')
    .addHelpText(
      'after',
      `
Examples:
  $ cdk-hardened-lambda-ops failures Shop/Orders
  $ cdk-hardened-lambda-ops failures orders --since 2h --error InvalidOrder --show-payload
  $ cdk-hardened-lambda-ops failures orders --where '{"requestPayload":{"type":["order"]}}' --refresh

SQS can't be read without receiving: each message is received once, and given back. Later looks read a copy of it.`,
    );

export async function failures(session: Session, name: string, options: FailuresOptions): Promise<Exit> {
  if (options.policy) return printPolicy(session, reachOf(session, name, options).then(failuresPolicy));
  const fn = await resolveFunction(session, name, options);
  const selection = selectionOf(options, fn, Date.now());
  const { targets } = await targetsOf(session, fn);
  const looks: Look[] = [];
  for (const target of chosen(targets, options.target))
    looks.push(await look(session, target, selection, { isFresh: options.refresh === true, keepsCopy: options.copy }));
  await report(session, fn.name, looks, options.showPayload === true);
  return looks.some(({ groups }) => groups.count > 0) ? Exit.ATTENTION : Exit.GOOD;
}

/** The targets that are meant; all, where none is named. */
export function chosen(targets: readonly Target[], wanted: string | undefined): readonly Target[] {
  if (wanted === undefined) return targets;
  const found = targets.filter(({ arn }) => arn === wanted || nameOfArn(arn) === wanted);
  if (found.length > 0) return found;
  const known = targets.map(({ arn }) => nameOfArn(arn)).join(', ') || 'none: configure a failure target';
  return refuse(`'--target' must be a failure target of the function, got '${wanted}'; it has ${known}`);
}

export async function report({ out }: Session, name: string, looks: readonly Look[], showsPayload: boolean): Promise<void> {
  out.data({ function: name, targets: looks.map((each) => documentOf(each, showsPayload)) });
  if (looks.length === 0) out.line(warning(text`${name} has no failure target: what fails after all retries is lost`));
  for (const each of looks) await reportTarget(out, name, each, showsPayload);
}

async function reportTarget(
  out: Session['out'],
  name: string,
  { target, groups, others, owners, notes, expiresAt, unread }: Look,
  showsPayload: boolean,
): Promise<void> {
  const roles = target.roles.map(({ role, of }) => `${role} of ${of.startsWith('arn:') ? nameOfArn(of) : of}`).join(', ');
  out.line(text`${bold(nameOfArn(target.arn))} ${dim(text`${target.service}, ${roles}`)}`);
  if (unread) out.line(text`  ${warning(unread)}`);
  else if (groups.count === 0) out.line(text`  ${good('no failures')}`);
  else await out.table(['', 'Count', 'Function', 'Condition', 'Error', 'Oldest', 'Newest'], groups.all.map(rowOf));
  const example = groups.all[0]?.example;
  if (example) {
    const { record, stored } = example;
    out.line(text`  Example: request ${record.requestId ?? 'without id'}, ${new Date(stored.sentAt).toISOString()}, ${record.error}`);
    if (showsPayload && record.payload !== undefined) out.line(block(record.payload, '    '));
    else if (record.payload !== undefined)
      out.line(dim(text`  ${record.payload.length} characters of payload; '--show-payload' shows them`));
    else if (record.batch)
      out.line(dim(text`  ${record.batch.size} records in shard ${record.batch.shardId}, which 'replay' reads from the stream`));
  }
  const sharing = [...owners].filter((owner) => owner !== name);
  if (sharing.length > 0)
    out.line(dim(text`  Shared: it holds failures of ${sharing.slice(0, 5).join(', ')}${sharing.length > 5 ? ' and more' : ''} too`));
  if (others > 0) out.line(dim(text`  ${others} more do not match, or are of other functions`));
  if (expiresAt !== undefined) out.line(text`  The queue deletes the oldest in ${bold(shownDuration(expiresAt - Date.now()))}.`);
  for (const note of notes) out.line(dim(text`  Note: ${note}`));
  out.line();
}

const rowOf = ({ count, functionName, condition, error, oldest, newest }: Group) => [
  '',
  count,
  functionName,
  condition,
  error,
  shownDuration(Date.now() - oldest),
  shownDuration(Date.now() - newest),
];

function documentOf({ target, groups, others, owners, notes, expiresAt, unread }: Look, showsPayload: boolean): unknown {
  return {
    arn: target.arn,
    roles: target.roles,
    count: groups.count,
    others,
    functions: [...owners],
    unread: unread?.printed,
    expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt).toISOString(),
    notes: notes.map(({ printed }) => printed),
    groups: groups.all.map(({ example, oldest, newest, receives: mostReceives, ...group }) => ({
      ...group,
      oldest: new Date(oldest).toISOString(),
      newest: new Date(newest).toISOString(),
      mostReceives,
      example: {
        id: example.stored.id,
        requestId: example.record.requestId,
        error: example.record.error,
        batch: example.record.batch,
        ...(showsPayload && { payload: example.record.payload }),
      },
    })),
  };
}
