import type { Command } from 'commander';
import { consoleLinks } from '../aws/console';
import { Exit } from '../exit';
import { type FunctionName, resolveFunction } from '../names/functions';
import { functionsOfStack } from '../names/stack-functions';
import { statusPolicy } from '../policies/policies';
import type { Policy } from '../policies/policy';
import { reachOf } from '../policies/reach';
import { refuse } from '../refusal';
import type { Session } from '../session';
import { type FunctionStatus, statusOf } from '../status/function-status';
import { pastTime, shownDuration } from '../terminal/durations';
import { bad, bold, dim, good, type Text, text, warning } from '../terminal/text';
import { type NamedOptions, printPolicy, withNames, withPolicy } from './options';

export interface StatusOptions extends NamedOptions {
  readonly since: string;
}

export const describeStatus = (command: Command): Command =>
  withPolicy(withNames(command))
    .description('Show on one screen what is wrong with a function: alarms, errors, throttles, ages, stored failures, a release')
    .argument('[name]', 'the function: a name, an ARN or a construct path; without it, all functions of --stack')
    .option('--since <age>', 'how far to look back', '1h')
    .addHelpText(
      'after',
      `
Examples:
  $ cdk-hardened-lambda-ops status Shop/Orders
  $ cdk-hardened-lambda-ops status --stack Shop --since 1d`,
    );

export async function status(session: Session, name: string | undefined, options: StatusOptions): Promise<Exit> {
  if (options.policy) return printPolicy(session, policyFor(session, name, options));
  const since = pastTime('--since', options.since, Date.now());
  const functions = name === undefined ? await inStack(session, options.stack) : [await resolveFunction(session, name, options)];
  const found: FunctionStatus[] = [];
  for (const fn of functions) found.push(await statusOf(session, fn, since));
  session.out.data(found.map((each) => ({ ...each, metrics: Object.fromEntries(each.metrics), since: new Date(since).toISOString() })));
  for (const each of found) await report(session, each, options.since);
  return found.some(needsAttention) ? Exit.ATTENTION : Exit.GOOD;
}

const policyFor = async (session: Session, name: string | undefined, options: StatusOptions): Promise<Policy> =>
  statusPolicy(await reachOf(session, name ?? refuse("'--policy' must be asked for one function, got none; name it"), options));

const inStack = (session: Session, stack: string | undefined): Promise<FunctionName[]> =>
  stack === undefined ? refuse("'status' must have a function or '--stack', got neither; name one") : functionsOfStack(session, stack);

const needsAttention = ({ alarms, failures }: FunctionStatus): boolean => alarms.length > 0 || failures.some(({ visible }) => visible > 0);

async function report({ out, clients }: Session, found: FunctionStatus, since: string): Promise<void> {
  const region = await clients.region();
  const now = Date.now();
  out.line(text`${bold(found.name)} ${dim(text`${found.state}, last ${since}`)}`);
  if (found.alarms.length === 0) out.line(text`  ${good('no alarm in ALARM')}`);
  for (const { name, since: raised, reason, isFleet } of found.alarms) {
    out.line(
      text`  ${bad('ALARM')} ${name}${isFleet ? ' (of several functions)' : ''} since ${shownDuration(now - raised.getTime())}: ${reason}`,
    );
    out.line(dim(text`        ${consoleLinks.alarm(region, name)}`));
  }
  for (const release of found.releases) out.line(text`  ${warning('release in progress')} ${release}`);
  out.line(text`  ${summary(found)}`);
  if (found.errors === undefined) out.line(dim('  no log group yet'));
  for (const { message, count, last } of (found.errors ?? []).slice(0, 5))
    out.line(text`  ${bad(count)} × ${message} ${dim(text`last ${shownDuration(now - last)} ago`)}`);
  for (const { queue, visible, inFlight, expiresAt } of found.failures) {
    const count = visible === 0 ? good('no failures') : bad(text`about ${visible} failures`);
    const more = inFlight === 0 ? '' : `, ${inFlight} in flight`;
    const unknown = visible === 0 ? '' : "; 'failures' shows when they are deleted";
    const left = expiresAt === undefined ? unknown : `, the oldest is deleted in ${shownDuration(Date.parse(expiresAt) - now)}`;
    out.line(text`  ${queue}: ${count}${more}${left}`);
  }
  out.line(dim(text`  ${consoleLinks.fn(region, found.name)}`));
  out.line(dim(text`  ${consoleLinks.logs(region, found.logGroup)}`));
  out.line();
}

function summary({ metrics }: FunctionStatus): Text {
  const count = (id: string): number => metrics.get(id) ?? 0;
  const rate = count('invocations') === 0 ? '' : ` (${((count('errors') / count('invocations')) * 100).toFixed(1)} %)`;
  const seldom: [id: string, what: string][] = [
    ['throttles', 'throttles'],
    ['asyncEventsDropped', 'asynchronous events dropped'],
    ['destinationDeliveryFailures', 'failures that could not be stored'],
    ['deadLetterErrors', 'dead letters that could not be stored'],
  ];
  const ages: [id: string, what: string][] = [
    ['asyncEventAge', 'oldest asynchronous event'],
    ['iteratorAge', 'oldest record of a stream'],
  ];
  const parts = [
    `${count('invocations')} invocations, ${count('errors')} errors${rate}`,
    ...seldom.filter(([id]) => count(id) > 0).map(([id, what]) => `${count(id)} ${what}`),
    ...ages.filter(([id]) => metrics.has(id)).map(([id, what]) => `${what} ${shownDuration(count(id))}`),
  ];
  return text`${parts.join(', ')}`;
}
