import type { Command } from 'commander';
import { consoleLinks } from '../aws/console';
import { isNotFound } from '../aws/errors';
import { architectureOf, costOf, shownMillion } from '../aws/prices';
import { Exit } from '../exit';
import { answerSeconds, type DurableEnd, followDurable, isGoodEnd, refuseUnqualified } from '../invoke/durable';
import { EXAMPLE_EVENTS } from '../invoke/example-events';
import { mappedStack } from '../invoke/mapped-stack';
import { type PayloadOptions, payloadOf } from '../invoke/payload';
import { type RunReport, runReportIn } from '../invoke/run-report';
import { type FunctionName, resolveFunction } from '../names/functions';
import { invokePolicy } from '../policies/policies';
import { reachOf } from '../policies/reach';
import { refuse } from '../refusal';
import type { Session } from '../session';
import { bad, block, bold, dim, good, text } from '../terminal/text';
import { type NamedOptions, PAYLOAD, printPolicy, withFunction, withPolicy } from './options';

export interface InvokeOptions extends NamedOptions, PayloadOptions {
  readonly async?: boolean;
  readonly dryRun?: boolean;
  readonly qualifier?: string;
  readonly logs: boolean;
  readonly sourceMaps?: string;
  readonly executionName?: string;
}

export const describeInvoke = (command: Command): Command =>
  withPolicy(withFunction(command))
    .description('Invoke a function, and show its answer, its log, how long it took and what it cost')
    .option(...PAYLOAD)
    .option('--event <name>', `an example event: ${Object.keys(EXAMPLE_EVENTS).join(', ')}`)
    .option('--async', 'do not wait for the answer')
    .option('--dry-run', 'check only whether the function exists and may be invoked')
    .option('--qualifier <name>', 'an alias or a version')
    .option('--no-logs', 'do not show the log')
    .option('--source-maps <folder>', 'a folder with source maps of the bundle, for the stack of an error')
    .option('--execution-name <name>', 'the name of the execution of a durable function')
    .addHelpText(
      'after',
      `
Examples:
  $ cdk-hardened-lambda-ops invoke Shop/Orders --event sqs
  $ cdk-hardened-lambda-ops invoke orders --qualifier live --payload @order.json
  $ jq .detail event.json | cdk-hardened-lambda-ops invoke orders --payload - --json`,
    );

interface Invoked {
  readonly statusCode?: number;
  readonly executedVersion?: string;
  readonly functionError?: string;
  readonly answer?: string;
  readonly log: string;
  readonly execution?: string;
}

export async function invoke(session: Session, name: string, options: InvokeOptions): Promise<Exit> {
  if (options.policy) return printPolicy(session, reachOf(session, name, options).then(invokePolicy));
  const payload = payloadOf(options);
  if (options.async && options.dryRun) refuse("'--async' can't be combined with '--dry-run'; remove one");
  const fn = await resolveFunction(session, name, options);
  const qualifier = options.qualifier ?? fn.qualifier;
  const configuration = await configurationOf(session, { name: fn.name, qualifier });
  if (configuration.DurableConfig && qualifier === undefined) refuseUnqualified(fn.name);
  if (options.executionName !== undefined) checkExecutionName(options.executionName, configuration.DurableConfig !== undefined);
  const invoked = await call(session, { name: fn.name, qualifier }, payload, options, answerSeconds(configuration));
  const ended = invoked.execution === undefined ? undefined : await followDurable(session, invoked.execution);
  const run = runReportIn(invoked.log);
  const cost = run?.billedMs && run.memoryMb ? costOf(run.billedMs, run.memoryMb, architectureOf(configuration.Architectures)) : undefined;
  await report(session, { ...fn, qualifier }, invoked, { run, cost, ended }, options);
  const hasFailed = invoked.functionError !== undefined || (ended !== undefined && !isGoodEnd(ended));
  return hasFailed ? Exit.ATTENTION : Exit.GOOD;
}

function checkExecutionName(name: string, isDurable: boolean): void {
  if (!isDurable) refuse(`'--execution-name' must be used with a durable function, got '${name}' for another; leave it out`);
  if (!/^[\w-]{1,64}$/.test(name)) refuse(`'--execution-name' must be 1 to 64 letters, digits, '-' and '_', got '${name}'; choose another`);
}

async function configurationOf({ clients }: Session, { name, qualifier }: FunctionName) {
  const { GetFunctionConfigurationCommand } = await import('@aws-sdk/client-lambda');
  const client = await clients.lambda();
  return client.send(new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier: qualifier })).catch((error) => {
    if (!isNotFound(error)) throw error;
    return refuse(
      `the function, its alias or its version must exist, got '${[name, qualifier].filter(Boolean).join(':')}'; check '--region', '--profile' and '--qualifier'`,
    );
  });
}

async function call(
  { clients }: Session,
  { name, qualifier }: FunctionName,
  payload: string,
  options: InvokeOptions,
  timeout: number,
): Promise<Invoked> {
  const { InvokeCommand } = await import('@aws-sdk/client-lambda');
  const client = await clients.invoker(timeout);
  const isWaiting = !options.async && !options.dryRun;
  const answer = await client.send(
    new InvokeCommand({
      FunctionName: name,
      Qualifier: qualifier,
      InvocationType: options.dryRun ? 'DryRun' : options.async ? 'Event' : 'RequestResponse',
      LogType: isWaiting ? 'Tail' : undefined,
      DurableExecutionName: options.executionName,
      Payload: Buffer.from(payload),
    }),
  );
  return {
    statusCode: answer.StatusCode,
    executedVersion: answer.ExecutedVersion,
    functionError: answer.FunctionError,
    answer: isWaiting ? answer.Payload?.transformToString() : undefined,
    log: Buffer.from(answer.LogResult ?? '', 'base64').toString('utf8'),
    execution: answer.DurableExecutionArn,
  };
}

interface Known {
  readonly run?: RunReport;
  readonly cost?: number;
  readonly ended?: DurableEnd;
}

async function report(
  session: Session,
  fn: FunctionName & { sourceMaps?: string },
  invoked: Invoked,
  known: Known,
  options: InvokeOptions,
): Promise<void> {
  const { out } = session;
  const { run, cost, ended } = known;
  out.data({ function: fn.name, qualifier: fn.qualifier, ...invoked, log: options.logs ? invoked.log : undefined, ...known });
  if (invoked.functionError) {
    const { errorType, errorMessage, stack } = errorIn(invoked.answer);
    out.line(bad(text`${invoked.functionError} error: ${[errorType, errorMessage].filter(Boolean).join(': ')}`));
    for (const line of await mappedStack(stack, options.sourceMaps ?? fn.sourceMaps)) out.line(text`    ${line.trim()}`);
  } else if (options.dryRun) out.line(good('the function exists, and may be invoked; it did not run'));
  else if (options.async) out.line(good('accepted by Lambda'));
  if (invoked.answer !== undefined && !invoked.functionError) out.line(block(pretty(invoked.answer), ''));
  if (options.logs && invoked.log !== '') {
    out.line(bold('Log (its last 4 KB)'));
    out.line(block(invoked.log.trimEnd()));
  }
  if (ended) {
    const end = text`Execution ${ended.status}${ended.error === undefined ? '' : `: ${ended.error}`}`;
    out.line(isGoodEnd(ended) ? good(end) : bad(end));
    // A synchronous answer has the result already.
    if (ended.result !== undefined && invoked.answer === undefined) out.line(block(pretty(ended.result), ''));
    if (invoked.execution) out.line(dim(text`${invoked.execution}`));
  }
  if (run) {
    const memory = run.memoryMb === undefined ? '' : `, memory ${run.usedMb ?? '?'} of ${run.memoryMb} MB`;
    const cold = run.initMs === undefined ? '' : `, cold start ${run.initMs} ms`;
    out.line(
      text`${run.durationMs} ms, billed ${run.billedMs ?? '?'} ms${cold}${memory}${cost === undefined ? '' : `, about ${shownMillion(cost)}`}`,
    );
    if (run.traceId) out.line(dim(consoleLinks.trace(await session.clients.region(), run.traceId)));
  } else if (!options.async && !options.dryRun) out.line(dim('The log has no report of the run: the system log level leaves it out.'));
  if (invoked.executedVersion) out.line(dim(text`Version ${invoked.executedVersion}`));
}

const pretty = (json: string): string => {
  try {
    return JSON.stringify(JSON.parse(json), undefined, 2);
  } catch {
    return json;
  }
};

/** What a runtime answers for an error: Node.js calls the stack `trace`, Python `stackTrace`. */
function errorIn(answer = '{}'): { errorType?: string; errorMessage?: string; stack: string[] } {
  try {
    const { errorType, errorMessage, trace, stackTrace } = JSON.parse(answer) ?? {};
    const lines: unknown[] = Array.isArray(trace) ? trace.slice(1) : Array.isArray(stackTrace) ? stackTrace : [];
    return { errorType, errorMessage, stack: lines.map(String).flatMap((line) => line.trimEnd().split('\n')) };
  } catch {
    return { errorMessage: answer, stack: [] };
  }
}
