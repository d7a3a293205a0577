import { type RunReport, runReportIn } from '../invoke/run-report';
import { refuse } from '../refusal';
import type { Session } from '../session';

/** What is invoked: a copy of the function, or a version of it. */
export interface Measured {
  readonly name: string;
  readonly qualifier?: string;
  readonly timeoutSeconds: number;
}

/** Invokes it with each payload, and gives what Lambda reports of each run. */
export async function measure(
  session: Session,
  { name, qualifier, timeoutSeconds }: Measured,
  payloads: readonly string[],
  isParallel: boolean,
  advance: () => void,
): Promise<RunReport[]> {
  const { InvokeCommand } = await import('@aws-sdk/client-lambda');
  const client = await session.clients.invoker(timeoutSeconds);
  const run = async (payload: string): Promise<RunReport> => {
    const {
      FunctionError,
      Payload,
      LogResult = '',
    } = await client.send(new InvokeCommand({ FunctionName: name, Qualifier: qualifier, LogType: 'Tail', Payload: Buffer.from(payload) }));
    advance();
    if (FunctionError) refuse(`the payload must succeed, got '${Payload?.transformToString().slice(0, 300)}'; choose another payload`);
    return (
      runReportIn(Buffer.from(LogResult, 'base64').toString('utf8')) ??
      refuse('the log must have the report of the run, got none in its last 4 KB; log less')
    );
  };
  if (isParallel) return Promise.all(payloads.map(run));
  const reports: RunReport[] = [];
  for (const payload of payloads) {
    if (session.signal.aborted) break;
    reports.push(await run(payload));
  }
  return reports;
}
