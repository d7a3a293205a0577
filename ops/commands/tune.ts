import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { LAMBDA_DEFAULTS, MEASURED_SIZES, MEMORY } from '../../lib/core/aws/lambda-limits';
import { isNotFound } from '../aws/errors';
import { type Architecture, architectureOf, shownMillion } from '../aws/prices';
import { Exit } from '../exit';
import { resolveFunction } from '../names/functions';
import { tunePolicy } from '../policies/policies';
import { reachOf } from '../policies/reach';
import { refuse } from '../refusal';
import type { Session } from '../session';
import { bold, dim, good, text, warning } from '../terminal/text';
import { downloadCode } from '../tune/copied-code';
import { curve } from '../tune/curve';
import { measureCopy, measureVersions } from '../tune/measure-sizes';
import { type PayloadsOptions, payloadsOf, spread } from '../tune/payloads';
import { choiceOf, type Result } from '../tune/result';
import { type NamedOptions, PAYLOAD, printPolicy, wholeNumber, withFunction, withPolicy } from './options';

export interface TuneOptions extends NamedOptions, PayloadsOptions {
  readonly memory: number[];
  readonly runs: number;
  readonly parallel?: boolean;
  readonly architectures?: boolean;
  readonly svg?: string;
  readonly yes?: boolean;
  readonly replaceCopy?: boolean;
  readonly publishedVersions?: boolean;
}

export const describeTune = (command: Command): Command =>
  withPolicy(withFunction(command))
    .description('Find the memory size that is cheapest or fastest, on a temporary copy of the function')
    .option('--memory <sizes>', 'memory sizes in MB', sizesOf, MEASURED_SIZES)
    .addOption(wholeNumber('--runs <number>', 'invocations for each memory size', 5, 1000).default(20))
    .option(...PAYLOAD)
    .option('--event <name>', 'an example event, as invoke has them')
    .option('--payloads <file>', 'a JSON list of events with their weights: [{"weight":3,"payload":{}}]')
    .option('--parallel', 'run all invocations of a memory size at the same time')
    .option('--architectures', 'compare x86_64 and arm64, where the code runs on both')
    .option('--svg <file>', 'draw time and cost against memory')
    .option('--yes', 'do not ask before running')
    .option(
      '--published-versions',
      'measure temporary versions of the function itself, for code that no copy can have; only where every caller uses an alias',
    )
    .option('--replace-copy', "delete the temporary copy that another 'tune' has left, if it was killed")
    .addHelpText(
      'after',
      `
Examples:
  $ cdk-hardened-lambda-ops tune Shop/Orders --payload @order.json
  $ cdk-hardened-lambda-ops tune orders --memory 256,512,1024 --runs 50 --svg curve.svg

The function itself is not changed: the copy has its code, role, environment, layers and network, and no triggers.
With '--published-versions' its memory size is changed while versions are published, and is put back before they run.
The payload runs for real, in the same tables and with the same idempotency keys.`,
    );

function sizesOf(given: string): number[] {
  const sizes = given.split(',').map(Number);
  if (sizes.every((size) => Number.isInteger(size) && size >= MEMORY.min && size <= MEMORY.max)) return sizes;
  return refuse(`'--memory' must be whole numbers from ${MEMORY.min} to ${MEMORY.max}, got '${given}'; write them as 128,512,1024`);
}

export async function tune(session: Session, name: string, options: TuneOptions): Promise<Exit> {
  const isPublished = options.publishedVersions === true;
  if (options.policy)
    return printPolicy(
      session,
      reachOf(session, name, options).then((reach) => tunePolicy(reach, isPublished)),
    );
  const payloads = spread(payloadsOf(options), options.runs);
  const needsCopy = options.architectures ? '--architectures' : options.replaceCopy ? '--replace-copy' : undefined;
  if (isPublished && needsCopy !== undefined)
    refuse(`'--published-versions' can't be combined with '${needsCopy}', which is about a copy; remove one`);
  const fn = await resolveFunction(session, name, options);
  const original = await read(session, fn.name);
  const { MemorySize = LAMBDA_DEFAULTS.memorySize, Architectures, DurableConfig } = original.Configuration ?? {};
  if (DurableConfig) refuse(`a durable function can't be tuned, got '${fn.name}'; tune the code of its steps in another function`);
  const own = architectureOf(Architectures);
  const architectures = options.architectures ? await bothWhere(original, own) : [own];
  const sizes = [...new Set([...options.memory, MemorySize])].sort((one, other) => one - other);
  const count = sizes.length * options.runs * architectures.length;
  const what = isPublished
    ? text`Publish temporary versions of ${fn.name}, which changes the memory size of $LATEST meanwhile, and invoke them`
    : text`Invoke a copy of ${fn.name}`;
  const question = text`${what} ${count} times? The payload runs for real, with the same role and environment.`;
  if (options.yes !== true && !(await session.confirm(question))) return Exit.REFUSED;

  const plan = { architectures, sizes, payloads, isParallel: options.parallel === true };
  const results = isPublished
    ? await measureVersions(session, original, plan)
    : await measureCopy(session, original, plan, options.replaceCopy === true);
  if (session.signal.aborted) return Exit.INTERRUPTED;
  await report(session, results, { memoryMb: MemorySize, architecture: own }, options.svg);
  return Exit.GOOD;
}

type Original = Awaited<ReturnType<typeof read>>;

async function read({ clients }: Session, FunctionName: string) {
  const { GetFunctionCommand } = await import('@aws-sdk/client-lambda');
  return (await clients.lambda()).send(new GetFunctionCommand({ FunctionName })).catch((error) => {
    if (!isNotFound(error)) throw error;
    return refuse(`the function must exist in this account and Region, got '${FunctionName}'; check '--region' and '--profile'`);
  });
}

async function bothWhere(original: Original, own: Architecture): Promise<Architecture[]> {
  const { bound } = await downloadCode(original);
  if (bound !== undefined) refuse(`'--architectures' needs code that runs on both, got code of which ${bound}; leave it out`);
  return own === 'arm64' ? ['arm64', 'x86_64'] : ['x86_64', 'arm64'];
}

interface Current {
  readonly memoryMb: number;
  readonly architecture: Architecture;
}

async function report({ out }: Session, results: readonly Result[], current: Current, svg: string | undefined): Promise<void> {
  const { cheapest, fastest, balanced } = choiceOf(results);
  const now = results.find((result) => result.memoryMb === current.memoryMb && result.architecture === current.architecture);
  if (svg !== undefined) writeFileSync(svg, curve(results.filter(({ architecture }) => architecture === current.architecture)));
  out.data({ current, results, cheapest, fastest, balanced });
  const marks = (result: Result): string =>
    [result === now && 'now', result === cheapest && 'cheapest', result === fastest && 'fastest', result === balanced && 'balanced']
      .filter(Boolean)
      .join(', ');
  await out.table(
    ['Memory', 'Architecture', 'Time', 'Billed', 'Cold start', 'Used', 'Cost', ''],
    results.map((result) => [
      `${result.memoryMb} MB`,
      result.architecture,
      `${result.durationMs.toFixed(1)} ms`,
      `${result.billedMs.toFixed(1)} ms`,
      result.coldStartMs === undefined ? '' : `${result.coldStartMs.toFixed(0)} ms`,
      `${result.usedMb} MB`,
      shownMillion(result.cost),
      good(marks(result)),
    ]),
  );
  out.line();
  for (const [what, result] of [
    ['cheapest', cheapest],
    ['fastest', fastest],
    ['balanced', balanced],
  ] as const)
    out.line(
      text`${what.padEnd(9)} ${bold(text`memorySize: ${result.memoryMb}`)}${architectureNote(result, current)}, ${change(result, now)}`,
    );
  if (cheapest.usedMb > cheapest.memoryMb * 0.9)
    out.line(warning(text`The cheapest size uses ${cheapest.usedMb} of ${cheapest.memoryMb} MB: larger events may not fit.`));
  out.line(dim('Warm runs without the fastest and slowest fifth; prices of us-east-1 without discounts.'));
}

const architectureNote = ({ architecture }: Result, current: Current): string =>
  architecture === current.architecture ? '' : `, architecture: lambda.Architecture.${architecture === 'arm64' ? 'ARM_64' : 'X86_64'}`;

const change = (result: Result, now: Result | undefined): string =>
  now === undefined || now === result
    ? shownMillion(result.cost)
    : `${shownMillion(result.cost)} instead of ${shownMillion(now.cost)}, ${result.durationMs.toFixed(1)} ms instead of ${now.durationMs.toFixed(1)} ms`;
